// `where … , newest first, limit n` over tables and lists, and what takes a list: `count of`, `first of`, `all KIND`.

import type * as ast from "../ast.ts";
import { didYouMean } from "../suggest.ts";
import type { Type } from "../types.ts";
import { reportNothing } from "./access.ts";
import type { Context, QueryScope } from "./context.ts";
import { itemProp, itemWords } from "./item.ts";
import { resolveKindOrModel } from "./kind-test.ts";
import { possibleOwners } from "./kinds.ts";
import { testCondition } from "./logic.ts";
import { ANY, entityOf, listOf, mayBeNothing, NUMBER, orNothing, plainName } from "./types.ts";

type Of = Extract<ast.Expr, { kind: "of" }>;

export function inferQuery(cx: Context, expr: ast.QueryExpr): Type {
  const source = cx.infer(expr.source);
  const item = itemOf(cx, expr.source, source, "`where`");
  const scope: QueryScope = { table: tableOf(cx, expr.source), item };
  checkQuery(cx, scope, expr.where, expr.tail);
  return listOf(item);
}

/** The condition and the tail of a query, `remove … where` and `update` included. */
export function checkQuery(cx: Context, scope: QueryScope, where: ast.Expr | undefined, tail: readonly ast.QueryTail[]): void {
  if (where !== undefined) inQuery(cx, scope, () => testCondition(cx, where));
  for (const part of tail) {
    if (part.kind === "by") bindOrder(cx, scope, part.name);
    else if (part.kind === "limit" || part.kind === "skip") checkCount(cx, part.value, part.kind);
  }
}

export function inQuery<T>(cx: Context, scope: QueryScope, body: () => T): T {
  const { query, facts } = cx;
  cx.query = scope;
  // What is known of the columns of a query around this one says nothing about these.
  if (query !== undefined) cx.facts = new Map([...facts].filter(([key]) => !key.startsWith("@")));
  const result = body();
  cx.query = query;
  cx.facts = facts;
  return result;
}

function checkCount(cx: Context, value: ast.Expr, what: string): void {
  const type = cx.infer(value);
  if (type.t !== "any" && type.t !== "number")
    cx.report.add("LORE201", value.span, `\`${what}\` is a number, not ${plainName(cx.universe, type).toLowerCase()}.`);
}

function bindOrder(cx: Context, scope: QueryScope, name: ast.Name): void {
  const type = itemProp(cx, scope, name.id);
  const isOpen = scope.item.t === "any" || (scope.item.t === "entity" && possibleOwners(cx.universe, scope.item.kind, name.id).length > 0);
  if (type === undefined && !isOpen) {
    const code = scope.table === undefined ? "LORE104" : "LORE114";
    cx.report.add(code, name.span, `There is no \`${name.text}\` to order by.`, didYouMean(name.id, itemWords(cx, scope)));
  }
  const known = type ?? ANY;
  if (scope.table !== undefined) cx.notes.bindings.set(name, { kind: "column", table: scope.table, column: name.id, type: known });
  else cx.notes.bindings.set(name, { kind: "item", name: name.id, type: known });
}

/** Id of the table when the source is a table itself and not a list of its rows. */
function tableOf(cx: Context, source: ast.Expr): string | undefined {
  if (source.kind === "paren") return tableOf(cx, source.value);
  const bound = cx.notes.bindings.get(source);
  return bound?.kind === "table" ? bound.id : undefined;
}

/** Type of a list's items; says so when it is no list. */
export function itemOf(cx: Context, expr: ast.Expr, type: Type, use: string): Type {
  if (mayBeNothing(type)) reportNothing(cx, expr, use);
  if (type.t === "list") return type.of;
  if (type.t !== "any" && type.t !== "nothing") {
    cx.report.add(
      "LORE210",
      expr.span,
      `${plainName(cx.universe, type)} is not a list, and ${use} needs one.`,
      type.t === "entity" ? "what lies in it: `.things`; who: `.players`, `.npcs`" : undefined,
    );
  }
  return ANY;
}

export function inferOf(cx: Context, expr: Of): Type {
  const type = cx.infer(expr.operand);
  switch (expr.op) {
    case "count":
      if (type.t !== "text" && type.t !== "words" && type.t !== "map") itemOf(cx, expr.operand, type, "`count of`");
      return NUMBER;
    case "first":
      return orNothing(itemOf(cx, expr.operand, type, "`first of`"));
    case "any":
      return itemOf(cx, expr.operand, type, "`any of`");
    case "sum": {
      const item = itemOf(cx, expr.operand, type, "`sum of`");
      if (item.t === "number" || item.t === "money" || item.t === "duration") return { ...item, optional: false };
      if (item.t !== "any")
        cx.report.add(
          "LORE204",
          expr.operand.span,
          `\`sum of\` adds numbers, money or durations, and this is a list of ${plainName(cx.universe, item).toLowerCase()}s.`,
        );
      return ANY;
    }
    case "model":
      return modelOf(cx, expr, type);
    default:
      return neverOp(expr.op);
  }
}

function neverOp(op: never): never {
  return op;
}

function modelOf(cx: Context, expr: Of, type: Type): Type {
  if (mayBeNothing(type)) reportNothing(cx, expr.operand, "`model of`");
  if (type.t === "entity" || type.t === "model") return { t: "model", kind: type.kind, optional: false };
  if (type.t !== "any")
    cx.report.add(
      "LORE204",
      expr.operand.span,
      `\`model of\` goes before a thing, not before ${plainName(cx.universe, type).toLowerCase()}.`,
    );
  return ANY;
}

export function inferAll(cx: Context, expr: Extract<ast.Expr, { kind: "all" }>): Type {
  const kind = resolveKindOrModel(cx, expr.type);
  return listOf(kind === undefined ? ANY : entityOf(kind));
}
