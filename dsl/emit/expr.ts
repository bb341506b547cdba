// Expressions: each becomes one JavaScript expression over the runtime `$`. Types are only looked at to leave a check out.

import type * as ast from "../ast.ts";
import { callJs } from "./calls.ts";
import { bindingOf, type Fn, strip, typeOf } from "./context.ts";
import { boundJs, getJs, nameJs, ownedName, selfJs } from "./names.ts";
import { ofJs, queryJs } from "./query.ts";
import { markSpan, quote } from "./quote.ts";
import { textJs } from "./text.ts";
import { conditionJs, exprJs, fittedJs, isTruth, numberJs } from "./value.ts";

type Node<K extends ast.Expr["kind"]> = Extract<ast.Expr, { kind: K }>;

const ARITHMETIC: Readonly<Partial<Record<ast.BinaryOp, string>>> = {
  "+": "add",
  "-": "sub",
  "*": "mul",
  "/": "div",
  div: "idiv",
  mod: "mod",
  "<": "lt",
  "<=": "le",
  ">": "gt",
  ">=": "ge",
};

export function emitExpr(fn: Fn, expr: ast.Expr): string {
  switch (expr.kind) {
    case "number":
      return numberJs(expr.value);
    case "duration":
      return fn.em.unit.constant(`$.duration(${numberJs(expr.ms)})`);
    case "dice":
      return `${markSpan(expr.span)}$.roll(${expr.count},${expr.sides})`;
    case "text":
      return textJs(fn, expr);
    case "bool":
      return String(expr.value);
    case "nothing":
      return "null";
    case "self":
      return selfJs(fn);
    case "name":
      return nameJs(fn, expr);
    case "get":
      return getJs(fn, expr);
    case "index":
      return indexJs(fn, expr);
    case "call":
      return callJs(fn, expr);
    case "negate":
      return negateJs(fn, expr);
    case "not":
      return `!${conditionJs(fn, expr.value)}`;
    case "binary":
      return binaryJs(fn, expr);
    case "is":
      return isJs(fn, expr);
    case "is-a":
      return `${expr.not ? "!" : ""}${isKindJs(fn, expr)}`;
    case "has":
      return `${markSpan(expr.span)}$.has(${exprJs(fn, expr.left)},${exprJs(fn, expr.right)})`;
    case "has-a":
      return `${markSpan(expr.span)}$.has(${exprJs(fn, expr.left)},${kindJs(fn, expr.type)})`;
    case "in":
      return `${expr.not ? "!" : ""}${markSpan(expr.span)}$.inside(${exprJs(fn, expr.left)},${exprJs(fn, expr.right)})`;
    case "if-else":
      return `(${conditionJs(fn, expr.cond)}?${exprJs(fn, expr.then)}:${exprJs(fn, expr.otherwise)})`;
    case "chance":
      return `${markSpan(expr.span)}$.chance(${exprJs(fn, expr.value)})`;
    case "of":
      return ofJs(fn, expr);
    case "all":
      return `${markSpan(expr.span)}$.all(${kindJs(fn, expr.type)})`;
    case "list":
      return `${markSpan(expr.span)}$.list([${expr.items.map((item) => exprJs(fn, item)).join(",")}])`;
    case "map":
      return mapJs(fn, expr);
    case "query":
      return queryJs(fn, expr);
    case "paren":
      return exprJs(fn, expr.value);
    default:
      return neverExpr(expr);
  }
}

function neverExpr(expr: never): never {
  return expr;
}

function negateJs(fn: Fn, expr: Node<"negate">): string {
  const inner = strip(expr.value);
  return inner.kind === "number" ? numberJs(-inner.value) : `${markSpan(expr.span)}$.neg(${exprJs(fn, expr.value)})`;
}

function binaryJs(fn: Fn, expr: Node<"binary">): string {
  switch (expr.op) {
    case "and":
      return `(${conditionJs(fn, expr.left)}&&${conditionJs(fn, expr.right)})`;
    case "or":
      return orJs(fn, expr);
    case "==":
      return equalJs(fn, expr, expr.left, expr.right);
    case "!=":
      return `!${equalJs(fn, expr, expr.left, expr.right)}`;
    default:
      return `${markSpan(expr.span)}$.${ARITHMETIC[expr.op]}(${exprJs(fn, expr.left)},${exprJs(fn, expr.right)})`;
  }
}

