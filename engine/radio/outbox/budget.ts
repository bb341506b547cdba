// What a frame costs on air and whether that may be spent now: a bucket for the radio, one for each node, and the region's hour.

import { ACK_BYTES, airtimeMs, LARGEST_PACKET_BYTES, type Preset, SIGNATURE_BYTES, textPacketBytes } from "../airtime.ts";
import { Bucket } from "./bucket.ts";
import { DutyCycle, type Entry } from "./duty.ts";
import { type LevelRule, levelRule, MEASURE_AGE_MS } from "./load.ts";
import type { Spent } from "./port.ts";

/** The firmware sends a packet that wants an ACK so often at most (NUM_RELIABLE_RETX in src/mesh/ReliableRouter.cpp and kin). */
const MOST_SENDINGS = 3;
/** It waits at least so long, and twice the packet's airtime, before the next (PROCESSING_TIME_MSEC in src/mesh/RadioInterface.h). */
const RESEND_GAP_MS = 4_500;
const RADIO_BURST_MS = 30_000;
const PLAYER_BURST_MS = 20_000;

export interface Cost {
  /** One sending. */
  readonly onceMs: number;
  /** All that the firmware may send for it, with its ACK of the other's ACK. */
  readonly worstMs: number;
}

/** Airtime set aside at hand-over; what was not used comes back when the fate is known. */
export interface Reservation {
  readonly cost: Cost;
  readonly bucket: Bucket;
  readonly entry: Entry;
}

export class Budget {
  readonly #preset: Preset;
  readonly #ackMs: number;
  readonly #playerBurstMs: number;
  readonly #radio: Bucket;
  readonly #players = new Map<number, Bucket>();
  readonly #duty: DutyCycle;
  #percent = 0;
  #measuredMs = Number.NEGATIVE_INFINITY;

  constructor(preset: Preset, dutyCycle: number, spent: readonly Spent[], nowMs: number) {
    this.#preset = preset;
    this.#ackMs = airtimeMs(preset, ACK_BYTES);
    const largestMs = MOST_SENDINGS * airtimeMs(preset, LARGEST_PACKET_BYTES) + this.#ackMs;
    this.#playerBurstMs = Math.max(PLAYER_BURST_MS, largestMs);
    this.#radio = new Bucket(Math.max(RADIO_BURST_MS, 2 * largestMs), nowMs);
    this.#duty = new DutyCycle(dutyCycle, spent);
  }

  cost(textBytes: number, how: { readonly pkc: boolean; readonly wantAck: boolean; readonly broadcast: boolean }): Cost {
    const bytes = textPacketBytes(textBytes, how) + (how.broadcast ? SIGNATURE_BYTES : 0);
    const onceMs = airtimeMs(this.#preset, Math.min(bytes, LARGEST_PACKET_BYTES));
    return { onceMs, worstMs: how.wantAck ? MOST_SENDINGS * onceMs + this.#ackMs : onceMs };
  }

  /** The radio's own measures, in percent. */
  measure(nowMs: number, channelPercent: number, ownPercent: number): void {
    this.#fill(nowMs);
    for (const [node, bucket] of this.#players) if (bucket.isFull()) this.#players.delete(node);
    this.#percent = channelPercent;
    this.#measuredMs = nowMs;
    this.#duty.measure(nowMs, ownPercent);
  }

  rule(nowMs: number): LevelRule {
    return levelRule(nowMs >= this.ruleEndsMs() ? 0 : this.#percent);
  }

  /** When the last measure is too old to hold anything back. */
  ruleEndsMs(): number {
    return this.#measuredMs + MEASURE_AGE_MS;
  }

  /** When the radio may spend so much: its bucket and the region's hour. */
  radioFreeAtMs(nowMs: number, airMs: number): number {
    this.#fill(nowMs);
    return Math.max(this.#radio.hasAtMs(airMs, this.rule(nowMs).radioShare), this.#duty.freeAtMs(nowMs, airMs));
  }

  playerFreeAtMs(nowMs: number, node: number, airMs: number): number {
    this.#fill(nowMs);
    return this.#player(node, nowMs).hasAtMs(airMs, this.rule(nowMs).playerShare);
  }

  levels(node: number, nowMs: number): { readonly radioMs: number; readonly playerMs: number } {
    this.#fill(nowMs);
    return { radioMs: this.#radio.levelMs(), playerMs: this.#player(node, nowMs).levelMs() };
  }

  reserve(nowMs: number, node: number, cost: Cost): Reservation {
    this.#fill(nowMs);
    const bucket = this.#player(node, nowMs);
    bucket.take(cost.worstMs);
    this.#radio.take(cost.worstMs);
    return { cost, bucket, entry: this.#duty.spend(nowMs, cost.worstMs) };
  }

  settle({ cost, bucket, entry }: Reservation, usedMs: number): void {
    const leftMs = Math.max(0, cost.worstMs - usedMs);
    bucket.giveBack(leftMs);
    this.#radio.giveBack(leftMs);
    entry.airMs = cost.worstMs - leftMs;
  }

  /** What was on air at most, when an answer came after `tookMs`. */
  usedMs({ onceMs }: Cost, tookMs: number): number {
    const sendings = Math.min(MOST_SENDINGS, 1 + Math.floor(tookMs / (RESEND_GAP_MS + 2 * onceMs)));
    return sendings * onceMs + this.#ackMs;
  }

  #fill(nowMs: number): void {
    const { radioShare, playerShare } = this.rule(nowMs);
    this.#radio.fill(nowMs, radioShare);
    for (const bucket of this.#players.values()) bucket.fill(nowMs, playerShare);
  }

  #player(node: number, nowMs: number): Bucket {
    let bucket = this.#players.get(node);
    if (bucket === undefined) {
      bucket = new Bucket(this.#playerBurstMs, nowMs);
      this.#players.set(node, bucket);
    }
    return bucket;
  }
}
