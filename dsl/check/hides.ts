// Declarations that stand before one of the host's or of a pack below: the own pack's wins, and is told of (rule 39).
// Texts are left out: a text of the same name words the other anew on purpose.

import type * as ast from "../ast.ts";
import type { Context } from "./context.ts";
import type { CheckedFile } from "./declare.ts";
import { coreKind } from "./names.ts";
import type { PackNames } from "./universe.ts";

export function lintHiding(cx: Context, files: readonly CheckedFile[]): void {
  for (const file of files) {
    cx.report.enter(file);
    for (const decl of file.file.decls) lintDecl(cx, decl);
  }
}

function lintDecl(cx: Context, decl: ast.Decl): void {
  const hidden = hiddenBy(cx, decl);
  if (hidden === undefined || !("name" in decl) || !("id" in decl.name)) return;
  report(cx, decl.name, hidden);
}

/** What the declaration hides, in words. */
function hiddenBy(cx: Context, decl: ast.Decl): string | undefined {
  const { universe } = cx;
  switch (decl.kind) {
    case "fn":
      if (universe.host.has(decl.name.id)) return "the host's function";
      return hiddenBelow(cx, "function", (pack) => pack.functions.has(decl.name.id));
    case "kind":
      if (coreKind(universe, decl.name.id) !== undefined) return "the host's kind";
      return hiddenBelow(cx, "kind", (pack) => pack.kinds.has(decl.name.id));
    case "entity":
      if (universe.values.has(decl.name.id) || universe.directions.get(decl.name.id) === decl.name.id) return "the host's word";
      return hiddenBelow(cx, "entity", (pack) => pack.entities.has(decl.name.id));
    case "table":
      return hiddenBelow(cx, "table", (pack) => pack.tables.has(decl.name.id));
    case "record":
      return hiddenBelow(cx, "record", (pack) => pack.records.has(decl.name.id));
    case "event":
      if (universe.coreEvents.has(decl.name.id)) return "the host's event";
      return hiddenBelow(cx, "event", (pack) => pack.events.has(decl.name.id));
    default:
      return undefined;
  }
}

function hiddenBelow(cx: Context, what: string, has: (pack: PackNames) => boolean): string | undefined {
  const below = cx.universe.packs.slice(1).find(has);
  return below === undefined ? undefined : `the ${what} of the pack \`${below.id}\``;
}

function report(cx: Context, name: ast.Name, what: string): void {
  cx.report.add(
    "LORE120",
    name.span,
    `\`${name.text}\` hides ${what} of that name in all of this pack.`,
    "give it another name, unless you mean to replace it",
  );
}
