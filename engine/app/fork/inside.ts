// What scripts in a fork are told of tries: that they are in one.

import type { Tries } from "../../script/tries.ts";

export const INSIDE: Tries = {
  isInside: true,
  most: 0,
  state: () => "lost",
  touchedMs: () => 0,
  built: () => [],
  changedOutside: () => false,
  isStale: () => false,
};
