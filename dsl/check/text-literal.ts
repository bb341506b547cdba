// What stands between the braces of a text: paths, forms, counted words and verbs (rules 6, 27, 61).

import type * as ast from "../ast.ts";
import { didYouMean } from "../suggest.ts";
import type { Type } from "../types.ts";
import type { Context } from "./context.ts";
import { memberType } from "./item.ts";
import { bindName } from "./name-expr.ts";
import { bindingType, lookupPath, operandWords } from "./names.ts";
import { plainName, TEXT } from "./types.ts";

/** Forms that print one value in another way; the parser keeps them as written. */
export const FORMS = ["a", "an", "the", "n", "and", "ago", "time", "left", "long", "A", "An", "The"] as const;

export function checkTextLiteral(cx: Context, lit: ast.TextLit): Type {
  for (const part of lit.parts) if (part.kind === "interp") checkSlot(cx, part);
  return TEXT;
}

function checkSlot(cx: Context, slot: ast.Interpolation): void {
  const type = cx.infer(slot.value);
  if (slot.counted !== undefined) bindCounted(cx, slot.counted, type);
  if (slot.verb !== undefined && !CAN_ACT.has(type.t)) {
    cx.report.add(
      "LORE504",
      slot.span,
      `\`${slot.verb}\` is read as a verb, but ${plainName(cx.universe, type).toLowerCase()} does nothing.`,
      "put the word outside the braces",
    );
  }
}

const CAN_ACT: ReadonlySet<string> = new Set(["entity", "model", "any", "list", "row"]);

/** `{n:coin}`, `{n:what}`: a model, a path to one, or just a word to count. */
function bindCounted(cx: Context, path: ast.Path, counted: Type): void {
  const [root, ...rest] = path.parts;
  const word = path.parts.map((part) => part.text).join(".");
  if (!CAN_COUNT.has(counted.t)) {
    cx.report.add(
      "LORE503",
      path.span,
      `There is no form \`${word}\`.`,
      didYouMean(word, FORMS) ?? `the forms are ${FORMS.slice(0, 9).join(", ")}`,
    );
    return;
  }
  if (cx.locals.peek(root!.id) !== undefined || isItem(cx, root!.id)) {
    const bound = bindName(cx, root!);
    if (bound !== undefined) cx.notes.bindings.set(path, bound);
    return;
  }
  if (root!.id === "self") {
    if (cx.site.self !== undefined) cx.notes.bindings.set(path, { kind: "value", name: "self", type: cx.site.self });
    return;
  }
  const bound = lookupPath(cx, path);
  if (bound?.kind === "model" || bound?.kind === "entity" || bound?.kind === "value") {
    cx.notes.bindings.set(path, bound);
    return;
  }
  const value = rest.length === 0 ? undefined : lookupPath(cx, { parts: [root!], span: root!.span });
  if (value?.kind === "value" || value?.kind === "entity")
    cx.notes.bindings.set(path, { kind: "value", name: root!.id, type: bindingType(value) });
  else if (rest.length > 0)
    cx.report.add("LORE101", path.span, `There is nothing called \`${word}\`.`, didYouMean(root!.id, operandWords(cx)));
}

function isItem(cx: Context, name: string): boolean {
  return cx.query !== undefined && memberType(cx, cx.query.item, name) !== undefined;
}

const CAN_COUNT: ReadonlySet<string> = new Set(["number", "money", "any", "nothing"]);
