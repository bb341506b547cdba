// Defaults that never change become wires in the manifest; the rest is code that runs when they are read.

import type * as ast from "../ast.ts";
import type { Notes } from "../check/notes.ts";
import type { Universe } from "../check/universe.ts";
import type { Type } from "../types.ts";
import type { Wire } from "../wire.ts";

/** A wire as it stands inside a composite: composites are bare arrays. */
type Packed = Wire | readonly Packed[];

interface Folding {
  readonly notes: Notes;
  readonly universe: Universe;
}

/** The wire of a constant expression, or nothing. */
export function foldWire(at: Folding, expr: ast.Expr, wanted: Type | undefined): Wire | undefined {
  const packed = fold(at, expr, wanted);
  return Array.isArray(packed) ? `j${JSON.stringify(packed)}` : (packed as Wire | undefined);
}

/** `wares: {…}, {…}`: several values of one line are a list. */
export function foldList(at: Folding, values: readonly ast.Expr[], wanted: Type | undefined): Wire | undefined {
  const of = wanted?.t === "list" ? wanted.of : undefined;
  const items = foldAll(at, values, of);
  return items && `j${JSON.stringify(["l", ...items])}`;
}

function foldAll(at: Folding, values: readonly ast.Expr[], of: Type | undefined): Packed[] | undefined {
  const items: Packed[] = [];
  for (const value of values) {
    const item = fold(at, value, of);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}

function fold(at: Folding, expr: ast.Expr, wanted: Type | undefined): Packed | undefined {
  switch (expr.kind) {
    case "paren":
      return fold(at, expr.value, wanted);
    case "number":
      return number(expr.value, wanted);
    case "negate":
      return negated(fold(at, expr.value, wanted));
    case "duration":
      return `d${expr.ms}`;
    case "bool":
      return expr.value;
    case "nothing":
      return null;
    case "text":
      return expr.parts.every((part) => part.kind === "plain")
        ? `s${expr.parts.map((part) => (part.kind === "plain" ? part.value : "")).join("")}`
        : undefined;
    case "name":
    case "get":
      return named(at, expr);
    case "list": {
      const items = foldAll(at, expr.items, wanted?.t === "list" ? wanted.of : undefined);
      return items && ["l", ...items];
    }
    case "map":
      return map(at, expr, wanted);
    default:
      return undefined;
  }
}

function number(value: number, wanted: Type | undefined): Packed | undefined {
  if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) return undefined;
  if (wanted?.t !== "money") return value;
  return Number.isInteger(value) ? `$${value}` : undefined;
}

function negated(inner: Packed | undefined): Packed | undefined {
  if (typeof inner === "number") return -inner + 0;
  if (typeof inner !== "string" || (inner[0] !== "$" && inner[0] !== "d")) return undefined;
  return `${inner[0]}${-Number(inner.slice(1)) + 0}`;
}

/** Models, kinds and directions are known by their words; single entities only when the world runs. */
function named(at: Folding, expr: ast.Expr): Packed | undefined {
  const bound = at.notes.bindings.get(expr) ?? (expr.kind === "name" ? at.notes.bindings.get(expr.name) : undefined);
  switch (bound?.kind) {
    case "model":
      return `@${bound.id}`;
    case "kind":
      return `k${bound.id}`;
    case "direction":
      return `>${bound.name}`;
    default:
      return undefined;
  }
}

function map(at: Folding, expr: ast.MapLit, wanted: Type | undefined): Packed | undefined {
  const id = at.notes.records.get(expr);
  const fields = id === undefined ? undefined : (at.universe.records.get(id)?.fields ?? at.universe.tables.get(id)?.columns);
  const of = wanted?.t === "map" ? wanted.of : undefined;
  const parts: Packed[] = id === undefined ? ["m"] : ["r", id];
  for (const { key, value } of expr.entries) {
    const item = fold(at, value, fields?.find((field) => field.name === key.id)?.type ?? of);
    if (item === undefined) return undefined;
    parts.push(id === undefined ? key.text : key.id, item);
  }
  return parts;
}
