// Arguments of a call put to the parameters they are for, by label or by order (rules 16 and 17).

import type * as ast from "../ast.ts";
import { didYouMean } from "../suggest.ts";
import type { Type } from "../types.ts";
import type { Context } from "./context.ts";
import { checkFit } from "./fit.ts";
import type { ScopeParam } from "./scope.ts";
import { ANY } from "./types.ts";

export interface Callable {
  /** As the message names it. */
  readonly name: string;
  readonly params: readonly ScopeParam[];
}

export interface Matched {
  /** For each parameter the index of its argument, or -1. */
  readonly order: readonly number[];
  /** Types of the arguments, in the order of the parameters. */
  readonly types: readonly (Type | undefined)[];
}

/** Matches, infers and checks the arguments; everything wrong with them is reported. */
export function checkArgs(cx: Context, callable: Callable, args: readonly ast.Arg[], span: ast.Span): Matched {
  const order = orderArgs(cx, callable, args);
  const types = new Array<Type | undefined>(callable.params.length);
  for (const [i, arg] of args.entries()) {
    const at = order.indexOf(i);
    const param = callable.params[at];
    const type = cx.infer(arg.value, param?.type);
    if (param === undefined) continue;
    types[at] = type;
    checkFit(cx, arg.value, type, param.optional ? { ...param.type, optional: true } : param.type, placeOf(callable, param));
  }
  for (const [at, param] of callable.params.entries()) {
    if (order[at] !== -1 || param.optional) continue;
    cx.report.add(
      "LORE111",
      span,
      `\`${callable.name}\` needs ${placeOf(callable, param)}.`,
      param.label === undefined ? undefined : `add \`${param.label}: …\``,
    );
  }
  return { order, types };
}

function placeOf(callable: Callable, param: ScopeParam): string {
  return param.label === undefined ? `\`${param.name}\`` : `\`${param.label}\` of \`${callable.name}\``;
}

function orderArgs(cx: Context, callable: Callable, args: readonly ast.Arg[]): readonly number[] {
  const order = callable.params.map(() => -1);
  for (const [i, arg] of args.entries()) {
    if (arg.label === undefined) continue;
    const label = arg.label.id;
    const at = indexOfLabel(callable, label);
    if (at < 0) unknownLabel(cx, callable, arg.label);
    else if (order[at] !== -1) cx.report.add("LORE112", arg.label.span, `\`${arg.label.text}\` is given twice.`);
    else order[at] = i;
  }
  for (const [i, arg] of args.entries()) {
    if (arg.label !== undefined) continue;
    const at = order.indexOf(-1);
    if (at >= 0) order[at] = i;
    else reportTooMany(cx, callable, arg.value.span);
  }
  return order;
}

/** The parameter of that label; failing that, of that name. */
function indexOfLabel(callable: Callable, label: string): number {
  const at = callable.params.findIndex((param) => param.label === label);
  return at >= 0 ? at : callable.params.findIndex((param) => param.name === label);
}

function unknownLabel(cx: Context, callable: Callable, label: ast.Name): void {
  const words = callable.params.map((param) => param.label ?? param.name);
  const all = words.length === 0 ? "it takes no arguments" : `it knows ${words.map((word) => `\`${word}\``).join(", ")}`;
  cx.report.add("LORE109", label.span, `\`${callable.name}\` has no argument \`${label.text}\`.`, didYouMean(label.id, words) ?? all);
}

function reportTooMany(cx: Context, callable: Callable, span: ast.Span): void {
  const count = callable.params.length;
  const takes = count === 0 ? "takes no arguments" : count === 1 ? "takes one argument" : `takes ${count} arguments`;
  cx.report.add("LORE110", span, `\`${callable.name}\` ${takes}, and this is one more.`);
}

/** Arguments of something unknown: names in them are still checked. */
export function inferArgs(cx: Context, args: readonly ast.Arg[]): void {
  for (const arg of args) cx.infer(arg.value, ANY);
}
