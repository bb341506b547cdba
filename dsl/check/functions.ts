// Functions and texts: parameters become locals; a text's slots are typed by its header (rule 52).

import type * as ast from "../ast.ts";
import type { Type } from "../types.ts";
import { type Context, inScope, inSite } from "./context.ts";
import { checkFit } from "./fit.ts";
import { declareLocal } from "./let.ts";
import { checkSize } from "./text-size.ts";
import { resolveType } from "./type-ref.ts";
import { entityOf } from "./types.ts";
import { STDLIB } from "./universe.ts";

export function checkFunction(cx: Context, decl: ast.FnDecl, self: Type | undefined): void {
  const result = decl.result === undefined ? null : resolveType(cx, decl.result);
  inSite(cx, { role: "fn", self, actor: undefined, verb: false, result, fn: decl.name.id }, () =>
    inScope(cx, () => {
      declareParams(cx, decl.params);
      const ends = cx.block(decl.body);
      if (!ends && result !== null && !result.optional) {
        cx.report.add(
          "LORE315",
          decl.name.span,
          `\`${decl.name.text}\` may come to its end without a value.`,
          "`return` one on every way, or end with `deny` or `stop`",
        );
      }
    }),
  );
}

function declareParams(cx: Context, params: readonly ast.Param[]): void {
  for (const param of params) {
    const type = resolveType(cx, param.type);
    if (param.value !== undefined) checkFit(cx, param.value, cx.infer(param.value, type), type, `\`${param.name.text}\``);
    declareLocal(cx, param.name, type);
  }
}

/** A text is rendered for each reader, so there is always an actor to name. */
export function checkText(cx: Context, decl: ast.TextDecl): void {
  inSite(cx, { role: "text", self: undefined, actor: entityOf("core.being"), verb: false }, () =>
    inScope(cx, () => {
      declareParams(cx, decl.params);
      cx.infer(decl.value);
      checkSize(cx, decl.value);
    }),
  );
  checkRestated(cx, decl);
}

/** A text that words another pack's anew must keep to its slots. */
function checkRestated(cx: Context, decl: ast.TextDecl): void {
  const path = decl.name.parts.map((part) => part.id).join(".");
  const restated = cx.universe.packs
    .slice(1)
    .find((pack) => pack.texts.has(path))
    ?.texts.get(path);
  if (restated === undefined) return;
  const known = restated.params.map((param) => param.label ?? param.name);
  const unknown = decl.params.find((param) => !known.includes(param.label?.id ?? param.name.id));
  if (unknown === undefined) return;
  const all = known.length === 0 ? "it has none" : `it has ${known.map((word) => `\`${word}\``).join(", ")}`;
  cx.report.add(
    "LORE505",
    unknown.span,
    `\`${path}\` words a text of ${restated.id.startsWith(`${STDLIB}.`) ? "the library" : "another pack"} anew, which has no slot \`${unknown.name.text}\`.`,
    all,
  );
}

export function checkEventDecl(cx: Context, decl: ast.EventDecl): void {
  for (const param of decl.params) resolveType(cx, param.type);
}
