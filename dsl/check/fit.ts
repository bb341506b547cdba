// One place that says "this does not go there": a value of one type where another is wanted.

import type * as ast from "../ast.ts";
import { didYouMean } from "../suggest.ts";
import type { Type } from "../types.ts";
import { reportNothing } from "./access.ts";
import type { Context } from "./context.ts";
import { plainText } from "./type-ref.ts";
import { fits, isUnprovenBeing, mayBeNothing, showType } from "./types.ts";

/** Reports a value that cannot stand where `to` is wanted; `place` names that place: "`price`". */
export function checkFit(cx: Context, expr: ast.Expr, from: Type, to: Type, place: string): void {
  if (from.t === "any" || (to.t === "any" && to.optional)) return;
  if (checkLiteral(cx, expr, to, place)) return;
  if (mayBeNothing(from) && !to.optional) {
    if (from.t === "nothing")
      cx.report.add("LORE202", expr.span, `${place} cannot be nothing.`, "only a type that ends in `?` allows nothing");
    else reportNothing(cx, expr, place);
    return;
  }
  if (!fits(cx.universe, from, to)) reportMisfit(cx, expr, from, to, place);
}

function reportMisfit(cx: Context, expr: ast.Expr, from: Type, to: Type, place: string): void {
  if (from.t === "model" && to.t === "entity") {
    const name = from.kind.slice(from.kind.lastIndexOf(".") + 1);
    cx.report.add(
      "LORE206",
      expr.span,
      `\`${name}\` is a model, and ${place} needs one that stands somewhere.`,
      `create it? \`create(${name})\` gives one`,
    );
    return;
  }
  if (to.t === "entity" && isUnprovenBeing(cx.universe, from, to.kind)) {
    const wanted = showType(cx.universe, { ...to, optional: false });
    cx.report.add("LORE208", expr.span, `${place} needs a ${wanted}, and this may be any being.`, `ask first: \`if … is a ${wanted}\``);
    return;
  }
  cx.report.add("LORE201", expr.span, `${place} is ${showType(cx.universe, to)}, not ${showType(cx.universe, from)}.`);
}

/** Literals are held to more than their type: closed sets of words, whole money, lengths. True when something was said. */
function checkLiteral(cx: Context, expr: ast.Expr, to: Type, place: string): boolean {
  if (expr.kind === "paren") return checkLiteral(cx, expr.value, to, place);
  if (expr.kind === "if-else") return checkLiteral(cx, expr.then, to, place) || checkLiteral(cx, expr.otherwise, to, place);
  if (to.t === "money" && expr.kind === "number" && !Number.isInteger(expr.value)) {
    cx.report.add("LORE212", expr.span, `${place} is money, which has no fractions: \`${expr.text}\`.`, "write a whole number");
    return true;
  }
  if (expr.kind !== "text" || expr.parts.some((part) => part.kind === "interp")) return false;
  const word = plainText(expr);
  if (to.t === "words") return checkWord(cx, expr.span, word, to.words);
  if (to.t === "text" && to.length !== undefined && bytes(word) > to.length) {
    cx.report.add("LORE213", expr.span, `${place} holds ${to.length} bytes, and this has ${bytes(word)}.`);
    return true;
  }
  return false;
}

/** A word that must be one of a closed set (rule 12). */
export function checkWord(cx: Context, span: ast.Span, word: string, words: readonly string[]): boolean {
  const folded = word.trim().toLowerCase();
  if (words.some((known) => known.toLowerCase() === folded)) return false;
  const all = `it is one of ${words.map((w) => `"${w}"`).join(", ")}`;
  cx.report.add("LORE205", span, `"${word}" is none of the words that can stand here.`, didYouMean(folded, words) ?? all);
  return true;
}

const encoder = new TextEncoder();

export function bytes(text: string): number {
  return encoder.encode(text).length;
}
