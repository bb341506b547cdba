// A bucket of airtime: it fills with time, and nothing may be taken that is not in it.

export class Bucket {
  readonly #capacityMs: number;
  #levelMs: number;
  #atMs: number;

  constructor(capacityMs: number, nowMs: number) {
    this.#capacityMs = capacityMs;
    this.#levelMs = capacityMs;
    this.#atMs = nowMs;
  }

  /** Lets flow in what has come since the last call; to be called before the share changes. */
  fill(nowMs: number, share: number): void {
    if (nowMs > this.#atMs) this.#levelMs = Math.min(this.#capacityMs, this.#levelMs + (nowMs - this.#atMs) * share);
    this.#atMs = Math.max(this.#atMs, nowMs);
  }

  levelMs(): number {
    return this.#levelMs;
  }

  isFull(): boolean {
    return this.#levelMs >= this.#capacityMs;
  }

  /** When `airMs` will be there; never, when nothing flows. */
  hasAtMs(airMs: number, share: number): number {
    if (this.#levelMs >= airMs) return this.#atMs;
    return share <= 0 ? Number.POSITIVE_INFINITY : this.#atMs + Math.ceil((airMs - this.#levelMs) / share);
  }

  take(airMs: number): void {
    this.#levelMs -= airMs;
  }

  giveBack(airMs: number): void {
    this.#levelMs = Math.min(this.#capacityMs, this.#levelMs + airMs);
  }
}