/** `x or y`: y when x is nothing or false (rule 40). JavaScript's own `||` would also pass over 0 and "". */
function orJs(fn: Fn, expr: Node<"binary">): string {
  const left = exprJs(fn, expr.left);
  const right = exprJs(fn, expr.right);
  if (isTruth(fn, expr.left)) return `(${left}||${right})`;
  const type = typeOf(fn, expr.left);
  if (type?.t === "bool") return `(${left}||${right})`;
  if (type !== undefined && type.t !== "any") return `(${left}??${right})`;
  // One shared temporary is enough: nothing runs between the assignment and its uses.
  return `((T=${left})==null||T===false?${right}:T)`;
}

function isJs(fn: Fn, expr: Node<"is">): string {
  const js = equalJs(fn, expr, expr.left, expr.right);
  return expr.not ? `!${js}` : js;
}

function equalJs(fn: Fn, at: ast.Expr, left: ast.Expr, right: ast.Expr): string {
  if (strip(right).kind === "nothing") return `(${exprJs(fn, left)}==null)`;
  if (strip(left).kind === "nothing") return `(${exprJs(fn, right)}==null)`;
  return `${markSpan(at.span)}$.is(${exprJs(fn, left)},${exprJs(fn, right)})`;
}

function isKindJs(fn: Fn, expr: Node<"is-a">): string {
  const bound = bindingOf(fn, expr.type);
  if (bound?.kind === "kind") return `${markSpan(expr.span)}$.isA(${exprJs(fn, expr.left)},${quote(bound.id)})`;
  return `${markSpan(expr.span)}$.is(${exprJs(fn, expr.left)},${kindJs(fn, expr.type)})`;
}

/** A path that names a kind or a model: `all flat`, `has a light`. */
function kindJs(fn: Fn, path: ast.Path): string {
  const bound = bindingOf(fn, path);
  return bound === undefined ? "null" : boundJs(fn, bound);
}

function indexJs(fn: Fn, expr: Node<"index">): string {
  const object = strip(expr.object);
  const key = exprJs(fn, expr.key);
  const mark = markSpan(expr.span);
  const type = typeOf(fn, expr.key)?.t;
  const isPlainKey = type === "number" || type === "text" || type === "words";
  if (!isPlainKey && object.kind === "get" && bindingOf(fn, object) === undefined) {
    const owned = ownedName(fn, object);
    return `${mark}$.getEach(${exprJs(fn, owned.object)},${quote(owned.name)},${key})`;
  }
  if (!isPlainKey && object.kind === "name") {
    const bound = bindingOf(fn, object);
    if (bound?.kind === "item" || bound?.kind === "column") {
      return `${mark}$.getEach(${fn.items[fn.items.length - 1]},${quote(object.name.id)},${key})`;
    }
  }
  return `${mark}$.index(${exprJs(fn, object)},${key})`;
}

function mapJs(fn: Fn, expr: ast.MapLit): string {
  const id = fn.em.notes.records.get(expr);
  const values = expr.entries.map((entry) => entryJs(fn, expr, entry));
  const keys = (words: readonly string[]): string => fn.em.unit.constant(`[${words.map(quote).join(",")}]`);
  if (id === undefined) return `${markSpan(expr.span)}$.dict(${keys(expr.entries.map((entry) => entry.key.text))},[${values.join(",")}])`;
  const names = expr.entries.map((entry) => entry.key.id);
  for (const { name, value } of fn.em.fresh.get(id) ?? []) {
    if (names.includes(name)) continue;
    names.push(name);
    values.push(exprJs(fn, value));
  }
  const make = fn.em.universe.tables.has(id) ? "rowRecord" : "record";
  return `${markSpan(expr.span)}$.${make}(${quote(id)},${keys(names)},[${values.join(",")}])`;
}

function entryJs(fn: Fn, map: ast.MapLit, entry: ast.MapLit["entries"][number]): string {
  const id = fn.em.notes.records.get(map);
  const fields = id === undefined ? undefined : (fn.em.universe.records.get(id)?.fields ?? fn.em.universe.tables.get(id)?.columns);
  return fittedJs(fn, fields?.find((field) => field.name === entry.key.id)?.type, entry.value, entry.key.text);
}
