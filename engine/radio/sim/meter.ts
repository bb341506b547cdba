// A node's own measure of the channel: the use of the last minute in six buckets, its own sending of the last hour in sixty
// (src/airtime.cpp of the firmware). What the duty cycle and the contention window read.

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Sums by time bucket that fall away as they grow old. */
class Buckets {
  readonly #sums: number[];
  readonly #widthMs: number;
  #current = 0;

  constructor(count: number, widthMs: number) {
    this.#sums = new Array<number>(count).fill(0);
    this.#widthMs = widthMs;
  }

  add(nowMs: number, amount: number): void {
    this.#turn(nowMs);
    this.#sums[this.#current % this.#sums.length]! += amount;
  }

  total(nowMs: number): number {
    this.#turn(nowMs);
    return this.#sums.reduce((a, b) => a + b, 0);
  }

  /** Milliseconds until the total has fallen to `limit`, by the passing of whole buckets. */
  untilBelow(nowMs: number, limit: number): number {
    let left = this.total(nowMs);
    for (let age = 1; age <= this.#sums.length; age++) {
      if (left <= limit) return age === 1 ? 0 : (this.#current + age - 1) * this.#widthMs - nowMs;
      left -= this.#sums[(this.#current + age) % this.#sums.length]!;
    }
    return (this.#current + this.#sums.length) * this.#widthMs - nowMs;
  }

  #turn(nowMs: number): void {
    const bucket = Math.floor(nowMs / this.#widthMs);
    if (bucket === this.#current) return;
    const crossed = Math.min(bucket - this.#current, this.#sums.length);
    for (let i = 0; i < crossed; i++) this.#sums[(bucket - i) % this.#sums.length] = 0;
    this.#current = bucket;
  }
}

export class AirMeter {
  #channel = new Buckets(6, 10_000);
  #own = new Buckets(60, MINUTE_MS);

  sent(nowMs: number, airMs: number): void {
    this.#own.add(nowMs, airMs);
    this.#channel.add(nowMs, airMs);
  }

  heard(nowMs: number, airMs: number): void {
    this.#channel.add(nowMs, airMs);
  }

  /** Percent of the last minute in which this node heard or made a signal. */
  channelPercent(nowMs: number): number {
    return (this.#channel.total(nowMs) / MINUTE_MS) * 100;
  }

  /** Percent of the last hour in which this node was sending. */
  ownPercent(nowMs: number): number {
    return (this.#own.total(nowMs) / HOUR_MS) * 100;
  }

  /** Milliseconds of silence until this node's share of the hour is back at `percent`. */
  silenceMs(nowMs: number, percent: number): number {
    return this.#own.untilBelow(nowMs, (percent / 100) * HOUR_MS);
  }

  /** The measure starts anew at each boot. */
  clear(): void {
    this.#channel = new Buckets(6, 10_000);
    this.#own = new Buckets(60, MINUTE_MS);
  }
}
