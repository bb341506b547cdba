// Queries: over tables they become plans with numbered parameters; over lists, loops in the runtime.
// What no plan can say about a row is sifted afterwards, row by row.

import type * as ast from "../ast.ts";
import type { QueryPlan } from "../program.ts";
import { bindingOf, type Fn, strip } from "./context.ts";
import { type PlanDraft, planCondition } from "./plan.ts";
import { markSpan, quote } from "./quote.ts";
import { conditionJs, exprJs } from "./value.ts";

type Mode = "list" | "all" | "count" | "first";

export interface TableSource {
  readonly table: string;
  readonly where: ast.Expr | undefined;
  readonly tail: readonly ast.QueryTail[];
  readonly span: ast.Span;
}

/** The table that an expression reads, or nothing when it is a list. */
export function tableSource(fn: Fn, expr: ast.Expr): TableSource | undefined {
  const inner = strip(expr);
  if (inner.kind === "query") {
    const source = tableSource(fn, inner.source);
    return source && source.where === undefined && source.tail.length === 0
      ? { table: source.table, where: inner.where, tail: inner.tail, span: inner.span }
      : undefined;
  }
  if (inner.kind !== "name" && inner.kind !== "get") return undefined;
  const bound = bindingOf(fn, inner);
  return bound?.kind === "table" ? { table: bound.id, where: undefined, tail: [], span: inner.span } : undefined;
}

export function queryJs(fn: Fn, query: ast.QueryExpr): string {
  const source = tableSource(fn, query);
  if (source !== undefined) return tableJs(fn, source, "list");
  return listJs(fn, query);
}

/** `count of`, `first of` and their like; over a table they ask the store for no more than they need. */
export function ofJs(fn: Fn, expr: Extract<ast.Expr, { kind: "of" }>): string {
  const source = tableSource(fn, expr.operand);
  if (source !== undefined && (expr.op === "count" || expr.op === "first")) return tableJs(fn, source, expr.op);
  const name = expr.op === "any" ? "anyOf" : expr.op === "model" ? "modelOf" : expr.op;
  return `${markSpan(expr.span)}$.${name}(${exprJs(fn, expr.operand)})`;
}

/** What a `for each` walks: all rows of a query without a limit, a snapshot of anything else. */
export function walkedJs(fn: Fn, expr: ast.Expr): string {
  const source = tableSource(fn, expr);
  if (source !== undefined && !source.tail.some((part) => part.kind === "limit")) return tableJs(fn, source, "all");
  return `${markSpan(expr.span)}$.walk(${exprJs(fn, expr)})`;
}

function tableJs(fn: Fn, source: TableSource, mode: Mode): string {
  const { draft, rest } = draftPlan(fn, source);
  const mark = markSpan(source.span);
  if (rest.length > 0) return mark + siftedJs(fn, source, draft, rest, mode);
  const limit = lastTail(source.tail, "limit");
  const skip = lastTail(source.tail, "skip");
  const plan: QueryPlan = {
    ...planOf(source, draft),
    skip: skip === undefined ? null : param(draft, exprJs(fn, skip)),
    limit: mode === "first" ? param(draft, "1") : limit === undefined ? null : param(draft, exprJs(fn, limit)),
  };
  const name = mode === "all" ? "queryAll" : mode === "count" ? "queryCount" : "query";
  const js = `$.${name}(${[fn.em.unit.plan(plan), ...draft.params].join(",")})`;
  return mark + (mode === "first" ? `$.first(${js})` : js);
}

/** The plan of a table's condition and order; `rest` is what must be looked at row by row. */
export function draftPlan(fn: Fn, source: Pick<TableSource, "where">): { draft: PlanDraft; rest: ast.Expr[] } {
  const draft: PlanDraft = { fn, params: [], where: null };
  const rest: ast.Expr[] = [];
  for (const part of conjuncts(source.where)) {
    const before = draft.params.length;
    const cond = planCondition(draft, part);
    if (cond === undefined) {
      draft.params.length = before;
      rest.push(part);
    } else
      draft.where =
        draft.where === null ? cond : { op: "and", args: draft.where.op === "and" ? [...draft.where.args, cond] : [draft.where, cond] };
  }
  return { draft, rest };
}

