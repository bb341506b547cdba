// The common shapes of `{…}` read without the grammar: a path, then a form or a verb. Everything else takes the long way.

import type { Expr, Interpolation, Name, Path, Span } from "../ast.ts";
import { FORMS, foldName, RESERVED, SPELLINGS } from "./words.ts";

const QUICK = /^[ \t]*([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)[ \t]*(?::[ \t]*([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)[ \t]*|[ \t]([A-Za-z]+)[ \t]*)?$/;
const RESERVED_WORDS: ReadonlySet<string> = new Set([...RESERVED, ...Object.keys(SPELLINGS)]);

export function quickInterp(source: string, start: number, end: number): Interpolation | undefined {
  const match = QUICK.exec(source.slice(start, end));
  if (match === null) return undefined;
  const [whole, path, form, verb] = match;
  const pathStart = start + whole!.indexOf(path!);
  const value = pathExpr(path!, pathStart);
  // An operator such as `mod` after the path is not a verb; the grammar tells them apart.
  if (value === undefined || (verb !== undefined && /^(?:mod|div)$/i.test(verb))) return undefined;
  const span = { start: start - 1, end: end + 1 };
  const formStart = form === undefined ? 0 : start + whole!.lastIndexOf(form);
  return interpolation(value, path![0]!, form === undefined ? undefined : pathOf(form, formStart), verb, span);
}

/** Builds the node from what was read; a form that is no known form is a model or word to count. */
export function interpolation(
  value: Expr,
  firstLetter: string,
  form: Path | undefined,
  verb: string | undefined,
  span: Span,
): Interpolation {
  const known = form?.parts.length === 1 && FORMS.has(form.parts[0]!.id);
  return {
    kind: "interp",
    value,
    capital: firstLetter !== firstLetter.toLowerCase(),
    form: known ? form.parts[0]!.text : undefined,
    counted: known ? undefined : form,
    verb: verb?.toLowerCase(),
    span,
  };
}

function pathExpr(text: string, start: number): Expr | undefined {
  const names = pathOf(text, start).parts;
  const first = names[0]!;
  if (first.id !== "self" && RESERVED_WORDS.has(first.id)) return undefined;
  let expr: Expr = first.id === "self" ? { kind: "self", span: first.span } : { kind: "name", name: first, span: first.span };
  for (const name of names.slice(1)) expr = { kind: "get", object: expr, name, span: { start, end: name.span.end } };
  return expr;
}

function pathOf(text: string, start: number): Path {
  const parts: Name[] = [];
  let at = start;
  for (const word of text.split(".")) {
    parts.push({ id: foldName(word), text: word, span: { start: at, end: at + word.length } });
    at += word.length + 1;
  }
  return { parts, span: { start, end: start + text.length } };
}
