// A map whose writes can be taken back: what the store in memory is made of.

export class Shelf<K, V> {
  readonly map = new Map<K, V>();
  readonly #onUndo: (undo: () => void) => void;

  constructor(onUndo: (undo: () => void) => void) {
    this.#onUndo = onUndo;
  }

  /** Into an empty one: what is kept is never changed in place. */
  copyFrom(other: Shelf<K, V>): void {
    for (const [key, value] of other.map) this.map.set(key, value);
  }

  put(key: K, value: V | undefined): void {
    const before = this.map.get(key);
    if (value === undefined) this.map.delete(key);
    else this.map.set(key, value);
    this.#onUndo(() => {
      if (before === undefined) this.map.delete(key);
      else this.map.set(key, before);
    });
  }
}

/** In the order of their numbers. */
export function sorted<V>(shelf: Shelf<number, V>): V[] {
  return [...shelf.map].sort(([a], [b]) => a - b).map(([, value]) => value);
}
