// Steps of a traced compile: which statement runs, what its condition or value was, and what it spent. Without tracing nothing of it is emitted.

import type * as ast from "../ast.ts";
import { bindingOf, type Fn, strip } from "./context.ts";
import { localName } from "./quote.ts";

/** A statement begins. */
export function stepJs(fn: Fn, stmt: ast.Stmt): string {
  const { steps } = fn.em;
  if (steps === null) return "";
  fn.trace.step = steps.add(fn.key, stmt.span.start, headEnd(stmt));
  return `$.step(${fn.trace.step},1);`;
}

/** A part of a statement that has a line of its own, as an expression: the `else if` of an `if`, the `else` of a `try`. */
export function partJs(fn: Fn, start: number, end: number, before = ""): string {
  const { steps } = fn.em;
  if (steps === null) return "";
  fn.trace.step = steps.add(fn.key, start, end, before);
  return `$.step(${fn.trace.step},0)`;
}

/** Another round of the statement. */
export function againStepJs(fn: Fn): string {
  return fn.em.steps === null ? "" : `$.step(${fn.trace.step},0)`;
}

/** The value is shown with the statement that works it out. */
export function seenJs(fn: Fn, js: string): string {
  return fn.em.steps === null ? js : `$.saw(${fn.trace.step},${js})`;
}

/** The statement goes on after the code that it called. */
export function backJs(fn: Fn, js: string): string {
  return fn.em.steps === null ? js : `$.back(${fn.trace.step},${js})`;
}

/** What a local holds after `x += 1`; a property tells by itself what it became. */
export function changedJs(fn: Fn, target: ast.Expr): string {
  const inner = strip(target);
  const bound = inner.kind === "name" ? (bindingOf(fn, inner) ?? bindingOf(fn, inner.name)) : undefined;
  return fn.em.steps === null || bound?.kind !== "local" ? "" : `${seenJs(fn, localName(bound.name))};`;
}

/** A compound statement is shown without its blocks. */
function headEnd(stmt: ast.Stmt): number {
  switch (stmt.kind) {
    case "if":
      return stmt.branches[0]?.body.span.start ?? stmt.span.end;
    case "match":
      return stmt.subject.span.end;
    case "choose":
      return stmt.span.start + stmt.kind.length;
    case "for-each":
    case "for-range":
    case "while":
    case "try":
    case "after":
    case "deed":
    case "ask":
      return stmt.body.span.start;
    default:
      return stmt.span.end;
  }
}
