// An outbox's rows without a disk, for simulations and tests: what a store must keep, and no more.

import type { OutboxPort, Spent } from "./port.ts";
import { hasEnded, type OutRow } from "./row.ts";

export class MemoryPort implements OutboxPort {
  readonly rows = new Map<number, OutRow>();
  readonly spent: Spent[] = [];

  load(): { readonly rows: readonly OutRow[]; readonly spent: readonly Spent[] } {
    return { rows: [...this.rows.values()].filter((row) => !hasEnded(row)), spent: [...this.spent] };
  }

  save(rows: readonly OutRow[]): void {
    for (const row of rows) this.rows.set(row.id, row);
  }

  spend(spent: Spent): void {
    this.spent.push(spent);
  }
}
