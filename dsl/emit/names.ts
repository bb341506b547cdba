// Names and paths: what the checker bound them to, as JavaScript.

import type * as ast from "../ast.ts";
import { findProp } from "../check/kinds.ts";
import type { Binding } from "../check/notes.ts";
import { bindingOf, type Fn, typeOf } from "./context.ts";
import { localName, markSpan, quote } from "./quote.ts";
import { exprJs } from "./value.ts";

export function selfJs(_fn: Fn): string {
  return "self";
}

export function nameJs(fn: Fn, expr: ast.NameExpr): string {
  const bound = bindingOf(fn, expr) ?? bindingOf(fn, expr.name);
  if (bound === undefined) return quote(expr.name.id);
  if (bound.kind === "entity" || bound.kind === "value" || bound.kind === "item") return markSpan(expr.span) + boundJs(fn, bound);
  return boundJs(fn, bound);
}

export function getJs(fn: Fn, expr: Extract<ast.Expr, { kind: "get" }>): string {
  const bound = bindingOf(fn, expr);
  if (bound !== undefined) return markSpan(expr.span) + boundJs(fn, bound);
  const { object, name } = ownedName(fn, expr);
  return `${markSpan(expr.span)}$.get(${exprJs(fn, object)},${quote(name)})`;
}

/** `actor.gullwick.luck`: the pack in between says whose property is meant (rule 39); it becomes part of the name. */
export function ownedName(fn: Fn, expr: Extract<ast.Expr, { kind: "get" }>): { readonly object: ast.Expr; readonly name: string } {
  const inner = expr.object;
  if (inner.kind === "get" && bindingOf(fn, inner) === undefined && isPackWord(fn, inner)) {
    return { object: inner.object, name: `${inner.name.id}.${expr.name.id}` };
  }
  return { object: inner, name: expr.name.id };
}

function isPackWord(fn: Fn, expr: Extract<ast.Expr, { kind: "get" }>): boolean {
  const { universe } = fn.em;
  if (!universe.packs.some((pack) => pack.id === expr.name.id)) return false;
  const type = typeOf(fn, expr.object);
  return (type?.t === "entity" || type?.t === "model") && findProp(universe, type.kind, expr.name.id) === undefined;
}

/** What a binding stands for where a value is wanted. */
export function boundJs(fn: Fn, bound: Binding): string {
  const { unit } = fn.em;
  switch (bound.kind) {
    case "local":
      return localName(bound.name);
    case "column":
      return `$.get(${item(fn)},${quote(bound.column)})`;
    case "item":
      return `$.get(${item(fn)},${quote(bound.name)})`;
    case "value":
      return valueJs(bound.name);
    case "direction":
      return unit.constant(`$.direction(${quote(bound.name)})`);
    case "entity":
      return `$.entity(${quote(bound.id)})`;
    case "model":
      return unit.constant(`$.model(${quote(bound.id)})`);
    case "kind":
      return unit.constant(`$.kind(${quote(bound.id)})`);
    case "fn":
    case "text":
      return functionJs(fn, bound);
    case "table":
      return `$.query(${unit.plan({ table: bound.id, where: null, order: [], limit: null, skip: null, sets: [] })})`;
    case "topic":
      return quote(bound.name);
    case "event":
    case "record":
      return quote(bound.id);
    case "host":
      return quote(bound.name);
    default:
      return neverBinding(bound);
  }
}

function neverBinding(bound: never): never {
  return bound;
}

function item(fn: Fn): string {
  return fn.items[fn.items.length - 1] ?? "null";
}

const OWN_VALUES: Readonly<Record<string, string>> = { actor: "$.actor()", verb: "$.verb()", now: "$.now()", why: "v_why" };

function valueJs(name: string): string {
  return Object.hasOwn(OWN_VALUES, name) ? OWN_VALUES[name]! : `$.value(${quote(name)})`;
}

/** A function or text named as an argument: `menu(xs, with: post.line)`. */
function functionJs(fn: Fn, bound: Extract<Binding, { kind: "fn" | "text" }>): string {
  const own = fn.em.own.get(bound.id);
  if (own === undefined) return `$.fn((a)=>$.far(${quote(bound.id)},null,a))`;
  if (bound.kind === "text") return `$.fn((a)=>$.ownText(${own.index},${quote(bound.id)},a))`;
  return `$.fn((a)=>c${own.index}(null,a))`;
}
