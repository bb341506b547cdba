// A radio in the same process: the bytes of the true protocol, without a wire. What answers at the far end is given by whoever makes it.

import type { Connection, Transport, TransportEvents } from "./transport.ts";

/** The far end of one loopback connection, as the radio sees it. */
export interface LoopbackPeer {
  /** Bytes from the host. */
  data(bytes: Uint8Array): void;
  /** The host has gone. */
  closed(): void;
}

/** What the radio may do with its end. */
export interface LoopbackLine {
  write(bytes: Uint8Array): void;
  close(): void;
}

/** `answer` takes one connection, or gives null when no radio is there. */
export function loopbackTransport(place: string, answer: (line: LoopbackLine) => LoopbackPeer | null): Transport {
  return { place, advice: "the far end in this process does not speak the protocol.", connect: (on) => connectLoopback(place, answer, on) };
}

function connectLoopback(place: string, answer: (line: LoopbackLine) => LoopbackPeer | null, on: TransportEvents): Connection {
  let isOpen = true;
  let peer: LoopbackPeer | null = null;
  const end = (why: string): void => {
    if (!isOpen) return;
    isOpen = false;
    // Never inside the call that ended it: no other transport does that either.
    queueMicrotask(() => {
      peer?.closed();
      on.closed(why);
    });
  };
  const line: LoopbackLine = {
    // A copy, as a wire would make.
    write: (bytes) => {
      const copy = bytes.slice();
      queueMicrotask(() => {
        if (isOpen) on.data(copy);
      });
    },
    close: () => end(`The radio at ${place} closed.`),
  };
  queueMicrotask(() => {
    if (!isOpen) return;
    peer = answer(line);
    if (peer === null) end(`No radio at ${place}.`);
    else on.opened();
  });
  return {
    write: (bytes) => {
      const copy = bytes.slice();
      queueMicrotask(() => peer?.data(copy));
    },
    close: () => end("Closed."),
  };
}
