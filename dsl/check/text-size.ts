// Worst-case bytes of a text against the frame (rule 52): what a radio message holds is known, so it is counted here.

import type * as ast from "../ast.ts";
import { LONG_MONEY_BYTES, MONEY_BYTES } from "../surface.ts";
import type { Type } from "../types.ts";
import type { Context } from "./context.ts";
import { bytes } from "./fit.ts";

/** Bytes that one message carries. */
export const FRAME_BYTES = 200;

const TEXT_BYTES = 20;
const ENTITY_BYTES = 20;
const NUMBER_BYTES = 12;
const ARTICLE_BYTES = 4;

/** The most bytes that a text can take, by the types noted for its slots. */
export function worstBytes(lit: ast.TextLit, types: ReadonlyMap<object, Type>): number {
  let total = 0;
  for (const part of lit.parts) total += part.kind === "plain" ? bytes(part.value) : slotBytes(part, types);
  return total;
}

function slotBytes(slot: ast.Interpolation, types: ReadonlyMap<object, Type>): number {
  const value = typeBytes(types.get(slot.value));
  // "5 " and the word, which may get an `s`.
  if (slot.counted !== undefined) return NUMBER_BYTES + 1 + ENTITY_BYTES;
  const form = slot.form?.toLowerCase();
  if (form === "long") return LONG_MONEY_BYTES;
  const article = form === "a" || form === "an" || form === "the" ? ARTICLE_BYTES : 0;
  const verb = slot.verb === undefined ? 0 : 1 + bytes(slot.verb);
  return value + article + verb;
}

function typeBytes(type: Type | undefined): number {
  switch (type?.t) {
    case "number":
      return NUMBER_BYTES;
    case "money":
      return MONEY_BYTES;
    case "bool":
      return 5;
    case "direction":
      return 9;
    case "words":
      return Math.max(0, ...type.words.map(bytes));
    case "entity":
    case "model":
      return ENTITY_BYTES;
    case "text":
      return type.length ?? TEXT_BYTES;
    default:
      return TEXT_BYTES;
  }
}

/** Reports each literal among the branches of a spoken expression that may need a second frame. */
export function checkSize(cx: Context, expr: ast.Expr): void {
  if (expr.kind === "paren") {
    checkSize(cx, expr.value);
    return;
  }
  if (expr.kind === "if-else") {
    checkSize(cx, expr.then);
    checkSize(cx, expr.otherwise);
    return;
  }
  if (expr.kind !== "text") return;
  const worst = worstBytes(expr, cx.notes.types);
  if (worst <= FRAME_BYTES) return;
  cx.report.add(
    "LORE501",
    expr.span,
    `This text may take ${worst} bytes, and a frame holds ${FRAME_BYTES}.`,
    `take out ${worst - FRAME_BYTES} bytes, or give its slots a length: \`name: text 12\``,
  );
}
