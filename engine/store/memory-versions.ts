// Versions of packs in memory.

import type { VersionRow, VersionStore } from "../world/versions.ts";
import { Shelf, sorted } from "./shelf.ts";

export class MemoryVersions implements VersionStore {
  readonly #rows: Shelf<number, VersionRow>;
  readonly #contents: Shelf<string, Uint8Array>;

  constructor(record: (undo: () => void) => void) {
    this.#rows = new Shelf(record);
    this.#contents = new Shelf(record);
  }

  copyFrom(other: MemoryVersions): void {
    this.#rows.copyFrom(other.#rows);
    this.#contents.copyFrom(other.#contents);
  }

  add(row: Omit<VersionRow, "id">, contents: ReadonlyMap<string, Uint8Array>): VersionRow {
    const made = { ...row, id: this.#rows.map.size + 1 };
    for (const { digest } of row.packs) {
      const content = contents.get(digest);
      if (content !== undefined && !this.#contents.map.has(digest)) this.#contents.put(digest, content);
    }
    this.#rows.put(made.id, made);
    return made;
  }

  get(id: number): VersionRow | undefined {
    return this.#rows.map.get(id);
  }

  list(limit: number): VersionRow[] {
    return sorted(this.#rows).reverse().slice(0, limit);
  }

  content(digest: string): Uint8Array | undefined {
    return this.#contents.map.get(digest);
  }
}
