// Counts of what the outbox did, for the metrics: plain numbers by name.

export class Meter {
  readonly #counts = new Map<string, number>();

  add(name: string, by = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + by);
  }

  /** How long something lasted: how often, in all, and at most. */
  time(name: string, tookMs: number): void {
    this.add(`${name}.count`);
    this.add(`${name}.ms`, tookMs);
    this.#counts.set(`${name}.maxMs`, Math.max(this.#counts.get(`${name}.maxMs`) ?? 0, tookMs));
  }

  counters(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }
}
