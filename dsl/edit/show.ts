// Parts of a pack's source as text: a declaration, and the lines of a trigger without its header and its `end`.

import type { Block } from "../ast.ts";
import { type Pack, reparse } from "./edit.ts";
import { findDeclared, findExtension, type Holder } from "./find.ts";
import { partName } from "./remove.ts";

/** What one declaration holds: its whole text, and its parts by name in the order they stand. */
export interface Shown {
  readonly text: string;
  /** Line of the pack's text, from 1, on which it begins. */
  readonly line: number;
  readonly parts: readonly Part[];
}

export interface Part {
  readonly name: string;
  readonly text: string;
  /** What stands before its first statement, without the colon: `on hear words`. Empty for what has none. */
  readonly header: string;
  /** Of triggers and functions: what stands between header and `end`. */
  readonly lines: readonly string[];
  /** Line of the pack's text, from 1, on which the part begins; and of its first statement. */
  readonly line: number;
  readonly bodyLine: number;
}

export function show(pack: Pack, path: string): Shown | undefined {
  const file = reparse(pack.id, pack.text);
  if ("diagnostics" in file) return undefined;
  const holder: Holder | undefined = findDeclared(file, pack.id, path)?.decl ?? findExtension(file, path);
  if (holder === undefined) return undefined;
  const parts = holder.members.map((member): Part => {
    const text = outdent(pack.text, member.span);
    const body = "body" in member && member.kind !== "topic" ? member.body : undefined;
    const at = body?.stmts[0]?.span.start ?? member.span.start;
    return {
      name: partName(member),
      text,
      header: body === undefined ? "" : headerOf(pack.text.slice(member.span.start, body.stmts[0]?.span.start ?? member.span.end)),
      lines: body === undefined ? [] : linesIn(pack.text, body),
      line: lineAt(pack.text, member.span.start),
      bodyLine: lineAt(pack.text, at),
    };
  });
  return { text: outdent(pack.text, holder.span), line: lineAt(pack.text, holder.span.start), parts };
}

function headerOf(text: string): string {
  return text
    .split("\n")[0]!
    .replace(/\s*[:;]?\s*(end)?\s*$/i, "")
    .trim();
}

function linesIn(source: string, { stmts }: Block): string[] {
  const first = stmts[0];
  const last = stmts.at(-1);
  if (first === undefined || last === undefined) return [];
  return outdent(source, { start: first.span.start, end: last.span.end }).split("\n");
}

/** A span as if it began at the edge of the page. */
function outdent(source: string, { start, end }: { readonly start: number; readonly end: number }): string {
  const before = source.slice(source.lastIndexOf("\n", start - 1) + 1, start);
  const pad = /^[ ]*$/.test(before) ? before.length : 0;
  return source.slice(start, end).replaceAll(`\n${" ".repeat(pad)}`, "\n");
}

function lineAt(source: string, offset: number): number {
  return source.slice(0, offset).split("\n").length;
}
