// One radio's way into play: takes what its link tells, and hands it what is due. It reads the clock and never sets one.

import type { LinkEvent, OutPacket } from "../../radio/link.ts";
import type { GatewayStatus } from "./status.ts";

/** What the mesh does for each of its radios. */
export interface GatewayParts {
  readonly name: string;
  /** Never throws; the answer comes as an event. */
  send(packet: OutPacket): void;
  nowMs(): number;
}

export class Gateway {
  readonly name: string;
  readonly #parts: GatewayParts;

  constructor(parts: GatewayParts) {
    this.name = parts.name;
    this.#parts = parts;
  }

  /** Takes one event of the link. Of a text it resolves once the text needs no repeat: its turn is done and durable, or it was dropped and counted. */
  async event(event: LinkEvent): Promise<void> {
    this.#isUp = event.kind === "status" ? event.status.state === "ready" : this.#isUp;
  }

  /** When `tick` is to be called at the latest; infinity when only an event brings news. It may come nearer with each event and each turn. */
  nextDueMs(): number {
    return Number.POSITIVE_INFINITY;
  }

  /** Hands over what is due now. */
  tick(): void {
    this.#parts.nowMs();
  }

  status(): GatewayStatus {
    return {
      radio: this.name,
      node: null,
      isUp: this.#isUp,
      region: null,
      preset: null,
      level: "normal",
      waiting: 0,
      airtimeMs: 0,
      nodes: 0,
      counters: {},
      trouble: null,
      heardMs: null,
    };
  }

  /** The radio is taken away; what waits for it stays on disk. */
  close(): void {
    this.#isUp = false;
  }

  #isUp = false;
}
