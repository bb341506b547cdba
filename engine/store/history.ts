// What both stores know of the history of things: how long it is kept, and how it goes on along the stacks that a thing was split from.

import type { EntityId } from "../base/ids.ts";
import type { HistoryRow } from "../world/port.ts";

/** Of what is no more, this long; a day is 86,400,000 ms. */
export const KEEP_GONE_MS = 90 * 86_400_000;
/** Rows of one thing: its first and the newest. */
export const MOST_ROWS = 100;
/** Looked at whenever a row's number divides by these: a matter of the rows alone, the same in every replay. */
export const CAP_EVERY = 16;
export const PRUNE_EVERY = 1_000;

type Read = (thing: EntityId, before: number, limit: number) => HistoryRow[];

/** Newest first: the rows of a thing and, from where it was split off, those of the stack before that. */
export function walkHistory(thing: EntityId, before: number, limit: number, read: Read): HistoryRow[] {
  const found: HistoryRow[] = [];
  let at = thing;
  let below = before;
  while (found.length < limit) {
    const rows = read(at, below, limit - found.length);
    const split = rows.findIndex((row) => row.thing === at && row.origin !== 0);
    found.push(...(split < 0 ? rows : rows.slice(0, split + 1)));
    if (split < 0) break;
    at = rows[split]!.origin;
    below = rows[split]!.id;
  }
  return found;
}
