// A limit on how deep things may stand in each other: nobody writes so, and what reads it must not run out of stack.

import type { IToken } from "chevrotain";
import type { Fault } from "./fault.ts";

export const DEEPEST = 60;

const OPENING = new Set(["(", "[", "{", "\uff08", "\uff3b", "\uff5b"]);
const CLOSING = new Set([")", "]", "}", "\uff09", "\uff3d", "\uff5d"]);

/** The first bracket that stands deeper than any script needs. */
export function tooDeep(tokens: readonly IToken[]): Fault | undefined {
  let depth = 0;
  for (const token of tokens) {
    if (CLOSING.has(token.image)) depth--;
    else if (OPENING.has(token.image) && ++depth > DEEPEST) return deepFault(token.startOffset, token.startOffset + 1);
  }
  return undefined;
}

export function deepFault(start: number, end: number): Fault {
  return {
    code: "LORE037",
    start,
    end,
    message: "This is nested too deep to be read.",
    hint: "put a part of it into a `let` or a `fn` of its own",
  };
}
