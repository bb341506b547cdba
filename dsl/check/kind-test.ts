// `is a KIND`, `has a KIND`, `all KIND`: the name after it is a kind, or a model that has copies.

import type * as ast from "../ast.ts";
import { didYouMean } from "../suggest.ts";
import type { Context } from "./context.ts";
import { kindWords, lookupKind, lookupPath } from "./names.ts";

/** Qualified kind or model, bound; an unknown one is reported. */
export function resolveKindOrModel(cx: Context, path: ast.Path): string | undefined {
  const parts = path.parts.map((part) => part.id);
  const kind = lookupKind(cx.universe, parts);
  if (kind !== undefined) {
    cx.notes.bindings.set(path, { kind: "kind", id: kind });
    return kind;
  }
  const bound = lookupPath(cx, path);
  if (bound?.kind === "model" || bound?.kind === "entity") {
    cx.notes.bindings.set(path, bound);
    return bound.id;
  }
  const word = parts.join(".");
  cx.report.add("LORE102", path.span, `There is no kind \`${word}\`.`, didYouMean(word, kindWords(cx.universe)));
  return undefined;
}
