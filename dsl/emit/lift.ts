// `ask` and `after`: their blocks run later, so they become functions of their own, with the locals they use as parameters.

import type * as ast from "../ast.ts";
import { ANY } from "../types.ts";
import { bindingOf, type Fn, openFn } from "./context.ts";
import { returnJs } from "./flow.ts";
import { localName, markSpan } from "./quote.ts";
import { blockJs, exprJs } from "./value.ts";

export function afterJs(fn: Fn, stmt: Extract<ast.Stmt, { kind: "after" }>): string {
  const { em } = fn;
  const captures = usedLocals(fn, [stmt.body]);
  const index = em.unit.reserve();
  const key = `${fn.key}/after#${fn.counts.after++}`;
  const inner = openFn(em, { index, key, role: "after", name: fn.name });
  const js = `(${["self", "P", ...captures.map(localName)].join(",")}){\n${blockJs(inner, stmt.body)}\nreturn null;}`;
  em.unit.fill(index, { key, role: "after", params: captures.map(captureParam) }, stmt.span.start, js);
  const args = ["self", index, exprJs(fn, stmt.delay), ...captures.map(localName)];
  return `${markSpan(stmt.span)}$.after(${args.join(",")});`;
}

export function askJs(fn: Fn, stmt: ast.AskStmt): string {
  const { em } = fn;
  const later = [stmt.question, stmt.from, stmt.wait, stmt.body, stmt.otherwise];
  const captures = usedLocals(fn, later, stmt.as?.id);
  const index = em.unit.reserve();
  const key = `${fn.key}/ask#${fn.counts.ask++}`;
  const inner = openFn(em, { index, key, role: "ask", name: fn.name, ask: { index, stmt, captures } });
  const params = [...captures, ...(stmt.as === undefined ? [] : [stmt.as.id])];
  const body = [
    `if(P==="question")return ${exprJs(inner, stmt.question)};`,
    `if(P==="otherwise"){${stmt.otherwise === undefined ? "" : blockJs(inner, stmt.otherwise)}\nreturn null;}`,
    blockJs(inner, stmt.body),
    "return null;",
  ];
  const js = `(${["self", "P", ...params.map(localName)].join(",")}){\n${body.join("\n")}}`;
  em.unit.fill(index, { key, role: "ask", params: params.map(captureParam) }, stmt.span.start, js);
  return putJs(fn, { index, stmt, captures }, exprJs(fn, stmt.who));
}

/** Inside, the one asked is `actor`; what the locals hold by now goes along. */
export function againJs(fn: Fn, stmt: ast.Stmt): string {
  if (fn.ask === undefined) return "";
  return `${markSpan(stmt.span)}${putJs(fn, fn.ask, "$.actor()")}${returnJs(fn, "null")}`;
}

function putJs(fn: Fn, ask: NonNullable<Fn["ask"]>, who: string): string {
  const { stmt, index, captures } = ask;
  const optional = (expr: ast.Expr | undefined): string => (expr === undefined ? "null" : exprJs(fn, expr));
  const args = [
    "self",
    index,
    who,
    stmt.allow,
    exprJs(fn, stmt.question),
    optional(stmt.from),
    optional(stmt.wait),
    ...captures.map(localName),
  ];
  return `${markSpan(stmt.span)}$.ask(${args.join(",")});`;
}

function captureParam(name: string): { name: string; type: typeof ANY; optional: true } {
  return { name, type: ANY, optional: true };
}

/** Names of the locals used in what runs later and declared before it, sorted so that an edit elsewhere does not reorder them. */
function usedLocals(fn: Fn, roots: readonly unknown[], answer?: string): string[] {
  const used = new Set<string>();
  const declared = new Set<number>();
  const visit = (node: unknown, isElseOfTry: boolean): void => {
    if (typeof node !== "object" || node === null) return;
    const slot = fn.em.notes.locals.get(node as ast.Name);
    if (slot !== undefined) declared.add(slot);
    const bound = bindingOf(fn, node);
    // What a `try` in there binds is its own; `why` has no node that declares it.
    if (bound?.kind === "local" && !declared.has(bound.slot) && !(isElseOfTry && bound.name === "why")) used.add(bound.name);
    if (bound?.kind === "value" && bound.name === "why" && !isElseOfTry) used.add("why");
    const isTry = "kind" in node && node.kind === "try";
    for (const [key, value] of Object.entries(node)) if (key !== "span") visit(value, isElseOfTry || (isTry && key === "otherwise"));
  };
  for (const root of roots) visit(root, false);
  if (answer !== undefined) used.delete(answer);
  return [...used].sort();
}
