// The audit log's chain: each row's hash covers the one before it, so that nothing can be taken out or changed unseen.

import { createHash } from "node:crypto";
import type { AuditEntry, AuditRow } from "../world/port.ts";

/** Stands before the first row. */
export const CHAIN_START = "0".repeat(64);

export function chained(id: number, entry: AuditEntry, before: string): AuditRow {
  const { atMs, who, what, node, turn } = entry;
  const hash = createHash("sha256")
    .update(JSON.stringify([before, id, atMs, who, what, node, turn]))
    .digest("hex");
  return { id, atMs, who, what, node, turn, before, hash };
}

/** Number of the first row that does not follow from the one before it, or 0. `rows`: all, in order. */
export function firstBroken(rows: Iterable<AuditRow>): number {
  let before = CHAIN_START;
  let id = 0;
  for (const row of rows) {
    id++;
    const expected = chained(id, row, before);
    if (row.id !== id || row.before !== before || row.hash !== expected.hash) return row.id;
    before = row.hash;
  }
  return 0;
}
