// The outbox's rows of one radio in the world's store. What changes is gathered and written with the next group or before the next packet leaves.

import type { OutboxPort, Spent } from "../../radio/outbox/port.ts";
import { hasEnded, type OutRow } from "../../radio/outbox/row.ts";
import type { OutboxRow, Store } from "../../world/port.ts";

/** The region's rule looks back one hour. */
const HOUR_MS = 3_600_000;

export class StorePort implements OutboxPort {
  readonly #store: Store;
  readonly #radio: string;
  readonly #changed = new Map<number, OutRow>();
  #spent: Spent[] = [];

  constructor(store: Store, radio: string) {
    this.#store = store;
    this.#radio = radio;
  }

  load(): { readonly rows: readonly OutRow[]; readonly spent: readonly Spent[] } {
    const { outbox } = this.#store;
    return { rows: outbox.of(this.#radio).map(asOutRow), spent: outbox.spent(this.#radio) };
  }

  save(rows: readonly OutRow[]): void {
    for (const row of rows) this.#changed.set(row.id, row);
  }

  spend(spent: Spent): void {
    this.#spent.push(spent);
  }

  /** Another radio has these rows now, as they stand. */
  forget(ids: readonly number[]): void {
    for (const id of ids) this.#changed.delete(id);
  }

  get isDirty(): boolean {
    return this.#changed.size > 0 || this.#spent.length > 0;
  }

  /** Writes what is gathered into the open group. */
  write(): void {
    const rows = [...this.#changed.values()];
    const { outbox } = this.#store;
    const radio = this.#radio;
    outbox.save(rows.filter((row) => !hasEnded(row)).map((row): OutboxRow => ({ ...row, radio })));
    outbox.remove(rows.filter(hasEnded).map(({ id }) => id));
    for (const spent of this.#spent) outbox.spend(radio, spent, spent.atMs - HOUR_MS);
    this.#changed.clear();
    this.#spent = [];
  }

  /** The same in a transaction of its own: durable when it returns. */
  flush(): void {
    if (!this.isDirty) return;
    this.#store.begin();
    this.write();
    this.#store.commit();
  }
}

/** The store keeps priority and state as words; only this file has ever written them. */
export function asOutRow({ radio: _radio, ...row }: OutboxRow): OutRow {
  return row as OutRow;
}

/** What waits for a node under a radio that nobody has taken up in this life: what was out then may have been read. */
export function waitingAt(store: Store, radio: string, node: number): OutRow[] {
  return store.outbox
    .of(radio)
    .map(asOutRow)
    .filter((row) => row.to === node && !hasEnded(row))
    .map((row) => (row.state === "handed" || row.state === "folded" ? { ...row, state: "nacked" } : row));
}
