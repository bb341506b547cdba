// One script as its builder writes it line by line: put into the pack, and in which of its lines something is wrong.

import type { Decl, FnDecl, Member } from "../ast.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { LineTable } from "../lines.ts";
import { parse } from "../parse/parse.ts";
import { type Edited, type Pack, reparse, typeInto } from "./edit.ts";
import { findDeclared, findExtension } from "./find.ts";
import { partName } from "./remove.ts";

/** `header` as it stands in a declaration, without a colon: `on hear words`. */
export interface ScriptLines {
  readonly path: string;
  readonly header: string;
  readonly lines: readonly string[];
}

/** The pack with the script in place of what was there; or the line, from 1, of an `end` that closes more than the script opened. */
export type PlacedScript = Edited | { readonly extraEnd: number };

/** Diagnostics count lines from the script's first; 0 is its header. */
export function placeScript(pack: Pack, script: ScriptLines): PlacedScript {
  const typed = typedText(script);
  const { file, diagnostics } = parse(typed, { file: pack.id, surface: "radio" });
  const wrong = diagnostics.filter(({ severity }) => severity === "error");
  const closed = memberOf(file.decls[0])?.span.end ?? typed.length;
  const beyond = wrong[0] ?? extraAfter(file.decls[0]) ?? file.decls[1];
  if (beyond !== undefined && beyond.span.start >= closed && /\bend$/i.test(typed.slice(0, closed)))
    return { extraEnd: new LineTable(typed).place(closed - 1).line - 1 };
  if (wrong.length > 0) return { diagnostics: wrong.map((one) => ({ ...one, line: one.line - 1 })) };
  return typeInto(pack, typed, new Map());
}

/** What was found in the pack that `placeScript` gave, told by the line it is in as it was typed; undefined when it is elsewhere. */
export function scriptDiagnostic(pack: Pack, script: ScriptLines, found: Diagnostic): Diagnostic | undefined {
  const typed = typedText(script);
  const written = memberOf(parse(typed, { file: pack.id, surface: "radio" }).file.decls[0]);
  const file = reparse(pack.id, pack.text);
  if (written === undefined || "diagnostics" in file) return undefined;
  const holder = findDeclared(file, pack.id, script.path)?.decl ?? findExtension(file, script.path);
  const kept = holder?.members.filter((member) => partName(member) === partName(written)).at(-1);
  if (kept === undefined || found.span.start < kept.span.start || found.span.end > kept.span.end) return undefined;
  const place = twin(kept, written, found.span.start);
  if (place === undefined) return undefined;
  const { line, column } = new LineTable(typed).place(place);
  return { ...found, line: line - 1, column };
}

function typedText({ path, header, lines }: ScriptLines): string {
  return `extend ${path}: replace ${header}\n${lines.join("\n")}`;
}

function extraAfter(decl: Decl | undefined): Member | undefined {
  return decl?.kind === "extend" ? decl.members[1] : undefined;
}

function memberOf(decl: Decl | undefined): Exclude<Member, FnDecl> | undefined {
  const member = decl?.kind === "extend" ? decl.members[0] : undefined;
  return member?.kind === "fn" ? undefined : member;
}

interface Spanned {
  readonly span: { readonly start: number; readonly end: number };
}

/** Two trees that mean the same have the same nodes in the same order: where the innermost one around `offset` stands in the other. */
function twin(tree: unknown, other: unknown, offset: number): number | undefined {
  const theirs = nodesOf(other);
  let best: { readonly size: number; readonly at: number } | undefined;
  for (const [i, { span }] of nodesOf(tree).entries()) {
    const size = span.end - span.start;
    if (span.start > offset || span.end < offset || (best !== undefined && best.size < size)) continue;
    best = { size, at: i };
  }
  return best === undefined ? undefined : theirs[best.at]?.span.start;
}

function nodesOf(tree: unknown): Spanned[] {
  if (typeof tree !== "object" || tree === null) return [];
  const inner = Object.values(tree).flatMap(nodesOf);
  return "span" in tree ? [tree as Spanned, ...inner] : inner;
}