function conjuncts(where: ast.Expr | undefined): ast.Expr[] {
  if (where === undefined) return [];
  const inner = strip(where);
  return inner.kind === "binary" && inner.op === "and" ? [...conjuncts(inner.left), ...conjuncts(inner.right)] : [inner];
}

export function planOf(source: Pick<TableSource, "table" | "tail">, draft: PlanDraft): QueryPlan {
  const order = source.tail.flatMap((part) => {
    if (part.kind === "by") return [{ column: part.name.id, down: part.down }];
    if (part.kind === "newest" || part.kind === "oldest") return ["at", "id"].map((column) => ({ column, down: part.kind === "newest" }));
    return [];
  });
  return { table: source.table, where: draft.where, order, limit: null, skip: null, sets: [] };
}

export function param(draft: PlanDraft, js: string): number {
  return draft.params.push(js) - 1;
}

export function lastTail(tail: readonly ast.QueryTail[], kind: "limit" | "skip"): ast.Expr | undefined {
  for (let i = tail.length - 1; i >= 0; i--) {
    const part = tail[i]!;
    if (part.kind === kind && (part.kind === "limit" || part.kind === "skip")) return part.value;
  }
  return undefined;
}

/** All rows of the plan, then one by one through what it could not say: a JavaScript array. */
export function siftJs(fn: Fn, source: TableSource, draft: PlanDraft, rest: readonly ast.Expr[]): string {
  const js = `$.queryAll(${[fn.em.unit.plan(planOf(source, draft)), ...draft.params].join(",")})`;
  if (rest.length === 0) return js;
  return `$.sift(${js},${testJs(fn, rest)})`;
}

function siftedJs(fn: Fn, source: TableSource, draft: PlanDraft, rest: readonly ast.Expr[], mode: Mode): string {
  const js = tailsJs(
    fn,
    siftJs(fn, source, draft, rest),
    source.tail.filter((part) => part.kind === "limit" || part.kind === "skip"),
  );
  switch (mode) {
    case "count":
      return `$.count(${js})`;
    case "first":
      return `$.first(${js})`;
    case "all":
      return `$.walk(${js})`;
    default:
      return `$.rowList(${js})`;
  }
}

function testJs(fn: Fn, conditions: readonly ast.Expr[]): string {
  const item = `x${fn.items.length}`;
  fn.items.push(item);
  const js = conditions.map((cond) => conditionJs(fn, cond)).join("&&");
  fn.items.pop();
  return `(${item})=>${js}`;
}

function listJs(fn: Fn, query: ast.QueryExpr): string {
  let js = exprJs(fn, query.source);
  if (query.where !== undefined) js = `${markSpan(query.span)}$.where(${js},${testJs(fn, [query.where])})`;
  // Order first, then what is skipped, then how many: whatever the order in which they were written.
  const rank = (part: ast.QueryTail): number => (part.kind === "limit" ? 2 : part.kind === "skip" ? 1 : 0);
  return tailsJs(
    fn,
    js,
    [...query.tail].sort((a, b) => rank(a) - rank(b)),
  );
}

function tailsJs(fn: Fn, list: string, tail: readonly ast.QueryTail[]): string {
  let js = list;
  for (const part of tail) {
    const mark = markSpan(part.span);
    if (part.kind === "limit" || part.kind === "skip") js = `${mark}$.${part.kind}(${js},${exprJs(fn, part.value)})`;
    else if (part.kind === "by") js = `${mark}$.sortBy(${js},${quote(part.name.id)},${part.down})`;
    else if (part.kind === "newest") js = `${mark}$.reversed(${js})`;
  }
  return js;
}
