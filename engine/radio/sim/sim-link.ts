// The link to a simulated radio: the genuine link over a line of genuine bytes, all in the mesh's virtual time. Nothing of it is pretended
// but the wire itself, so what holds here holds for serial and TCP.

import { Chance } from "../../base/chance.ts";
import { Deframer, frame } from "../framing.ts";
import type { Link } from "../link.ts";
import type { LoopbackLine, LoopbackPeer } from "../loopback.ts";
import { RadioLink } from "../radio-link.ts";
import type { LinkSettings } from "../settings.ts";
import type { Transport } from "../transport.ts";
import type { HostEvent } from "./host-port.ts";
import type { SimMesh } from "./mesh.ts";
import type { SimNode } from "./node.ts";
import { lineTransport } from "./sim-line.ts";
import { configWords, eventWord, type HostWord, readHostWord, rebootedWord } from "./wire.ts";

/** `serial` lives on through a reboot and is told of it; `tcp` does not even close: silence is the only sign. */
export type WireKind = "serial" | "tcp";

export interface SimLinkOptions {
  readonly name?: string;
  readonly wire?: WireKind;
  readonly seed?: number;
  readonly settings?: Partial<LinkSettings>;
}

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
  return lineTransport(mesh.agenda, `sim:${node.num.toString(16)}`, (line) => (node.isOn ? new SimEnd(mesh, node, wire, line) : null));
}

/** The radio's end of one line. */
class SimEnd implements LoopbackPeer {
  readonly #mesh: SimMesh;
  readonly #node: SimNode;
  readonly #line: LoopbackLine;
  readonly #deframer = new Deframer((payload) => this.#take(payload));
  readonly #forgetPower: () => void;
  /** Not so after a reboot that a TCP peer did not notice, nor when another host has come. */
  #isOurs = true;

  constructor(mesh: SimMesh, node: SimNode, wire: WireKind, line: LoopbackLine) {
    this.#mesh = mesh;
    this.#node = node;
    this.#line = line;
    this.#forgetPower = node.onPower((isOn) => this.#power(isOn, wire));
    // An old host is shut out as soon as a new one connects.
    node.host.attach((event) => this.#tell(event));
  }

  data(bytes: Uint8Array): void {
    if (this.#isOurs) this.#deframer.push(bytes);
  }

  closed(): void {
    this.#forgetPower();
    if (this.#isOurs) this.#node.host.detach("good-bye");
  }

  #power(isOn: boolean, wire: WireKind): void {
    this.#isOurs = isOn && wire === "serial";
    if (!this.#isOurs) return;
    this.#node.host.attach((event) => this.#tell(event));
    this.#line.write(frame(rebootedWord()));
  }

  #take(payload: Uint8Array): boolean {
    const word = readHostWord(payload);
    if (word !== null) this.#obey(word);
    // What this radio does not know was a frame all the same.
    return true;
  }

  #obey(word: HostWord): void {
    const { host } = this.#node;
    switch (word.kind) {
      case "wantConfig":
        for (const bytes of configWords(this.#itself(), word.nonce)) this.#line.write(frame(bytes));
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
      this.#isOurs = false;
      this.#line.close();
      return;
    }
    const bytes = eventWord(event, this.#node.num, this.#mesh.now());
    if (bytes !== null) this.#line.write(frame(bytes));
  }
}
