// Moves a tree that was read from one place of a text to another: every span in it, each once, in place.

import type { Span } from "../ast.ts";

export type Movable = { -readonly [K in keyof Span]: Span[K] };

/** Every span below `root`. Nodes share some, so each is there once. */
export function spansIn(root: unknown): Movable[] {
  const spans: Movable[] = [];
  collect(root, spans, new Set());
  return spans;
}

/** Adds `by` to both ends of each. */
export function shiftSpans(spans: readonly Movable[], by: number): void {
  for (const span of spans) {
    span.start += by;
    span.end += by;
  }
}

function collect(node: unknown, spans: Movable[], seen: Set<object>): void {
  if (typeof node !== "object" || node === null || seen.has(node)) return;
  seen.add(node);
  if (isSpan(node)) spans.push(node);
  else for (const value of node instanceof Set ? node : Object.values(node)) collect(value, spans, seen);
}

function isSpan(node: object): node is Movable {
  return "start" in node && "end" in node && typeof node.start === "number";
}
