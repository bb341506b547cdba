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
  const { universe } = cx;
  switch (decl.kind) {
    case "fn":
      if (universe.host.has(decl.name.id)) {
        report(cx, decl.name, "the host's function");
        return;
      }
      lintBelow(cx, decl.name, "function", (pack) => pack.functions.has(decl.name.id));
      return;
    case "kind":
      if (coreKind(universe, decl.name.id) !== undefined) {
        report(cx, decl.name, "the host's kind");
        return;
      }
      lintBelow(cx, decl.name, "kind", (pack) => pack.kinds.has(decl.name.id));
      return;
    case "entity":
      if (universe.values.has(decl.name.id) || universe.directions.get(decl.name.id) === decl.name.id)
        report(cx, decl.name, "the host's word");
      return;
      lintBelow(cx, decl.name, "entity", (pack) => pack.entities.has(decl.name.id));
      return;
    case "table":
      lintBelow(cx, decl.name, "table", (pack) => pack.tables.has(decl.name.id));
      return;
    case "record":
      lintBelow(cx, decl.name, "record", (pack) => pack.records.has(decl.name.id));
      return;
    case "event":
      if (universe.coreEvents.has(decl.name.id)) {
        report(cx, decl.name, "the host's event");
        return;
      }
      lintBelow(cx, decl.name, "event", (pack) => pack.events.has(decl.name.id));
      return;
    default:
      return;
  }
}

function lintBelow(cx: Context, name: ast.Name, what: string, has: (pack: PackNames) => boolean): void {
  const below = cx.universe.packs.slice(1).find(has);
  if (below !== undefined) report(cx, name, `the ${what} of the pack \`${below.id}\``);
}

function report(cx: Context, name: ast.Name, what: string): void {
  cx.report.add(
    "LORE120",
    name.span,
    `\`${name.text}\` hides ${what} of that name in all of this pack.`,
    "give it another name, unless you mean to replace it",
  );
}
