// Taking out and giving another header: what no declaration can say.

import type { EntityDecl, LoreFile, Member } from "../ast.ts";
import { type Edited, type Pack, printed, reparse } from "./edit.ts";
import { declared, findDeclared, findExtension, type Holder, wordsOf } from "./find.ts";
import { type Splice, splice, wholeLines } from "./splice.ts";

/** A declaration with all in it, and the exits of this pack that lead to it; undefined when there is none of that name. */
export function removeDeclared(pack: Pack, path: string): Edited | undefined {
  const file = reparse(pack.id, pack.text);
  if ("diagnostics" in file) return file;
  const found = findDeclared(file, pack.id, path);
  if (found === undefined) return undefined;
  const cuts = [found.decl, ...waysTo(file, pack.id, found.path, found.decl)].map(({ span }) => wholeLines(pack.text, span));
  return dropEmpty(pack.id, splice(pack.text, cuts), [found.path]);
}

/** One part: `on poke`, `before enter`, `every`, `desc`, `north`, a flag, a function or a topic. All that are called so. */
export function removePart(pack: Pack, path: string, part: string): Edited | undefined {
  const file = reparse(pack.id, pack.text);
  if ("diagnostics" in file) return file;
  const found = findDeclared(file, pack.id, path);
  const holder = found?.decl ?? findExtension(file, path);
  if (holder === undefined) return undefined;
  const cuts = holder.members.flatMap((member) => cutOf(pack.text, member, part));
  if (cuts.length === 0) return undefined;
  return dropEmpty(pack.id, splice(pack.text, cuts), [found?.path ?? path]);
}

function cutOf(text: string, member: Member, part: string): Splice[] {
  if (partName(member) === part) return [wholeLines(text, member.span)];
  if (member.kind !== "flags" || !member.names.some((name) => name.id === part)) return [];
  const left = member.names.filter((name) => name.id !== part).map((name) => name.id);
  return left.length === 0 ? [wholeLines(text, member.span)] : [{ ...member.span, text: `flags: ${left.join(", ")}` }];
}

/** What a part is called when it is to be shown, tried or taken out. */
export function partName(member: Member): string {
  switch (member.kind) {
    case "trigger":
      return `${member.phase} ${member.event.id}`;
    case "every":
      return "every";
    case "exit":
      return member.direction.id;
    case "command":
      return "command";
    case "flags":
      return "flags";
    default:
      return member.name.id;
  }
}

/** Another title for an entity. */
export function retitle(pack: Pack, path: string, title: string): Edited | undefined {
  return reheader(pack, path, (decl) => {
    if (decl.title !== undefined) return { ...decl.title.span, text: title };
    const { end } = decl.name.span;
    return { start: end, end, text: ` ${title}` };
  });
}

/** Another place to start in, or none. */
export function replace(pack: Pack, path: string, place: string | undefined): Edited | undefined {
  return reheader(pack, path, (decl) => {
    if (decl.place !== undefined) {
      if (place !== undefined) return { ...decl.place.span, text: place };
      const start = pack.text.lastIndexOf(" in ", decl.place.span.start);
      return { start, end: decl.place.span.end, text: "" };
    }
    const { end } = (decl.title ?? decl.name).span;
    return { start: end, end, text: place === undefined ? "" : ` in ${place}` };
  });
}

function reheader(pack: Pack, path: string, change: (decl: EntityDecl) => Splice): Edited | undefined {
  const file = reparse(pack.id, pack.text);
  if ("diagnostics" in file) return file;
  const found = findDeclared(file, pack.id, path);
  if (found?.decl.kind !== "entity") return undefined;
  return printed(pack.id, splice(pack.text, [change(found.decl)]), [found.path]);
}

/** Exits that lead to a room that goes, outside of itself. */
function waysTo(file: LoreFile, pack: string, path: string, gone: Holder): { readonly span: { start: number; end: number } }[] {
  const holders: Holder[] = [...declared(file).map(({ decl }) => decl), ...file.decls.filter((decl) => decl.kind === "extend")];
  return holders.flatMap((holder) => {
    if (holder.span.start >= gone.span.start && holder.span.end <= gone.span.end) return [];
    return holder.members.filter((member) => member.kind === "exit" && findDeclared(file, pack, wordsOf(member.to))?.path === path);
  });
}

/** An `extend` with nothing left in it goes too. */
function dropEmpty(pack: string, text: string, touched: readonly string[]): Edited {
  const file = reparse(pack, text);
  if ("diagnostics" in file) return file;
  const empty = file.decls.filter((decl) => decl.kind === "extend" && decl.members.length === 0);
  return printed(
    pack,
    splice(
      text,
      empty.map((decl) => wholeLines(text, decl.span)),
    ),
    touched,
  );
}
