// `is`, `==`, `<` and their kin: what can be compared with what, and which comparisons always come out the same.

import type * as ast from "../ast.ts";
import type { Type } from "../types.ts";
import { reportNothing } from "./access.ts";
import type { Context } from "./context.ts";
import { checkWord } from "./fit.ts";
import { plainText } from "./type-ref.ts";
import { mayBeNothing, notNothing, showType } from "./types.ts";

type Same = Extract<ast.Expr, { kind: "is" | "binary" }>;

export function compareSame(cx: Context, expr: Same, left: Type, right: Type): void {
  if (checkWords(cx, left, expr.right) || checkWords(cx, right, expr.left)) return;
  if (checkKindName(cx, expr, left)) return;
  if (!areNeverSame(left, right)) return;
  cx.report.add(
    "LORE214",
    expr.span,
    `${showType(cx.universe, notNothing(left))} and ${showType(cx.universe, notNothing(right))} are never the same.`,
  );
}

/** `x.state is "actve"`: a word that the type does not list. */
export function checkWords(cx: Context, type: Type, literal: ast.Expr): boolean {
  if (type.t !== "words" || literal.kind !== "text" || literal.parts.some((part) => part.kind === "interp")) return false;
  checkWord(cx, literal.span, plainText(literal), type.words);
  return true;
}

/** `x is shop` where `x is a shop` is meant. */
function checkKindName(cx: Context, expr: Same, left: Type): boolean {
  const bound = cx.notes.bindings.get(expr.right);
  if (bound?.kind !== "kind" || (left.t !== "entity" && left.t !== "model")) return false;
  const name = bound.id.slice(bound.id.lastIndexOf(".") + 1);
  cx.report.add("LORE218", expr.right.span, `\`${name}\` is a kind, and nothing is equal to a kind.`, `write \`is a ${name}\``);
  return true;
}

/** Families of values; only within one can two be the same. Anything not listed may equal anything. */
const FAMILY: Readonly<Record<string, string>> = {
  number: "number",
  money: "number",
  text: "text",
  words: "text",
  bool: "bool",
  duration: "duration",
  time: "time",
  entity: "entity",
  model: "entity",
  list: "list",
  map: "map",
};

export function areNeverSame(left: Type, right: Type): boolean {
  const a = FAMILY[left.t];
  const b = FAMILY[right.t];
  return a !== undefined && b !== undefined && a !== b;
}

const ORDERED: Readonly<Record<string, string>> = {
  number: "number",
  money: "number",
  duration: "duration",
  time: "time",
  text: "text",
  words: "text",
};

export function compareOrder(cx: Context, expr: Extract<ast.Expr, { kind: "binary" }>): void {
  const left = ordered(cx, expr.left, expr.op);
  const right = ordered(cx, expr.right, expr.op);
  if (left.t === "any" || right.t === "any" || left.t === "nothing" || right.t === "nothing") return;
  const a = ORDERED[left.t];
  if (a !== undefined && a === ORDERED[right.t]) return;
  cx.report.add(
    "LORE204",
    expr.span,
    `\`${expr.op}\` does not go between ${showType(cx.universe, left)} and ${showType(cx.universe, right)}.`,
  );
}

function ordered(cx: Context, expr: ast.Expr, op: string): Type {
  const type = cx.infer(expr);
  if (mayBeNothing(type)) reportNothing(cx, expr, `\`${op}\``);
  return notNothing(type);
}
