// Which calls are held: in a condition a refusal reads false, so such a call is caught where it stands (rules 1 and 56).

import type * as ast from "../ast.ts";
import { bindingOf, type Fn } from "./context.ts";
import { runtimeFunction } from "./runtime-functions.ts";

/** True when `callJs` answers with a JavaScript boolean because it holds the call. */
export function isHeld(fn: Fn, call: ast.CallExpr): boolean {
  if (!fn.em.notes.conditions.has(call)) return false;
  if (bindingOf(fn, call.callee)?.kind === "text") return false;
  const name = hostName(fn, call.callee);
  if (name === undefined) return true;
  return runtimeFunction(name) === undefined && fn.em.universe.host.get(name)?.refuses === true;
}

/** A name that the surface has as a function, whatever else it may be: `room`, `players` are values as well. */
export function hostName(fn: Fn, callee: ast.Expr): string | undefined {
  const bound = bindingOf(fn, callee);
  if (bound?.kind === "host") return bound.name;
  if (bound !== undefined || callee.kind !== "name") return undefined;
  return fn.em.universe.host.has(callee.name.id) ? callee.name.id : undefined;
}
