// Assignments: a path is written by its root (rule 43). A local that holds a value gets the changed copy back.

import type * as ast from "../ast.ts";
import { bindingOf, type Fn, strip } from "./context.ts";
import { ownedName } from "./names.ts";
import { localName, markSpan, quote } from "./quote.ts";
import { exprJs } from "./value.ts";

export type AssignOp = "=" | "+=" | "-=" | "add" | "remove";

interface Target {
  /** The local to write back to, if the root is one. */
  readonly local: string | undefined;
  readonly root: string;
  readonly steps: readonly Step[];
}

type Step = { readonly name: string } | { readonly key: string };

const SUMS: Readonly<Partial<Record<AssignOp, string>>> = { "+=": "add", "-=": "sub" };

export function assignJs(fn: Fn, target: ast.Expr, op: AssignOp, value: string, span: ast.Span): string {
  const { local, root, steps } = targetOf(fn, target);
  const mark = markSpan(span);
  const back = local === undefined ? "" : `${local}=`;
  if (steps.length === 0 && op === "=") return `${mark}${back}${value};`;
  if (steps.length === 0 && SUMS[op] !== undefined) return `${mark}${back}$.${SUMS[op]}(${root},${value});`;
  const [only] = steps;
  if (steps.length === 1 && op === "=" && only !== undefined && "name" in only)
    return `${mark}${back}$.assignProp(${root},${quote(only.name)},${value});`;
  return `${mark}${back}$.assign(${root},[${steps.map(stepJs).join(",")}],"${op}",${value});`;
}

function stepJs(step: Step): string {
  return "name" in step ? quote(step.name) : `[${step.key}]`;
}

function targetOf(fn: Fn, target: ast.Expr): Target {
  const inner = strip(target);
  if (inner.kind === "get" && bindingOf(fn, inner) === undefined) {
    const { object, name } = ownedName(fn, inner);
    const outer = targetOf(fn, object);
    return { ...outer, steps: [...outer.steps, { name }] };
  }
  if (inner.kind === "index") {
    const outer = targetOf(fn, inner.object);
    return { ...outer, steps: [...outer.steps, { key: exprJs(fn, inner.key) }] };
  }
  const root = exprJs(fn, inner);
  const bound = inner.kind === "name" ? (bindingOf(fn, inner) ?? bindingOf(fn, inner.name)) : undefined;
  return { local: bound?.kind === "local" ? localName(bound.name) : undefined, root, steps: [] };
}
