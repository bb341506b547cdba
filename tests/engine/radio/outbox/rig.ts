// An outbox with a held clock and a row of helpers: what tests of it have in common.

import { PRESETS, type PresetName } from "../../../../engine/radio/airtime.ts";
import type { OutContact, OutText } from "../../../../engine/radio/link.ts";
import { MemoryPort } from "../../../../engine/radio/outbox/memory-port.ts";
import { Outbox } from "../../../../engine/radio/outbox/outbox.ts";
import type { Trouble } from "../../../../engine/radio/outbox/port.ts";
import { type NewRow, newRow, type OutRow } from "../../../../engine/radio/outbox/row.ts";

export const ANN = 11;
export const BOB = 12;
export const MARK = "While you were out of reach: ";
export const START_MS = 1_000_000;

export interface RigOptions {
  readonly preset?: PresetName;
  readonly dutyCycle?: number;
  readonly port?: MemoryPort;
  readonly nowMs?: number;
  /** As it is in play; else nothing waits for the air to come to rest. */
  readonly ebbs?: boolean;
  /** The word behind answers that had to wait. */
  readonly late?: string;
}

export class Rig {
  readonly port: MemoryPort;
  readonly outbox: Outbox;
  readonly texts: { readonly atMs: number; readonly packet: OutText }[] = [];
  readonly contacts: OutContact[] = [];
  readonly troubles: Trouble[] = [];
  nowMs: number;
  wakeMs: number | null = null;
  #id: number;
  static packetId = 1000;

  constructor({ preset = "LongFast", dutyCycle = 1, port = new MemoryPort(), nowMs = START_MS, ebbs = false, late }: RigOptions = {}) {
    this.port = port;
    this.nowMs = nowMs;
    this.#id = port.rows.size;
    this.outbox = new Outbox(
      {
        port,
        preset: PRESETS[preset],
        dutyCycle,
        address: (node) => ({ publicKey: `key${node}`, longName: `Node ${node}`, shortName: "N" }),
        missed: (texts) => MARK + texts.join(" / "),
        ...(late === undefined ? {} : { late: () => late }),
        packetId: () => ++Rig.packetId,
        ...(ebbs ? {} : { ebbMs: () => 0 }),
        trouble: (trouble) => this.troubles.push(trouble),
      },
      nowMs,
    );
    this.nowMs += 10_000;
    for (const node of [ANN, BOB]) this.outbox.heard(node, 2, this.nowMs);
  }

  put(to: number, text: string, more: Partial<NewRow> = {}): OutRow {
    const row = newRow({ id: ++this.#id, to, text, priority: "reply", wantAck: true, madeMs: this.nowMs, ...more });
    this.port.rows.set(row.id, row);
    this.outbox.add(row);
    return row;
  }

  /** One step; the text that was handed over, if any. */
  step(): OutText | null {
    const { send, wakeMs } = this.outbox.step(this.nowMs);
    this.wakeMs = wakeMs;
    if (send?.kind === "contact") this.contacts.push(send);
    if (send?.kind !== "text") return null;
    this.texts.push({ atMs: this.nowMs, packet: send });
    return send;
  }

  /** The next text, waiting as long as the outbox says. */
  next(mostMs = 7_200_000): OutText | null {
    const endMs = this.nowMs + mostMs;
    for (;;) {
      const text = this.step();
      if (text !== null) return text;
      if (this.wakeMs === null || this.wakeMs > endMs) return null;
      this.nowMs = this.wakeMs;
    }
  }

  wait(ms: number): this {
    this.nowMs += ms;
    return this;
  }

  ack(packet: OutText, afterMs = 1_600): void {
    this.wait(afterMs).outbox.acked(packet.packetId, this.nowMs);
  }

  nack(packet: OutText, code: number, isOurs = true, afterMs = 30_000): void {
    this.wait(afterMs).outbox.nacked(packet.packetId, code, isOurs, this.nowMs);
  }

  hear(node: number, hops: number | null = 2): void {
    this.outbox.heard(node, hops, this.nowMs);
  }

  state(row: OutRow): string {
    return this.port.rows.get(row.id)!.state;
  }
}
