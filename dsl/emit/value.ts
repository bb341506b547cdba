// What every part of the emitter says about a value: its JavaScript, the same as a condition, the same as a type asks for it.
// Expressions and blocks are reached through the emitter, so that the parts need not import each other in a ring.

import type * as ast from "../ast.ts";
import type { Type } from "../types.ts";
import { type Fn, strip, typeOf } from "./context.ts";
import { isHeld } from "./held.ts";
import { markSpan, quote } from "./quote.ts";

/** One JavaScript expression. */
export function exprJs(fn: Fn, expr: ast.Expr): string {
  return fn.em.expr(fn, expr);
}

/** JavaScript statements, without braces. */
export function blockJs(fn: Fn, block: ast.Block): string {
  return fn.em.block(fn, block);
}

/** A literal that cannot be told from what the arithmetic of the runtime allows. */
export function numberJs(value: number): string {
  const bounded = Number.isFinite(value) ? value : Number.MAX_SAFE_INTEGER;
  return bounded < 0 ? `(${bounded})` : String(bounded);
}

/** An expression that is certainly `true` or `false` in JavaScript, or an error when it is not. */
export function conditionJs(fn: Fn, expr: ast.Expr): string {
  const js = exprJs(fn, expr);
  return isTruth(fn, expr) ? js : `${markSpan(expr.span)}$.truth(${js})`;
}

/** True when the generated code yields a JavaScript boolean whatever the values are. */
export function isTruth(fn: Fn, expr: ast.Expr): boolean {
  const inner = strip(expr);
  switch (inner.kind) {
    case "bool":
    case "not":
    case "is":
    case "is-a":
    case "has":
    case "has-a":
    case "in":
    case "chance":
      return true;
    case "binary":
      if (inner.op === "and") return isTruth(fn, inner.right);
      if (inner.op === "or") return isTruth(fn, inner.left) && isTruth(fn, inner.right);
      return inner.op === "==" || inner.op === "!=" || inner.op[0] === "<" || inner.op[0] === ">";
    case "call":
      return isHeld(fn, inner);
    default:
      return false;
  }
}

/** A plain number where money is wanted becomes money (rule 41). */
export function coerceJs(fn: Fn, wanted: string | undefined, value: ast.Expr): string {
  const js = exprJs(fn, value);
  return wanted === "money" && typeOf(fn, value)?.t !== "money" ? `$.toMoney(${js})` : js;
}

/** As `coerceJs`, and a value whose type the checker did not know is checked when it comes. */
export function fittedJs(fn: Fn, wanted: Type | undefined, value: ast.Expr, name: string): string {
  const js = coerceJs(fn, wanted?.t, value);
  const known = typeOf(fn, value)?.t ?? "any";
  if (wanted === undefined || wanted.t === "any" || wanted.t === "nothing" || known !== "any") return js;
  return `${markSpan(value.span)}$.fit(${js},"${wanted.t}",${quote(name)},${wanted.optional})`;
}
