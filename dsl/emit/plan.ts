// Conditions over columns as plain data: what a store can turn into SQL. Everything without a column in it is a parameter.

import type * as ast from "../ast.ts";
import type { Cond, Operand } from "../program.ts";
import { bindingOf, type Fn, strip, typeOf } from "./context.ts";
import { conditionJs, exprJs } from "./value.ts";

export interface PlanDraft {
  readonly fn: Fn;
  /** JavaScript of each parameter. */
  readonly params: string[];
  where: Cond | null;
}

type Compare = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** Nothing when the store cannot decide it. */
export function planCondition(draft: PlanDraft, expr: ast.Expr): Cond | undefined {
  const inner = strip(expr);
  if (!hasColumn(draft.fn, inner)) return { op: "true", arg: parameter(draft, conditionJs(draft.fn, inner)) };
  switch (inner.kind) {
    case "not": {
      const arg = planCondition(draft, inner.value);
      return arg && { op: "not", arg };
    }
    case "binary":
      return planBinary(draft, inner);
    case "is":
      return planCompare(draft, inner.not ? "!=" : "=", inner.left, inner.right);
    case "in": {
      const found = hasColumn(draft.fn, inner.right) ? undefined : planPair(draft, "in", inner.left, inner.right);
      return found && inner.not ? { op: "not", arg: found } : found;
    }
    case "has":
      return isTextColumn(draft.fn, inner.left) && !hasColumn(draft.fn, inner.right)
        ? planPair(draft, "has", inner.left, inner.right)
        : undefined;
    case "name":
      return typeOf(draft.fn, inner)?.t === "bool" ? { op: "true", arg: { column: inner.name.id } } : undefined;
    default:
      return undefined;
  }
}

function planBinary(draft: PlanDraft, expr: Extract<ast.Expr, { kind: "binary" }>): Cond | undefined {
  if (expr.op === "and" || expr.op === "or") {
    const left = planCondition(draft, expr.left);
    const right = left && planCondition(draft, expr.right);
    return left && right && { op: expr.op, args: [left, right] };
  }
  const op = expr.op === "==" ? "=" : expr.op;
  if (op === "=" || op === "!=" || op === "<" || op === "<=" || op === ">" || op === ">=")
    return planCompare(draft, op, expr.left, expr.right);
  return undefined;
}

function planCompare(draft: PlanDraft, op: Compare, left: ast.Expr, right: ast.Expr): Cond | undefined {
  // "Is an instance of" needs to know the instance's model, which no row does.
  if ((op === "=" || op === "!=") && asksForModel(draft.fn, left, right)) return undefined;
  return planPair(draft, op, left, right);
}

function asksForModel(fn: Fn, left: ast.Expr, right: ast.Expr): boolean {
  if (strip(right).kind === "nothing") return false;
  const [a, b] = [typeOf(fn, left)?.t ?? "any", typeOf(fn, right)?.t ?? "any"];
  return (a === "entity" && (b === "model" || b === "any")) || (a === "any" && (b === "model" || b === "any"));
}

function planPair(draft: PlanDraft, op: Compare | "in" | "has", leftExpr: ast.Expr, rightExpr: ast.Expr): Cond | undefined {
  const left = planOperand(draft, leftExpr);
  const right = left && planOperand(draft, rightExpr);
  return left && right && { op, left, right };
}

export function planOperand(draft: PlanDraft, expr: ast.Expr): Operand | undefined {
  const inner = strip(expr);
  if (!hasColumn(draft.fn, inner)) return parameter(draft, exprJs(draft.fn, inner));
  if (inner.kind === "name") return { column: inner.name.id };
  if (inner.kind !== "binary" || (inner.op !== "+" && inner.op !== "-" && inner.op !== "*")) return undefined;
  // The store adds numbers and amounts; texts and lists are none of its business.
  const type = typeOf(draft.fn, inner)?.t;
  if (type !== "number" && type !== "money" && type !== "duration" && type !== "time") return undefined;
  const left = planOperand(draft, inner.left);
  const right = left && planOperand(draft, inner.right);
  return left && right && { op: inner.op, left, right };
}

function parameter(draft: PlanDraft, js: string): Operand {
  return { param: draft.params.push(js) - 1 };
}

function isTextColumn(fn: Fn, expr: ast.Expr): boolean {
  const type = typeOf(fn, expr)?.t;
  return strip(expr).kind === "name" && (type === "text" || type === "words");
}

/** True when a column of the query stands somewhere in it. */
export function hasColumn(fn: Fn, node: unknown): boolean {
  if (typeof node !== "object" || node === null) return false;
  if (bindingOf(fn, node)?.kind === "column") return true;
  for (const [key, value] of Object.entries(node)) {
    if (key !== "span" && typeof value === "object" && hasColumn(fn, value)) return true;
  }
  return false;
}
