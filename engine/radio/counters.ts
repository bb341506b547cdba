// What a link has seen and done, as plain numbers by name, for the metrics.

export class Counters {
  readonly #numbers = new Map<string, number>();

  add(name: string, by = 1): void {
    if (by !== 0) this.#numbers.set(name, (this.#numbers.get(name) ?? 0) + by);
  }

  all(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#numbers);
  }
}
