// Lists, and map literals that are records where a record is wanted (rule 25).

import type * as ast from "../ast.ts";
import { didYouMean } from "../suggest.ts";
import type { Type } from "../types.ts";
import type { Context } from "./context.ts";
import { checkFit } from "./fit.ts";
import type { ScopeField } from "./scope.ts";
import { ANY, bare, joinTypes, listOf } from "./types.ts";

export function inferList(cx: Context, expr: Extract<ast.Expr, { kind: "list" }>, wanted: Type | undefined): Type {
  const of = wanted?.t === "list" && wanted.of.t !== "any" ? wanted.of : undefined;
  const types = expr.items.map((item) => cx.infer(item, of));
  const [first, ...rest] = types;
  if (first === undefined) return listOf(of ?? ANY);
  return listOf(rest.reduce((a, b) => joinTypes(cx.universe, a, b), first));
}

export function inferMap(cx: Context, expr: ast.MapLit, wanted: Type | undefined): Type {
  if (wanted?.t === "record") {
    const record = cx.universe.records.get(wanted.record);
    if (record !== undefined) checkFields(cx, expr, wanted.record, record.fields, "LORE116");
    return { t: "record", record: wanted.record, optional: false };
  }
  if (wanted?.t === "row") {
    const table = cx.universe.tables.get(wanted.table);
    if (table !== undefined) checkFields(cx, expr, wanted.table, table.columns, "LORE114");
    return { t: "row", table: wanted.table, optional: false };
  }
  const of = wanted?.t === "map" && wanted.of.t !== "any" ? wanted.of : undefined;
  const types = expr.entries.map((entry) => cx.infer(entry.value, of));
  const [first, ...rest] = types;
  return { t: "map", of: first === undefined ? (of ?? ANY) : rest.reduce((a, b) => joinTypes(cx.universe, a, b), first), optional: false };
}

/** Fields of a record literal, or columns of an added row: known, of the right type, none missing. */
export function checkFields(
  cx: Context,
  expr: ast.MapLit,
  id: string,
  fields: readonly ScopeField[],
  unknown: "LORE114" | "LORE116",
): void {
  cx.notes.records.set(expr, id);
  const what = unknown === "LORE114" ? "table" : "record";
  const given = new Set<string>();
  for (const { key, value } of expr.entries) {
    const field = fields.find((f) => f.name === key.id);
    if (field === undefined) {
      cx.infer(value);
      cx.report.add(
        unknown,
        key.span,
        `The ${what} ${bare(id)} has no \`${key.text}\`.`,
        didYouMean(
          key.id,
          fields.map((f) => f.name),
        ),
      );
      continue;
    }
    if (given.has(key.id)) cx.report.add("LORE112", key.span, `\`${key.text}\` is given twice.`);
    given.add(key.id);
    checkFit(cx, value, cx.infer(value, field.type), field.type, `\`${key.text}\``);
  }
  const missing = fields.filter((field) => !field.optional && !given.has(field.name));
  if (missing.length > 0) {
    const names = missing.map((field) => `\`${field.name}\``).join(", ");
    cx.report.add(
      "LORE216",
      expr.span,
      `The ${what} ${bare(id)} needs ${names}.`,
      "give it here, or give it a default where it is declared",
    );
  }
}
