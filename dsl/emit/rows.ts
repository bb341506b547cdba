// Statements about rows: add, remove, update. A plan does them at once; what no plan can say is done row by row.

import type * as ast from "../ast.ts";
import type { QueryPlan } from "../program.ts";
import { assignJs } from "./assign.ts";
import { bindingOf, type Fn, temp } from "./context.ts";
import { planOperand } from "./plan.ts";
import { draftPlan, lastTail, param, planOf, siftJs } from "./query.ts";
import { markSpan, quote } from "./quote.ts";
import { exprJs } from "./value.ts";

type Node<K extends ast.Stmt["kind"]> = Extract<ast.Stmt, { kind: K }>;

export function addRowJs(fn: Fn, stmt: Node<"add-row">): string {
  return `${markSpan(stmt.span)}$.addRow(${quote(tableOf(fn, stmt.table))},${exprJs(fn, stmt.record)});`;
}

/** `remove row`, or `remove x from list`. */
export function removeJs(fn: Fn, stmt: Node<"remove">): string {
  if (stmt.from !== undefined) return assignJs(fn, stmt.from, "remove", exprJs(fn, stmt.what), stmt.span);
  return `${markSpan(stmt.span)}$.removeRow(${exprJs(fn, stmt.what)});`;
}

export function removeWhereJs(fn: Fn, stmt: Node<"remove-where">): string {
  const source = { table: tableOf(fn, stmt.table), where: stmt.where, tail: stmt.tail, span: stmt.span };
  const { draft, rest } = draftPlan(fn, source);
  const limit = lastTail(stmt.tail, "limit");
  const skip = lastTail(stmt.tail, "skip");
  if (rest.length > 0) {
    const [from, count] = [skip === undefined ? "0" : exprJs(fn, skip), limit === undefined ? "Infinity" : exprJs(fn, limit)];
    return eachRow(fn, stmt.span, `$.stretch(${siftJs(fn, source, draft, rest)},${from},${count})`, (row) => `$.removeRow(${row});`);
  }
  const plan: QueryPlan = {
    ...planOf(source, draft),
    skip: skip === undefined ? null : param(draft, exprJs(fn, skip)),
    limit: limit === undefined ? null : param(draft, exprJs(fn, limit)),
  };
  return `${markSpan(stmt.span)}$.removeRows(${[fn.em.unit.plan(plan), ...draft.params].join(",")});`;
}

export function updateJs(fn: Fn, stmt: Node<"update">): string {
  const source = { table: tableOf(fn, stmt.table), where: stmt.where, tail: [], span: stmt.span };
  const { draft, rest } = draftPlan(fn, source);
  const whereParams = draft.params.length;
  const sets = stmt.sets.map((set) => ({ column: set.column.id, value: planOperand(draft, set.value) }));
  if (rest.length === 0 && sets.every((set) => set.value !== undefined)) {
    const plan: QueryPlan = { ...planOf(source, draft), sets: sets.map((set) => ({ column: set.column, value: set.value! })) };
    return `${markSpan(stmt.span)}$.updateRows(${[fn.em.unit.plan(plan), ...draft.params].join(",")});`;
  }
  draft.params.length = whereParams;
  return eachRow(fn, stmt.span, siftJs(fn, source, draft, rest), (row) => {
    fn.items.push(row);
    const values = stmt.sets.map((set) => `[${quote(set.column.id)},${exprJs(fn, set.value)}]`);
    fn.items.pop();
    // All values first: `set a = b, b = a` swaps.
    return `for(const s of [${values.join(",")}])$.assignProp(${row},s[0],s[1]);`;
  });
}

function eachRow(fn: Fn, span: ast.Span, rows: string, body: (row: string) => string): string {
  const row = temp(fn, "r");
  return `for(const ${row} of ${markSpan(span)}${rows}){if((F.n-=2)<0)$.out();${body(row)}}`;
}

function tableOf(fn: Fn, table: ast.Expr | ast.Name): string {
  const bound = bindingOf(fn, table) ?? ("kind" in table && table.kind === "name" ? bindingOf(fn, table.name) : undefined);
  if (bound?.kind === "table" || bound?.kind === "record") return bound.id;
  const word = "kind" in table ? (table.kind === "name" ? table.name.id : "") : table.id;
  return `${fn.em.unit.pack}.${word}`;
}
