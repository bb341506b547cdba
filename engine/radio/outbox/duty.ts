// The region's duty cycle: what we sent in any rolling hour stays within its share, whatever else the radio sends beside.

import type { Spent } from "./port.ts";

const HOUR_MS = 3_600_000;
/** A frame goes on air, and again, for as long as this after it was handed over. */
const LINGER_MS = 60_000;

interface Entry {
  readonly atMs: number;
  airMs: number;
}

export class DutyCycle {
  readonly #allowedMs: number;
  readonly #entries: Entry[];
  /** The radio's own count, which knows of what it relayed too. */
  #measured: { readonly atMs: number; readonly airMs: number } | null = null;

  constructor(share: number, spent: readonly Spent[]) {
    this.#allowedMs = share >= 1 ? Number.POSITIVE_INFINITY : share * HOUR_MS;
    this.#entries = spent.map((each) => ({ ...each })).toSorted((a, b) => a.atMs - b.atMs);
  }

  spend(atMs: number, airMs: number): Entry {
    const entry = { atMs, airMs };
    this.#entries.push(entry);
    return entry;
  }

  measure(atMs: number, percent: number): void {
    this.#measured = { atMs, airMs: (percent / 100) * HOUR_MS };
  }

  /** The earliest time at which `airMs` more are allowed. */
  freeAtMs(nowMs: number, airMs: number): number {
    if (this.#allowedMs === Number.POSITIVE_INFINITY) return nowMs;
    this.#forget(nowMs);
    return Math.max(this.#ownFreeAtMs(nowMs, airMs), this.#measuredFreeAtMs(nowMs, airMs));
  }

  #ownFreeAtMs(nowMs: number, airMs: number): number {
    let usedMs = this.#entries.reduce((sum, entry) => sum + entry.airMs, 0);
    for (const entry of this.#entries) {
      if (usedMs + airMs <= this.#allowedMs) return nowMs;
      usedMs -= entry.airMs;
      if (usedMs + airMs <= this.#allowedMs) return Math.max(nowMs, entry.atMs + HOUR_MS + LINGER_MS);
    }
    return nowMs;
  }

  /** What was measured leaves the hour nobody knows when: the next measure tells, or the hour is over. */
  #measuredFreeAtMs(nowMs: number, airMs: number): number {
    const measured = this.#measured;
    if (measured === null || nowMs >= measured.atMs + HOUR_MS) return nowMs;
    const sinceMs = this.#entries.filter(({ atMs }) => atMs >= measured.atMs).reduce((sum, entry) => sum + entry.airMs, 0);
    return measured.airMs + sinceMs + airMs <= this.#allowedMs ? nowMs : measured.atMs + HOUR_MS;
  }

  #forget(nowMs: number): void {
    while (this.#entries.length > 0 && this.#entries[0]!.atMs + HOUR_MS + LINGER_MS <= nowMs) this.#entries.shift();
  }
}

export type { Entry };
