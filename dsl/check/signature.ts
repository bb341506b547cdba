// Parameters and result of a function or text that is known by its qualified id.

import type { Type } from "../types.ts";
import type { Context } from "./context.ts";
import type { Binding } from "./notes.ts";
import type { Signature } from "./scope.ts";

const TEXT_RESULT: Type = { t: "text", optional: false };

export function signatureOf(cx: Context, bound: Extract<Binding, { kind: "fn" | "text" }>): Signature | undefined {
  const pack = cx.universe.packs.find((p) => p.id === bound.pack);
  const path = bound.id.slice(bound.pack.length + 1);
  if (bound.kind === "fn") return pack?.functions.get(path);
  const text = pack?.texts.get(path);
  return text === undefined ? undefined : { params: text.params, result: TEXT_RESULT };
}
