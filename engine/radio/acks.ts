// Follows each packet that was handed over until its fate is known. A radio's NAK is no last word: MAX_RETRANSMIT is often false, and a late ACK outrules it.

import { BROADCAST, type LinkEvent } from "./link.ts";
import { ROUTING_ERRORS, routingErrorName } from "./routing-errors.ts";

/** How long after its NAK a packet may still be acknowledged. */
const REMEMBER_MS = 10 * 60_000;
const REMEMBER_COUNT = 200;

export interface Handed {
  readonly packetId: number;
  readonly to: number;
  readonly wantAck: boolean;
  readonly handedAtMs: number;
  /** A contact is answered by our own radio, and waits beside the texts. */
  readonly isLocal: boolean;
}

interface Followed extends Handed {
  state: "open" | "given up" | "acked";
}

type Fate = Extract<LinkEvent, { kind: "acked" | "nacked" | "relayed" | "unsure" }>;

export class Acks {
  readonly #followed = new Map<number, Followed>();
  readonly #tell: (fate: Fate) => void;

  constructor(tell: (fate: Fate) => void) {
    this.#tell = tell;
  }

  /** The text whose ACK is awaited; there is at most one on a radio. */
  get outstanding(): Handed | null {
    for (const one of this.#followed.values()) if (one.state === "open" && one.wantAck && !one.isLocal) return one;
    return null;
  }

  handed(packet: Handed): void {
    this.#followed.delete(packet.packetId);
    this.#followed.set(packet.packetId, { ...packet, state: "open" });
    for (const [id, one] of this.#followed) {
      const isOld = one.state !== "open" && packet.handedAtMs - one.handedAtMs > REMEMBER_MS;
      if (isOld || this.#followed.size > REMEMBER_COUNT) this.#followed.delete(id);
    }
  }

  /** A routing answer: `by` says `code` of the packet; false when nobody waits for it. */
  answered(packetId: number, by: number, code: number, myNode: number, nowMs: number): boolean {
    const one = this.#followed.get(packetId);
    if (one === undefined || one.state === "acked") return false;
    if (code !== ROUTING_ERRORS.none) return this.#nacked(one, by, code);
    if (by === myNode && !one.isLocal) {
      if (one.to === BROADCAST) one.state = "acked";
      this.#tell({ kind: "relayed", packetId });
      return true;
    }
    if (by !== one.to) return false;
    const late = one.state === "given up";
    one.state = "acked";
    this.#tell({ kind: "acked", packetId, by, tookMs: nowMs - one.handedAtMs, late });
    return true;
  }

  /** Nobody answers any more: the packet may have arrived. */
  silent(packetId: number): void {
    const one = this.#followed.get(packetId);
    if (one?.state !== "open") return;
    one.state = "given up";
    this.#tell({ kind: "unsure", packetId, reason: "silence" });
  }

  /** The connection went. What wanted an ACK is unsure; an answer after the next connection still counts. */
  lost(): void {
    for (const one of [...this.#followed.values()]) {
      if (one.state !== "open") continue;
      one.state = "given up";
      if (one.wantAck) this.#tell({ kind: "unsure", packetId: one.packetId, reason: "lost" });
    }
  }

  #nacked(one: Followed, by: number, code: number): boolean {
    if (one.state !== "open") return false;
    one.state = "given up";
    this.#tell({ kind: "nacked", packetId: one.packetId, by, code, error: routingErrorName(code) });
    return true;
  }
}
