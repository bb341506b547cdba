// What a pack that is built in the game may not say: it adds to the world, and takes over nothing that is another's.

import type * as ast from "../ast.ts";
import type { Context } from "./context.ts";
import type { CheckedFile } from "./declare.ts";
import { isKind } from "./kinds.ts";
import { CORE } from "./universe.ts";

const ACCOUNT = `${CORE}.account`;
const THING = `${CORE}.thing`;
const ROOM = `${CORE}.room`;

export function checkBuilt(cx: Context, files: readonly CheckedFile[]): void {
  for (const file of files) {
    cx.report.enter(file);
    for (const decl of file.file.decls) checkDecl(cx, decl);
  }
}

function checkDecl(cx: Context, decl: ast.Decl): void {
  if (decl.kind === "migrate") {
    cx.report.add("LORE601", decl.span, "A pack that is built in the game has no versions to migrate from.", "leave it out");
  } else if (decl.kind === "command") {
    cx.report.add("LORE601", decl.span, "A command for all is not built in the game.", "put it into a room or thing of yours");
  } else if (decl.kind === "table") {
    cx.report.add("LORE601", decl.name.span, `The table \`${decl.name.id}\` cannot be built in the game.`, "keep a list in a property");
  } else if (decl.kind === "text") {
    checkText(cx, decl);
  } else if (decl.kind === "extend") {
    checkExtend(cx, decl);
    checkMembers(cx, decl.target, decl.members);
  } else if (decl.kind === "entity" || decl.kind === "kind") {
    checkMembers(cx, decl.name, decl.members);
  }
}

/** A text of that name below would be said in these words everywhere. */
function checkText(cx: Context, decl: ast.TextDecl): void {
  const path = decl.name.parts.map((part) => part.id).join(".");
  const [, ...below] = cx.universe.packs;
  if (below.some((pack) => pack.texts.has(path)))
    cx.report.add("LORE601", decl.name.span, `The text \`${path}\` is another pack's.`, "give yours another name");
}

function checkExtend(cx: Context, decl: ast.ExtendDecl): void {
  const bound = cx.notes.bindings.get(decl.target);
  if (bound?.kind !== "kind" && bound?.kind !== "entity" && bound?.kind !== "model") return;
  if (bound.id.startsWith(`${cx.pack}.`)) return;
  const isRoom = bound.kind === "entity" && isKind(cx.universe, bound.id, ROOM);
  const other = decl.members.find((member) => member.kind !== "exit");
  if (isRoom && other === undefined) return;
  const name = decl.target.parts.map((part) => part.text).join(".");
  const hint = isRoom ? "only exits may be added to it" : "declare one of your own";
  cx.report.add("LORE602", (other ?? decl.target).span, `\`${name}\` is not yours to change.`, hint);
}

function checkMembers(cx: Context, node: object, members: readonly ast.Member[]): void {
  const bound = cx.notes.bindings.get(node);
  if (bound?.kind !== "kind" && bound?.kind !== "entity" && bound?.kind !== "model") return;
  const { id } = bound;
  if ("span" in node && isKind(cx.universe, id, ACCOUNT)) tellOfWorth(cx, node.span as ast.Span, "what has money of its own");
  for (const member of members) {
    if (member.kind === "entity") checkMembers(cx, member.name, member.members);
    else if ((member.kind === "property" || member.kind === "prop") && member.name.id === "value" && isKind(cx.universe, id, THING))
      tellOfWorth(cx, member.span, "what is worth money");
  }
}

function tellOfWorth(cx: Context, span: ast.Span, what: string): void {
  cx.report.add("LORE603", span, `To build ${what} needs the capability "mint".`, "leave it out");
}
