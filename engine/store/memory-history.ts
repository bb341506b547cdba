// The history of things in memory, with the same bounds as in the file.

import type { Change, HistoryOf, HistoryRow } from "../world/port.ts";
import { CAP_EVERY, KEEP_GONE_MS, MOST_ROWS, PRUNE_EVERY, walkHistory } from "./history.ts";

type HistoryChange = Extract<Change, { t: "history" }>;

export class MemoryHistory {
  #rows: HistoryRow[] = [];
  #last = 0;
  /** How many rows name a thing, as their own or as what took another over. */
  readonly #named = new Map<number, number>();
  readonly #onUndo: (undo: () => void) => void;

  constructor(onUndo: (undo: () => void) => void) {
    this.#onUndo = onUndo;
  }

  copyFrom(other: MemoryHistory): void {
    this.#rows = [...other.#rows];
    this.#last = other.#last;
    for (const [thing, count] of other.#named) this.#named.set(thing, count);
  }

  add({ row, known }: HistoryChange): void {
    if (known !== 0 && !this.#named.has(known)) return;
    const full = { ...row, id: ++this.#last };
    this.#rows.push(full);
    this.#count(full, 1);
    this.#onUndo(() => {
      this.#rows.pop();
      this.#last--;
      this.#count(full, -1);
    });
    if (full.id % CAP_EVERY === 0) this.#drop(this.#overMost(row.thing));
    if (full.id % PRUNE_EVERY === 0) this.#drop(this.#longGone(row.atMs - KEEP_GONE_MS));
  }

  read(of: HistoryOf, before: number, limit: number): HistoryRow[] {
    const below = before === 0 ? Number.MAX_SAFE_INTEGER : before;
    if ("player" in of) return this.#newest(({ who, from }) => who === of.player || from === of.player, below, limit);
    return walkHistory(of.thing, below, limit, (id, under, most) =>
      this.#newest(({ thing, into }) => thing === id || into === id, under, most),
    );
  }

  #newest(isMeant: (row: HistoryRow) => boolean, below: number, most: number): HistoryRow[] {
    const found: HistoryRow[] = [];
    for (let i = this.#rows.length - 1; i >= 0 && found.length < most; i--) {
      const row = this.#rows[i]!;
      if (row.id < below && isMeant(row)) found.push(row);
    }
    return found;
  }

  #overMost(id: number): ReadonlySet<HistoryRow> {
    const own = this.#rows.filter(({ thing }) => thing === id);
    return new Set(own.slice(1, Math.max(1, own.length - MOST_ROWS + 1)));
  }

  #longGone(olderMs: number): ReadonlySet<HistoryRow> {
    const gone = new Set(this.#rows.filter((row) => row.gone && row.atMs < olderMs).map(({ thing }) => thing));
    return new Set(this.#rows.filter(({ thing }) => gone.has(thing)));
  }

  #drop(dropped: ReadonlySet<HistoryRow>): void {
    if (dropped.size === 0) return;
    const before = this.#rows;
    this.#rows = before.filter((row) => !dropped.has(row));
    for (const row of dropped) this.#count(row, -1);
    this.#onUndo(() => {
      this.#rows = before;
      for (const row of dropped) this.#count(row, 1);
    });
  }

  #count({ thing, into }: HistoryRow, by: 1 | -1): void {
    for (const id of new Set([thing, into])) {
      const now = (this.#named.get(id) ?? 0) + by;
      if (now === 0) this.#named.delete(id);
      else this.#named.set(id, now);
    }
  }
}
