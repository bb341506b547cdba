// What the world's thread and the one that writes say to each other.

import type { Posted } from "./posted.ts";

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

/** To the writing thread; `others`: the file was written by others since the last order. */
export type Order = { readonly n: number; readonly group: readonly Posted[]; readonly others: boolean } | { readonly close: true };

/** From it. */
export type Report = { readonly ready: true } | { readonly durable: number } | { readonly failed: string };
