// Moves a tree that was read from one place of a text to another: every span in it, each once, in place.

import type { Span } from "../ast.ts";

type Movable = { -readonly [K in keyof Span]: Span[K] };

/** Adds `by` to both ends of every span below `root`. Nodes share spans, so what was moved is remembered. */
export function shiftSpans(root: unknown, by: number): void {
  if (by !== 0) shift(root, by, new Set());
}

function shift(node: unknown, by: number, moved: Set<object>): void {
  if (typeof node !== "object" || node === null || moved.has(node)) return;
  moved.add(node);
  if (isSpan(node)) {
    node.start += by;
    node.end += by;
    return;
  }
  for (const value of node instanceof Set ? node : Object.values(node)) shift(value, by, moved);
}

function isSpan(node: object): node is Movable {
  return "start" in node && "end" in node && typeof node.start === "number";
}
