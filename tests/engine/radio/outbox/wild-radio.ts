// A radio and its players gone wild: hands every frame a fate by the wish of a property test, and notes what a player has read and what was on air.

import { ACK_BYTES, airtimeMs, PRESETS, textPacketBytes } from "../../../../engine/radio/airtime.ts";
import { byteLength } from "../../../../engine/radio/compose/bytes.ts";
import type { OutText } from "../../../../engine/radio/link.ts";
import { hasEnded } from "../../../../engine/radio/outbox/row.ts";
import { MARK, Rig } from "./rig.ts";

export type Fate =
  | { readonly kind: "ack" | "lost" | "falseNak" | "silence" | "gone" | "restart"; readonly afterMs: number }
  | { readonly kind: "lateAck"; readonly afterMs: number; readonly lateMs: number }
  | { readonly kind: "unread"; readonly code: number; readonly isOurs: boolean }
  | { readonly kind: "refused"; readonly reason: "full" | "busy" | "early" | "down" };

const TOKEN = /t\d+\./g;

export class WildRadio {
  rig: Rig;
  readonly problems: string[] = [];
  readonly sendings: { readonly atMs: number; readonly airMs: number }[] = [];
  readonly #arrived = new Set<string>();
  readonly #late: { readonly atMs: number; readonly packetId: number }[] = [];
  readonly #dutyCycle: number;
  #handedMs = Number.NEGATIVE_INFINITY;
  /** A text that nobody answers is out for so long. */
  #silentUntilMs = Number.NEGATIVE_INFINITY;
  #ids = new Set<number>();

  constructor(dutyCycle: number) {
    this.#dutyCycle = dutyCycle;
    this.rig = new Rig({ dutyCycle });
  }

  /** Lets time pass; a text that is handed over meets `fate`. */
  pass(ms: number, fate: () => Fate): void {
    const endMs = this.rig.nowMs + ms;
    for (let steps = 0; this.rig.nowMs <= endMs; steps++) {
      if (steps > 20_000) {
        this.problems.push("the outbox spins");
        return;
      }
      this.#tellLate();
      const packet = this.rig.step();
      this.#checkBuckets(packet);
      if (packet !== null) this.#meet(packet, fate());
      else {
        const wakeMs = Math.min(this.rig.wakeMs ?? Number.POSITIVE_INFINITY, ...this.#late.map(({ atMs }) => atMs));
        if (wakeMs > endMs) break;
        this.rig.nowMs = Math.max(wakeMs, this.rig.nowMs);
      }
    }
    this.rig.nowMs = Math.max(this.rig.nowMs, endMs);
  }

  /** What is wrong with how every row ended. */
  unsettled(): string[] {
    return [...this.rig.port.rows.values()].flatMap((row) => {
      if (!hasEnded(row)) return [`${row.id} is ${row.state}`];
      if (row.state === "expired" && row.ttlMs === null) return [`${row.id} expired without a time to live`];
      if (row.state === "expired" && row.stateMs < row.madeMs + row.ttlMs!) return [`${row.id} expired early`];
      if (row.state === "sent" && row.wantAck) return [`${row.id} was let go`];
      if (row.state === "acked" && !this.#arrived.has(`t${row.id}.`)) return [`${row.id} never arrived`];
      return [];
    });
  }

  #meet(packet: OutText, fate: Fate): void {
    const { rig } = this;
    const { outbox } = rig;
    this.#checkFrame(packet);
    if (fate.kind === "refused") {
      outbox.refused(packet.packetId, fate.reason, null, rig.nowMs);
      return;
    }
    outbox.handed(packet.packetId, rig.nowMs);
    if (fate.kind === "unread") {
      if (!fate.isOurs) this.#air(packet, 2_000);
      rig.nack(packet, fate.code, fate.isOurs, 2_000);
      return;
    }
    const arrives = fate.kind !== "lost";
    if (arrives) this.#read(packet);
    this.#air(packet, fate.afterMs);
    if (fate.kind === "silence" && packet.wantAck) this.#silentUntilMs = rig.nowMs + 120_000;
    if (fate.kind === "ack") rig.ack(packet, fate.afterMs);
    if (fate.kind === "lost" || fate.kind === "falseNak") rig.nack(packet, 5, true, fate.afterMs);
    if (fate.kind === "gone") outbox.unsure(packet.packetId, "lost", rig.wait(fate.afterMs).nowMs);
    if (fate.kind === "restart") this.rig = new Rig({ port: rig.port, nowMs: rig.wait(fate.afterMs).nowMs, dutyCycle: this.#dutyCycle });
    if (fate.kind === "lateAck") {
      rig.nack(packet, 5, true, fate.afterMs);
      this.#late.push({ atMs: rig.nowMs + fate.lateMs, packetId: packet.packetId });
    }
  }

  #checkFrame({ text, packetId }: OutText): void {
    const { nowMs } = this.rig;
    if (nowMs < this.#silentUntilMs) this.problems.push("two are out");
    if (nowMs - this.#handedMs < 2_100) this.problems.push(`handed over ${nowMs - this.#handedMs} ms after the last`);
    this.#handedMs = nowMs;
    if (byteLength(text) > 215) this.problems.push(`${byteLength(text)} bytes`);
    if (this.#ids.has(packetId)) this.problems.push("a packet id twice");
    this.#ids.add(packetId);
    const [fresh = ""] = text.split(MARK);
    for (const token of fresh.match(TOKEN) ?? []) if (this.#arrived.has(token)) this.problems.push(`${token} unmarked again`);
  }

  #read({ text }: OutText): void {
    for (const token of text.match(TOKEN) ?? []) this.#arrived.add(token);
  }

  /** As the firmware does: again and again until the answer comes, three times at most. */
  #air({ text, wantAck }: OutText, answeredMs: number): void {
    const onceMs = airtimeMs(PRESETS.LongFast, textPacketBytes(byteLength(text), { pkc: true }));
    const gapMs = 4_500 + 2 * onceMs + 500;
    for (let i = 0; i === 0 || (wantAck && i < 3 && i * gapMs <= answeredMs); i++)
      this.sendings.push({ atMs: this.rig.nowMs + i * gapMs, airMs: onceMs });
    if (wantAck) this.sendings.push({ atMs: this.rig.nowMs + answeredMs, airMs: airtimeMs(PRESETS.LongFast, ACK_BYTES) });
  }

  #tellLate(): void {
    for (const late of this.#late.filter(({ atMs }) => atMs <= this.rig.nowMs)) {
      this.rig.outbox.acked(late.packetId, this.rig.nowMs);
      this.#late.splice(this.#late.indexOf(late), 1);
    }
  }

  #checkBuckets(packet: OutText | null): void {
    const { radioMs, playerMs } = this.rig.outbox.airtime(packet?.to ?? 0, this.rig.nowMs);
    if (Math.min(radioMs, playerMs) < -1e-6) this.problems.push("airtime overdrawn");
  }

  /** The share of the worst rolling hour. */
  worstHour(): number {
    const sorted = this.sendings.toSorted((a, b) => a.atMs - b.atMs);
    let worst = 0;
    let sum = 0;
    let from = 0;
    for (const { atMs, airMs } of sorted) {
      sum += airMs;
      while (sorted[from]!.atMs <= atMs - 3_600_000) sum -= sorted[from++]!.airMs;
      worst = Math.max(worst, sum / 3_600_000);
    }
    return worst;
  }
}
