// Text literals: plain ones are strings, others are put together by the runtime, part by part.

import type * as ast from "../ast.ts";
import { bindingOf, type Fn } from "./context.ts";
import { boundJs } from "./names.ts";
import { localName, markSpan, quote } from "./quote.ts";
import { exprJs } from "./value.ts";

export function textJs(fn: Fn, lit: ast.TextLit): string {
  const parts = lit.parts.map((part) => (part.kind === "plain" ? quote(part.value) : partJs(fn, part)));
  if (lit.parts.length === 0) return '""';
  if (lit.parts.length === 1 && lit.parts[0]!.kind === "plain") return parts[0]!;
  return `${markSpan(lit.span)}$.text(${parts.join(",")})`;
}

function partJs(fn: Fn, part: ast.Interpolation): string {
  const value = exprJs(fn, part.value);
  const { form, verb, counted, capital } = part;
  if (form === undefined && verb === undefined && counted === undefined && !capital) return value;
  const what = counted === undefined ? "null" : countedJs(fn, counted);
  return `${markSpan(part.span)}$.part(${value},${quote(counted === undefined ? (form ?? "") : "")},${quote(verb ?? "")},${capital ? 1 : 0},${what})`;
}

/** `{n:coin}`: what is counted is a model, a path to one, or just a word. */
function countedJs(fn: Fn, path: ast.Path): string {
  const [root, ...rest] = path.parts;
  const whole = bindingOf(fn, path);
  if (whole !== undefined && !ROOTS.has(whole.kind)) return whole.kind === "kind" ? quote(wordOf(path)) : boundJs(fn, whole);
  // Bound to what its first word means: `s.what`, `self.what`.
  const bound = whole ?? bindingOf(fn, root!);
  if (bound !== undefined && bound.kind !== "kind") {
    return rest.reduce((js, name) => `$.get(${js},${quote(name.id)})`, bound.kind === "local" ? localName(bound.name) : boundJs(fn, bound));
  }
  return quote(wordOf(path));
}

const ROOTS: ReadonlySet<string> = new Set(["local", "item", "value"]);

function wordOf(path: ast.Path): string {
  return path.parts.map((part) => part.text).join(" ");
}
