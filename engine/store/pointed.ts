// Which entities any row may point at. Most never are, and a heap that becomes one with another asks at every purchase: one look into
// memory in place of a search in each table. It may know too many, never too few.

import type { Layout } from "./layout.ts";
import type { Cells } from "./row-backing.ts";

/** Ids of boxes that came and went pile up: past so many they are read anew. */
const MOST = 500_000;

export class Pointed {
  readonly #read: () => Iterable<number>;
  #ids: Set<number> | null = null;

  /** `read`: the ids in all rows as they are now. */
  constructor(read: () => Iterable<number>) {
    this.#read = read;
  }

  has(id: number): boolean {
    this.#ids ??= new Set(this.#read());
    return this.#ids.has(id);
  }

  /** A row was written. */
  note(layout: Layout, cells: Cells): void {
    if (this.#ids === null) return;
    for (const { index } of layout.entities) {
      const cell = cells[index];
      if (typeof cell === "number") this.#ids.add(cell);
    }
    if (this.#ids.size > MOST) this.#ids = null;
  }

  /** The rows are not what they were. */
  forget(): void {
    this.#ids = null;
  }
}
