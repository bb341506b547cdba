// Which calls may stand as a condition whatever they give: a refusal reads false, anything else true (rules 1 and 56).

import type * as ast from "../ast.ts";
import type { Context } from "./context.ts";

export function isCallThatMayRefuse(cx: Context, expr: ast.Expr): boolean {
  if (expr.kind === "paren") return isCallThatMayRefuse(cx, expr.value);
  if (expr.kind !== "call") return false;
  const bound = cx.notes.bindings.get(expr.callee);
  if (bound?.kind === "host") return cx.universe.host.get(bound.name)?.refuses === true;
  // A function in Lore may `deny`; a text may not.
  return bound?.kind !== "text";
}
