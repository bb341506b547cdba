// What is known for certain at a point of the code: types of paths (`who`, `self.friend`) narrower than they were declared.

import type * as ast from "../ast.ts";
import type { Type } from "../types.ts";
import type { Binding } from "./notes.ts";

export type Facts = Map<string, Type>;

export interface Fact {
  readonly key: string;
  readonly type: Type;
}

/** Key of a path that can be narrowed, or nothing. The expression has been bound already. */
export function pathKey(expr: ast.Expr, bindings: ReadonlyMap<object, Binding>): string | undefined {
  switch (expr.kind) {
    case "paren":
      return pathKey(expr.value, bindings);
    case "self":
      return "self";
    case "name":
      return nameKey(bindings.get(expr));
    case "get": {
      const bound = bindings.get(expr);
      if (bound !== undefined && bound.kind !== "item") return nameKey(bound);
      const root = pathKey(expr.object, bindings);
      return root === undefined ? undefined : `${root}.${expr.name.id}`;
    }
    default:
      return undefined;
  }
}

function nameKey(bound: Binding | undefined): string | undefined {
  switch (bound?.kind) {
    case "local":
      return `#${bound.slot}`;
    case "column":
      return `@${bound.column}`;
    case "item":
      return `@${bound.name}`;
    case "value":
      return bound.name;
    case "entity":
      return bound.id;
    default:
      return undefined;
  }
}

/** Key of the longest part of an assigned place that can be narrowed: of `h.grid[1].foe` that of `h.grid`. */
export function rootKey(expr: ast.Expr, bindings: ReadonlyMap<object, Binding>): string | undefined {
  const key = pathKey(expr, bindings);
  if (key !== undefined) return key;
  if (expr.kind === "get" || expr.kind === "index") return rootKey(expr.object, bindings);
  return undefined;
}

export function withFacts(facts: Facts, more: readonly Fact[]): Facts {
  if (more.length === 0) return facts;
  const out = new Map(facts);
  for (const fact of more) out.set(fact.key, fact.type);
  return out;
}

/** Forgets a path and everything below it. */
export function forget(facts: Facts, key: string): void {
  for (const known of [...facts.keys()]) if (known === key || known.startsWith(`${key}.`)) facts.delete(known);
}

/** What holds whichever of several ways the run came. */
export function meetFacts(ways: readonly Facts[]): Facts {
  const [first, ...rest] = ways;
  if (first === undefined) return new Map();
  if (rest.length === 0) return first;
  const out: Facts = new Map();
  for (const [key, type] of first) if (rest.every((facts) => isSame(facts.get(key), type))) out.set(key, type);
  return out;
}

function isSame(a: Type | undefined, b: Type): boolean {
  return a === b || (a !== undefined && JSON.stringify(a) === JSON.stringify(b));
}

/** After the run has yielded only what locals hold is still as it was, and who acted (rule 40). */
export function lastingFacts(facts: Facts): Facts {
  return new Map([...facts].filter(([key]) => (key.startsWith("#") && !key.includes(".")) || key === "actor" || key === "self"));
}
