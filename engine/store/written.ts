// What turns write, as it goes into the file: by the thread of the world itself or by one beside it.

import type { Change, TurnRow } from "../world/port.ts";

/** A turn with its changes, or changes of no turn. */
export type Written = readonly [turn: TurnRow | null, changes: readonly Change[]];

/** What the two threads share: numbers that both read without waiting for a message. */
export const CELL = {
  /** Number of the newest group that is in the file. */
  committed: 0,
  /** 1 once the writing thread has given up: it writes no more. */
  failed: 1,
  /** 1 once it has closed the file. */
  closed: 2,
  /** Counts all of that; what one waits on. */
  news: 3,
} as const;

export const CELLS = 4;

/** To the writing thread. */
export type Order =
  | { readonly n: number; readonly group: readonly Written[] /** Others wrote since the last order. */; readonly others: boolean }
  | { readonly close: true };

/** From it. */
export type Report = { readonly ready: true } | { readonly durable: number } | { readonly failed: string };
