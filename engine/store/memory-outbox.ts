// The outbox of the store that forgets.

import type { OutboxRow, OutboxStore, SpentRow } from "../world/port.ts";
import { Shelf, sorted } from "./shelf.ts";

export class MemoryOutbox implements OutboxStore {
  readonly #rows: Shelf<number, OutboxRow>;
  readonly #spent: Shelf<string, readonly SpentRow[]>;
  #last = 0;

  constructor(onUndo: (undo: () => void) => void) {
    this.#rows = new Shelf(onUndo);
    this.#spent = new Shelf(onUndo);
  }

  add(row: Omit<OutboxRow, "id">): OutboxRow {
    const added = { ...row, id: ++this.#last };
    this.#rows.put(added.id, added);
    return added;
  }

  of(radio: string): OutboxRow[] {
    return sorted(this.#rows).filter((row) => row.radio === radio);
  }

  save(rows: readonly OutboxRow[]): void {
    for (const row of rows) if (this.#rows.map.has(row.id)) this.#rows.put(row.id, row);
  }

  remove(ids: readonly number[]): void {
    for (const id of ids) this.#rows.put(id, undefined);
  }

  spent(radio: string): SpentRow[] {
    return [...(this.#spent.map.get(radio) ?? [])];
  }

  spend(radio: string, spent: SpentRow, forgetMs: number): void {
    this.#spent.put(radio, [...this.spent(radio).filter(({ atMs }) => atMs >= forgetMs), spent]);
  }
}
