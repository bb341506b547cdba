// How long to wait before the next try: longer each time up to a minute, with jitter, so that many links do not knock together.

import type { Chance } from "../base/chance.ts";

const FIRST_MS = 500;
const LONGEST_MS = 60_000;

/** `tries`: failures in a row, from 1. Between half and all of 0.5 s, 1 s, 2 s ... 60 s. */
export function backoffMs(tries: number, chance: Chance): number {
  const fullMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(tries - 1, 20));
  return Math.round(fullMs * (0.5 + chance.fraction() / 2));
}
