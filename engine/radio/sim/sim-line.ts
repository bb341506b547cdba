// A line between a link and what answers at its far end, in virtual time: bytes take a moment, keep their order, and are lost after its end.

import type { LoopbackLine, LoopbackPeer } from "../loopback.ts";
import type { Timers } from "../timers.ts";
import type { Connection, Transport, TransportEvents } from "../transport.ts";

/** What stands between a word and the other's ear. */
const WIRE_MS = 5;
/** Until a connection to a radio that is off is given up by the system. */
const REFUSED_MS = 1_000;

/** `answer` takes one connection, or gives null when no radio is there. */
export function lineTransport(timers: Timers, place: string, answer: (line: LoopbackLine) => LoopbackPeer | null): Transport {
  return { place, advice: "what is at the far end does not speak the protocol.", connect: (on) => new SimLine(timers, answer, on) };
}

class SimLine implements Connection {
  readonly #timers: Timers;
  readonly #on: TransportEvents;
  #isOpen = true;
  #peer: LoopbackPeer | null = null;

  constructor(timers: Timers, answer: (line: LoopbackLine) => LoopbackPeer | null, on: TransportEvents) {
    this.#timers = timers;
    this.#on = on;
    timers.after(WIRE_MS, () => this.#accept(answer));
  }

  write(bytes: Uint8Array): void {
    this.#later(bytes, (copy) => this.#peer?.data(copy));
  }

  close(): void {
    this.#end("Closed.");
  }

  #accept(answer: (line: LoopbackLine) => LoopbackPeer | null): void {
    if (!this.#isOpen) return;
    this.#peer = answer({
      write: (bytes) => this.#later(bytes, (copy) => this.#on.data(copy)),
      close: () => void this.#timers.after(WIRE_MS, () => this.#end("The radio closed the connection.")),
    });
    if (this.#peer !== null) this.#on.opened();
    else this.#timers.after(REFUSED_MS, () => this.#end("Nothing answers there."));
  }

  // A copy, as a wire would make; the same delay for all, so that nothing passes another.
  #later(bytes: Uint8Array, give: (copy: Uint8Array) => void): void {
    const copy = bytes.slice();
    this.#timers.after(WIRE_MS, () => {
      if (this.#isOpen) give(copy);
    });
  }

  #end(why: string): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#peer?.closed();
    this.#on.closed(why);
  }
}
