// The link to a simulated radio: the genuine link over a line of genuine bytes, all in the mesh's virtual time. Nothing of it is pretended
// but the wire itself, so what holds here holds for serial and TCP.

import { Chance } from "../../base/chance.ts";
import { Deframer, frame } from "../framing.ts";
import type { Link } from "../link.ts";
import { RadioLink } from "../radio-link.ts";
import type { LinkSettings } from "../settings.ts";
import type { Connection, Transport, TransportEvents } from "../transport.ts";
import type { HostEvent } from "./host-port.ts";
import type { SimMesh } from "./mesh.ts";
import type { SimNode } from "./node.ts";
import { configWords, eventWord, type HostWord, readHostWord, rebootedWord } from "./wire.ts";

/** `serial` lives on through a reboot and is told of it; `tcp` does not even close: silence is the only sign. */
export type WireKind = "serial" | "tcp";

export interface SimLinkOptions {
  readonly name?: string;
  readonly wire?: WireKind;
  readonly seed?: number;
  readonly settings?: Partial<LinkSettings>;
}

/** What stands between the host's word and the radio's ear, and back. */
const WIRE_MS = 5;
/** Until a connection to a radio that is off is given up by the system. */
const REFUSED_MS = 1_000;

export function simLink(mesh: SimMesh, node: SimNode, options: SimLinkOptions = {}): Link {
  return new RadioLink({
    name: options.name ?? node.setup.longName,
    transport: simTransport(mesh, node, options.wire ?? "tcp"),
    chance: new Chance(options.seed ?? node.num),
    timers: mesh.agenda,
    ...(options.settings === undefined ? {} : { settings: options.settings }),
  });
}

/** A line to one node, for any client that speaks the protocol. */
export function simTransport(mesh: SimMesh, node: SimNode, wire: WireKind): Transport {
  return {
    place: `sim:${node.num.toString(16)}`,
    advice: "the simulated radio does not answer.",
    connect: (on) => new SimLine(mesh, node, wire, on),
  };
}

class SimLine implements Connection {
  readonly #mesh: SimMesh;
  readonly #node: SimNode;
  readonly #on: TransportEvents;
  readonly #deframer = new Deframer((payload) => this.#take(payload));
  readonly #forgetBoots: () => void;
  #isOpen = true;
  /** The radio's end is there: not before the connection is made, nor after a reboot that a TCP peer did not notice. */
  #isAnswered = false;

  constructor(mesh: SimMesh, node: SimNode, wire: WireKind, on: TransportEvents) {
    this.#mesh = mesh;
    this.#node = node;
    this.#on = on;
    this.#forgetBoots = node.onPower((isOn) => this.#power(isOn, wire));
    if (node.isOn) mesh.agenda.after(WIRE_MS, () => this.#accept());
    else mesh.agenda.after(REFUSED_MS, () => this.#end("Nothing answers there."));
  }

  write(bytes: Uint8Array): void {
    const copy = bytes.slice();
    this.#mesh.agenda.after(WIRE_MS, () => {
      if (this.#isOpen && this.#isAnswered) this.#deframer.push(copy);
    });
  }

  close(): void {
    if (this.#isOpen && this.#isAnswered) this.#node.host.detach("good-bye");
    this.#end("Closed.");
  }

  #accept(): void {
    if (!this.#isOpen) return;
    // An old host is shut out as soon as a new one connects.
    this.#node.host.attach((event) => this.#tell(event));
    this.#isAnswered = true;
    this.#on.opened();
  }

  #power(isOn: boolean, wire: WireKind): void {
    if (!this.#isOpen) return;
    if (!isOn) this.#isAnswered = false;
    else if (wire === "serial") {
      this.#isAnswered = true;
      this.#node.host.attach((event) => this.#tell(event));
      this.#send(rebootedWord());
    }
  }

  #take(payload: Uint8Array): boolean {
    const word = readHostWord(payload);
    if (word !== null) this.#obey(word);
    return true;
  }

  #obey(word: HostWord): void {
    const { host } = this.#node;
    switch (word.kind) {
      case "wantConfig":
        for (const bytes of configWords(this.#itself(), word.nonce)) this.#send(bytes);
        host.configured();
        break;
      case "heartbeat":
        host.heartbeat();
        break;
      case "disconnect":
        host.detach("good-bye");
        break;
      case "text":
        host.submit(word.text);
        break;
      case "contact":
        host.addContact(word.num, word.user, word.id);
        break;
    }
  }

  #itself(): Parameters<typeof configWords>[0] {
    const { num, user, setup, contacts } = this.#node;
    const { preset, region = "US" } = this.#mesh.options;
    return { num, user, firmware: "2.8.0.sim", region, preset, hopLimit: setup.hopLimit, contacts: contacts.all() };
  }

  #tell(event: HostEvent): void {
    if (event.kind === "closed") {
      this.#isAnswered = false;
      this.#end(`The radio closed the connection: ${event.why}.`);
      return;
    }
    const bytes = eventWord(event, this.#node.num, this.#mesh.now());
    if (bytes !== null) this.#send(bytes);
  }

  // The same delay for all: nothing passes another on a wire.
  #send(payload: Uint8Array): void {
    const framed = frame(payload);
    this.#mesh.agenda.after(WIRE_MS, () => {
      if (this.#isOpen) this.#on.data(framed);
    });
  }

  #end(why: string): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#forgetBoots();
    this.#on.closed(why);
  }
}
