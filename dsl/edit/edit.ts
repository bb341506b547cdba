// Edits of a pack's source: what is typed at the prompt, and what verbs take out or give another header. Places are found in the
// tree, the text is put there, and the formatter prints the whole: the source of a pack is always in canonical form.

import type { Decl, ExtendDecl, LoreFile, Member, Path } from "../ast.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { format } from "../format/format.ts";
import { parse } from "../parse/parse.ts";
import { findDeclared, findExtension, findNamed, type Holder, isSameMember, wordsOf } from "./find.ts";
import { type Splice, splice, wholeLines } from "./splice.ts";

export interface Pack {
  readonly id: string;
  /** In canonical form. */
  readonly text: string;
}

/** The new text with the paths of what was touched, the last of them last; or what is wrong. */
export type Edited = { readonly text: string; readonly touched: readonly string[] } | { readonly diagnostics: readonly Diagnostic[] };

/** What `here` and `it` stand for where a declaration names another: paths as they are to be written. */
export type Places = ReadonlyMap<string, string>;

/** Declarations as they come over the radio, put into the pack; `extend` of what the pack declares becomes part of that declaration. */
export function typeInto(pack: Pack, typed: string, places: Places): Edited {
  const read = parse(typed, { file: pack.id, surface: "radio" });
  if (hasError(read.diagnostics)) return { diagnostics: read.diagnostics };
  const canonical = named(format(read.file, typed), places);
  const file = reparse(pack.id, canonical);
  if ("diagnostics" in file) return file;
  let text = pack.text;
  const touched: string[] = [];
  for (const decl of file.decls) {
    const done = put(pack.id, text, decl, canonical);
    if ("diagnostics" in done) return done;
    text = done.text;
    touched.push(...done.touched);
  }
  return { text, touched };
}

/** The text of a pack in canonical form. */
export function canonical(pack: Pack): Edited {
  const read = parse(pack.text, { file: pack.id });
  if (hasError(read.diagnostics)) return { diagnostics: read.diagnostics };
  return { text: format(read.file, pack.text), touched: [] };
}

/** The same with `here` and `it` replaced where a declaration names something. */
function named(text: string, places: Places): string {
  const changes: Splice[] = [];
  const at = (path: Path | undefined): void => {
    if (path?.parts.length !== 1) return;
    const to = places.get(path.parts[0]!.id);
    if (to !== undefined) changes.push({ ...path.span, text: to });
  };
  const inside = (members: readonly Member[]): void => {
    for (const member of members) {
      if (member.kind === "exit") {
        at(member.to);
        at(member.through);
      } else if (member.kind === "entity") {
        at(member.place);
        inside(member.members);
      }
    }
  };
  for (const decl of parse(text, { file: "" }).file.decls) {
    if (decl.kind === "extend") at(decl.target);
    if (decl.kind === "entity") at(decl.place);
    if (decl.kind === "extend" || decl.kind === "entity" || decl.kind === "kind") inside(decl.members);
  }
  return splice(text, changes);
}

function put(pack: string, text: string, decl: Decl, source: string): Edited {
  const file = reparse(pack, text);
  if ("diagnostics" in file) return file;
  const written = source.slice(decl.span.start, decl.span.end);
  if (decl.kind !== "extend") {
    const old = findNamed(file, decl);
    const touched = decl.kind === "entity" || decl.kind === "kind" ? [decl.name.id] : [];
    if (old !== undefined) return printed(pack, splice(text, [{ ...old.span, text: written }]), touched);
    return printed(pack, `${text}\n${written}\n`, touched);
  }
  const target = wordsOf(decl.target);
  const own = findDeclared(file, pack, target);
  const holder = own?.decl ?? findExtension(file, target);
  if (holder === undefined) return printed(pack, `${text}\n${withoutReplace(decl, source)}\n`, [target]);
  return printed(pack, merge(text, holder, decl, source), [own?.path ?? target]);
}

/** What is extended for the first time has nothing yet that could be replaced. */
function withoutReplace(decl: ExtendDecl, source: string): string {
  const { start, end } = decl.span;
  const cuts = [...decl.replaced].map(({ span }) => {
    const at = source.lastIndexOf("replace", span.start);
    return { start: at - start, end: span.start - start, text: "" };
  });
  return splice(
    source.slice(start, end),
    cuts.filter((cut) => cut.start > 0),
  );
}

/** Members that take the place of others stand where those stood; new ones come last. */
function merge(text: string, holder: Holder, decl: ExtendDecl, source: string): string {
  const changes: Splice[] = [];
  const added: string[] = [];
  const gone = new Set<Member>();
  for (const member of decl.members) {
    const written = source.slice(member.span.start, member.span.end);
    const old = holder.members.filter((one) => !gone.has(one) && takesPlace(member, one, decl.replaced.has(member)));
    for (const one of old) gone.add(one);
    const [first, ...rest] = old;
    if (first === undefined) added.push(written);
    else changes.push({ ...first.span, text: member.kind === "flags" && first.kind === "flags" ? bothFlags(first, member) : written });
    changes.push(...rest.map((one) => wholeLines(text, one.span)));
  }
  const end = holder.span.end - "end".length;
  if (added.length > 0) changes.push({ start: end, end, text: `\n${added.map(apart).join("\n")}\n` });
  return splice(text, changes);
}

/** What is more than a line stands apart from what is above it. */
function apart(text: string): string {
  return text.includes("\n") ? `\n${text}` : text;
}

function takesPlace(member: Member, old: Member, replace: boolean): boolean {
  if (member.kind === "flags") return old.kind === "flags";
  if (isSameMember(member, old)) return true;
  if (!replace) return false;
  if (member.kind === "trigger") return old.kind === "trigger" && old.event.id === member.event.id && old.phase === member.phase;
  return member.kind === "every" && old.kind === "every";
}

type Flags = Extract<Member, { kind: "flags" }>;

function bothFlags(old: Flags, more: Flags): string {
  const names = new Set([...old.names, ...more.names].map((name) => name.id));
  return `flags: ${[...names].join(", ")}`;
}

export function reparse(pack: string, text: string): LoreFile | { readonly diagnostics: readonly Diagnostic[] } {
  const { file, diagnostics } = parse(text, { file: pack });
  return hasError(diagnostics) ? { diagnostics } : file;
}

export function printed(pack: string, text: string, touched: readonly string[]): Edited {
  const done = canonical({ id: pack, text });
  return "diagnostics" in done ? done : { text: done.text, touched };
}

function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}
