// The packets a node remembers having heard, oldest forgotten first (PacketHistory of the firmware).

// Node numbers and packet ids are 32 bits each: one string names both.
const keyOf = (from: number, id: number): string => `${from}:${id}`;

export class History {
  readonly #capacity: number;
  readonly #seen = new Set<string>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  has(from: number, id: number): boolean {
    return this.#seen.has(keyOf(from, id));
  }

  add(from: number, id: number): void {
    const key = keyOf(from, id);
    this.#seen.delete(key);
    this.#seen.add(key);
    if (this.#seen.size > this.#capacity) this.#seen.delete(this.#seen.values().next().value!);
  }

  clear(): void {
    this.#seen.clear();
  }
}
