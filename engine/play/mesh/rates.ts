// How much one asker may send: a bucket of commands that fills by the minute. Beyond it one word of warning, then silence until it has filled a little.

const MINUTE_MS = 60_000;
const MOST_ASKERS = 2_000;

export type RateVerdict = "pass" | "warn" | "drop";

interface Bucket {
  level: number;
  atMs: number;
  warnedMs: number;
}

export class Rates {
  readonly #perMinute: number;
  readonly #buckets = new Map<number, Bucket>();

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  /** Takes one command of this asker into account. */
  take(asker: number, nowMs: number): RateVerdict {
    const bucket = this.#bucket(asker, nowMs);
    bucket.level = Math.min(this.#perMinute, bucket.level + (Math.max(0, nowMs - bucket.atMs) * this.#perMinute) / MINUTE_MS);
    bucket.atMs = nowMs;
    if (bucket.level >= 1) {
      bucket.level--;
      return "pass";
    }
    if (nowMs < bucket.warnedMs + MINUTE_MS) return "drop";
    bucket.warnedMs = nowMs;
    return "warn";
  }

  #bucket(asker: number, nowMs: number): Bucket {
    const known = this.#buckets.get(asker);
    if (known !== undefined) return known;
    if (this.#buckets.size >= MOST_ASKERS) this.#buckets.delete(this.#buckets.keys().next().value!);
    const bucket = { level: this.#perMinute, atMs: nowMs, warnedMs: Number.NEGATIVE_INFINITY };
    this.#buckets.set(asker, bucket);
    return bucket;
  }
}
