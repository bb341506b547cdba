// Which names a block assigns, loops and all: what was known of them no longer holds.

import type * as ast from "../ast.ts";
import type { Context } from "./context.ts";

interface Assigned {
  readonly locals: Set<string>;
  readonly props: Set<string>;
}

/** Forgets what was known of everything that the block may assign. */
export function forgetAssigned(cx: Context, block: ast.Block): void {
  if (cx.facts.size === 0) return;
  const assigned: Assigned = { locals: new Set(), props: new Set() };
  collect(block, assigned);
  const slots = new Set([...assigned.locals].map((name) => cx.locals.peek(name)?.slot).filter((slot) => slot !== undefined));
  const facts = new Map(cx.facts);
  for (const key of cx.facts.keys()) if (isTouched(key, slots, assigned.props)) facts.delete(key);
  cx.facts = facts;
}

function isTouched(key: string, slots: ReadonlySet<number>, props: ReadonlySet<string>): boolean {
  const [root, ...path] = key.split(".");
  return (root!.startsWith("#") && slots.has(Number(root!.slice(1)))) || path.some((name) => props.has(name));
}

function collect(block: ast.Block, assigned: Assigned): void {
  for (const stmt of block.stmts) {
    if (stmt.kind === "assign") target(stmt.target, assigned);
    for (const inner of blocksOf(stmt)) collect(inner, assigned);
  }
}

function target(expr: ast.Expr, assigned: Assigned): void {
  if (expr.kind === "name") assigned.locals.add(expr.name.id);
  else if (expr.kind === "get") assigned.props.add(expr.name.id);
  else if (expr.kind === "index") target(expr.object, assigned);
}

/** The blocks that stand in a statement. */
export function blocksOf(stmt: ast.Stmt): readonly ast.Block[] {
  switch (stmt.kind) {
    case "if":
      return [...stmt.branches.map((branch) => branch.body), ...(stmt.otherwise === undefined ? [] : [stmt.otherwise])];
    case "match":
      return [...stmt.arms.map((arm) => arm.body), ...(stmt.otherwise === undefined ? [] : [stmt.otherwise])];
    case "choose":
      return stmt.arms.map((arm) => arm.body);
    case "try":
      return [stmt.body, stmt.otherwise];
    case "for-each":
    case "for-range":
    case "while":
    case "after":
    case "deed":
      return [stmt.body];
    case "ask":
      return stmt.otherwise === undefined ? [stmt.body] : [stmt.body, stmt.otherwise];
    default:
      return [];
  }
}
