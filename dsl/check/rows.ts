// Rows and lists: `add`, `remove`, `update` (rules 43 and 44).

import type * as ast from "../ast.ts";
import { didYouMean } from "../suggest.ts";
import type { Type } from "../types.ts";
import { reportNothing } from "./access.ts";
import { checkWritable } from "./assign.ts";
import type { Context, QueryScope } from "./context.ts";
import { checkFit } from "./fit.ts";
import { checkFields } from "./literals.ts";
import { firstOf, tableBinding } from "./names.ts";
import { checkQuery, inQuery } from "./query.ts";
import type { ScopeTable } from "./scope.ts";
import type { StmtOf } from "./stmt.ts";
import { ANY, fits, listOf, MONEY, mayBeNothing, plainName, showType } from "./types.ts";

export function checkAddRow(cx: Context, stmt: StmtOf<"add-row">): boolean {
  const table = tableOf(cx, stmt.table);
  if (table === undefined) {
    cx.infer(stmt.record);
    return false;
  }
  if (stmt.record.kind === "map") checkFields(cx, stmt.record, table.id, table.columns, "LORE114");
  else cx.infer(stmt.record);
  return false;
}

function tableOf(cx: Context, expr: ast.Expr): ScopeTable | undefined {
  if (expr.kind === "name") return findTable(cx, expr.name, expr);
  if (expr.kind === "get" && expr.object.kind === "name") {
    const { id } = expr.object.name;
    const table = cx.universe.packs.find((pack) => pack.id === id)?.tables.get(expr.name.id);
    if (table !== undefined) {
      cx.notes.bindings.set(expr, tableBinding(table.id));
      return table;
    }
  }
  cx.report.add("LORE113", expr.span, "A table's name must stand here.", "`add post with {…}`");
  return undefined;
}

/** A table by its name, or by the word its rows are read under. */
function findTable(cx: Context, name: ast.Name, node: object = name): ScopeTable | undefined {
  const { packs } = cx.universe;
  const table = firstOf(packs, (pack) => pack.tables.get(name.id)) ?? firstOf(packs, (pack) => pack.plurals.get(name.id));
  if (table !== undefined) {
    cx.notes.bindings.set(node, tableBinding(table.id));
    return table;
  }
  cx.report.add(
    "LORE113",
    name.span,
    `There is no table \`${name.text}\`.`,
    didYouMean(
      name.id,
      packs.flatMap((pack) => [...pack.tables.keys()]),
    ),
  );
  return undefined;
}

export function checkAddTo(cx: Context, stmt: StmtOf<"add-to">): boolean {
  const list = listTarget(cx, stmt.target, "add … to");
  const value = cx.infer(stmt.value, list.t === "list" ? list.of : undefined);
  const local = stmt.target.kind === "name" ? cx.locals.peek(stmt.target.name.id) : undefined;
  if (local?.open === true) {
    local.type = listOf(value.t === "nothing" ? ANY : value);
    local.open = value.t === "any" || value.t === "nothing";
  } else if (local !== undefined && list.t === "list" && list.of.t === "number" && value.t === "money") {
    local.type = listOf(MONEY);
  } else if (list.t === "list") {
    checkItem(cx, stmt.value, value, list.of, local !== undefined);
  }
  return false;
}

/** A local list takes what is near enough; a property keeps to its declared type. */
function checkItem(cx: Context, expr: ast.Expr, value: Type, item: Type, isLocal: boolean): void {
  if (isLocal && mayBeNothing(value) && fits(cx.universe, value, item)) return;
  checkFit(cx, expr, value, item, "what the list holds");
}

function listTarget(cx: Context, target: ast.Expr, use: string): Type {
  const type = cx.infer(target);
  checkWritable(cx, target);
  if (mayBeNothing(type)) reportNothing(cx, target, `\`${use}\``);
  // A map loses the entry of a key.
  if (type.t === "map" && use.startsWith("remove")) return ANY;
  if (type.t !== "list" && type.t !== "any" && type.t !== "nothing") {
    cx.report.add(
      "LORE210",
      target.span,
      `${plainName(cx.universe, type)} is not a list, and \`${use}\` needs one.`,
      type.t === "entity" ? "`move x to y` moves things" : undefined,
    );
    return ANY;
  }
  if (cx.notes.bindings.get(target)?.kind === "value") {
    cx.report.add("LORE222", target.span, "This list is the world's and cannot be changed here.", "copy it first: `let rest = …`");
  }
  return type;
}

export function checkRemove(cx: Context, stmt: StmtOf<"remove">): boolean {
  if (stmt.from !== undefined) {
    const list = listTarget(cx, stmt.from, "remove … from");
    cx.infer(stmt.what, list.t === "list" ? list.of : undefined);
    return false;
  }
  const type = cx.infer(stmt.what);
  if (mayBeNothing(type)) reportNothing(cx, stmt.what, "`remove`");
  if (type.t === "row") checkMayRemove(cx, stmt.what.span, cx.universe.tables.get(type.table));
  else if (type.t !== "any" && type.t !== "nothing") {
    const hint = type.t === "entity" ? "`destroy x` takes a thing out of the world" : "`remove x from list` takes one out of a list";
    cx.report.add("LORE201", stmt.what.span, `\`remove\` takes a row, not ${showType(cx.universe, type)}.`, hint);
  }
  return false;
}

/** An append-only table is pruned by the clock of its own pack alone. */
function checkMayRemove(cx: Context, span: ast.Span, table: ScopeTable | undefined): void {
  if (table?.appendOnly !== true) return;
  if (cx.site.role === "every" && table.id.startsWith(`${cx.pack}.`)) return;
  cx.report.add("LORE217", span, `The table \`${table.name}\` is \`append only\`: only an \`every\` of its own pack takes rows out.`);
}

export function checkRemoveWhere(cx: Context, stmt: StmtOf<"remove-where">): boolean {
  const table = findTable(cx, stmt.table);
  checkMayRemove(cx, stmt.span, table);
  checkQuery(cx, scopeOf(table), stmt.where, stmt.tail);
  return false;
}

export function checkUpdate(cx: Context, stmt: StmtOf<"update">): boolean {
  const table = findTable(cx, stmt.table);
  if (table?.appendOnly === true) {
    cx.report.add("LORE217", stmt.span, `The table \`${table.name}\` is \`append only\`: its rows never change.`);
  }
  const scope = scopeOf(table);
  for (const { column, value } of stmt.sets) checkSet(cx, scope, table, column, value);
  checkQuery(cx, scope, stmt.where, []);
  return false;
}

function scopeOf(table: ScopeTable | undefined): QueryScope {
  return table === undefined ? { table: undefined, item: ANY } : { table: table.id, item: { t: "row", table: table.id, optional: false } };
}

function checkSet(cx: Context, scope: QueryScope, table: ScopeTable | undefined, column: ast.Name, value: ast.Expr): void {
  const known = table?.columns.find((c) => c.name === column.id);
  const type = inQuery(cx, scope, () => cx.infer(value, known?.type));
  if (table === undefined) return;
  if (known === undefined) {
    cx.report.add(
      "LORE114",
      column.span,
      `The table ${table.name} has no \`${column.text}\`.`,
      didYouMean(
        column.id,
        table.columns.map((c) => c.name),
      ),
    );
    return;
  }
  cx.notes.bindings.set(column, { kind: "column", table: table.id, column: column.id, type: known.type });
  checkFit(cx, value, type, known.type, `\`${column.text}\``);
}
