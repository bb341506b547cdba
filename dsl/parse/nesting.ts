// A limit on how deep things may stand in each other: nobody writes so, and what reads the tree must not run out of stack.

import type { Fault } from "./fault.ts";

/** Blocks, brackets and whatever else is read one step further in. */
export const DEEPEST = 60;

/** Links of a chain such as `a + b + c …` or `a.b.c …`, which is a tree as deep as it is long. */
export const LONGEST_CHAIN = 500;

export function deepFault(start: number, end: number): Fault {
  return {
    code: "LORE037",
    start,
    end,
    message: "This is nested too deep to be read.",
    hint: "put a part of it into a `let` or a `fn` of its own",
  };
}
