// Trees as an editor looks at them: every node is a plain object, so all are walked alike.

import type { Span } from "../ast.ts";

export interface Visited {
  readonly kind?: string;
  readonly span?: Span;
}

/** Objects one step below a node, spans left out. */
export function childrenOf(node: object): Visited[] {
  const found: Visited[] = [];
  for (const [key, value] of Object.entries(node)) {
    if (key === "span" || typeof value !== "object" || value === null) continue;
    if (Array.isArray(value)) for (const item of value) found.push(...(isObject(item) ? [item] : []));
    else if (!(value instanceof Set)) found.push(value);
  }
  return found;
}

/** Nodes around an offset, outermost first; an end counts as inside, because there one types on. */
export function pathTo(root: object, offset: number): Visited[] {
  const path: Visited[] = [];
  const enter = (node: Visited): boolean => {
    const within = node.span === undefined || contains(node.span, offset);
    if (!within) return false;
    path.push(node);
    const inner = childrenOf(node).find((child) => enter(child));
    // What has no place of its own is on the way only when something below it is.
    if (inner === undefined && node.span === undefined) path.pop();
    return inner !== undefined || node.span !== undefined;
  };
  enter(root);
  return path;
}

export function contains(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}

function isObject(value: unknown): value is Visited {
  return typeof value === "object" && value !== null;
}
