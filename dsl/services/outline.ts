// The outline of a file, and what of it can be folded.

import type * as ast from "../ast.ts";
import type { CheckedFile } from "../check/declare.ts";
import { LineTable } from "../lines.ts";
import { childrenOf } from "./walk.ts";

export interface OutlineItem {
  readonly name: string;
  readonly detail: string;
  readonly sort: "kind" | "entity" | "record" | "table" | "text" | "event" | "command" | "fn" | "trigger" | "prop" | "exit" | "topic";
  readonly span: ast.Span;
  /** The word that names it. */
  readonly nameSpan: ast.Span;
  readonly children: readonly OutlineItem[];
}

export function outlineOf({ file, source }: CheckedFile): OutlineItem[] {
  return file.decls.flatMap((decl) => itemOf(decl, source));
}

function itemOf(decl: ast.Decl | ast.Member, source: string): OutlineItem[] {
  switch (decl.kind) {
    case "kind":
      return [item("kind", decl.name, decl.parents.map(pathText).join(", "), decl, inner(decl.members, source))];
    case "entity":
      return [item("entity", decl.name, titleOf(decl), decl, inner(decl.members, source))];
    case "extend":
      return [item("kind", { text: `extend ${pathText(decl.target)}`, span: decl.target.span }, "", decl, inner(decl.members, source))];
    case "record":
    case "table":
    case "event":
    case "fn":
    case "topic":
    case "prop":
      return [item(decl.kind, decl.name, "", decl)];
    case "text":
      return [item("text", { text: pathText(decl.name), span: decl.name.span }, "", decl)];
    case "command":
      return [item("command", { text: headText(decl.span, source), span: decl.patterns[0]?.span ?? decl.span }, "", decl)];
    case "trigger":
      return [item("trigger", { text: `${decl.phase} ${decl.event.text}`, span: decl.event.span }, "", decl)];
    case "every":
    case "migrate":
      return [item("trigger", { text: headText(decl.span, source), span: decl.span }, "", decl)];
    case "exit":
      return [item("exit", { text: `exit ${decl.direction.text}`, span: decl.direction.span }, pathText(decl.to), decl)];
    case "property":
    case "flags":
      return [];
    default:
      return neverDecl(decl);
  }
}

function neverDecl(decl: never): never {
  return decl;
}

function inner(members: readonly ast.Member[], source: string): OutlineItem[] {
  return members.flatMap((member) => itemOf(member, source));
}

function item(
  sort: OutlineItem["sort"],
  name: { readonly text: string; readonly span: ast.Span },
  detail: string,
  { span }: { readonly span: ast.Span },
  children: readonly OutlineItem[] = [],
): OutlineItem {
  const nameSpan = name.span.start >= span.start && name.span.end <= span.end ? name.span : span;
  return { name: name.text === "" ? sort : name.text, detail, sort, span, nameSpan, children };
}

function titleOf(decl: ast.EntityDecl): string {
  const title = decl.title?.parts.map((part) => (part.kind === "plain" ? part.value : "")).join("");
  return title === undefined ? decl.type.text : `${decl.type.text} "${title}"`;
}

function pathText(path: ast.Path): string {
  return path.parts.map((part) => part.text).join(".");
}

/** A header without the word before it and what follows it. */
function headText(span: ast.Span, source: string): string {
  return source
    .slice(span.start, span.end)
    .split(/\r\n|\r|\n|;/, 1)[0]!
    .trim()
    .replace(/:$/, "");
}

export interface Fold {
  /** Lines from 0, both folded into the first. */
  readonly first: number;
  readonly last: number;
  readonly isComment: boolean;
}

/** Blocks of more than one line without their `end`, and runs of comments. */
export function foldsOf({ file, source }: CheckedFile): Fold[] {
  const lines = new LineTable(source);
  const found = new Map<number, Fold>();
  const visit = (node: object): void => {
    if ("kind" in node && "span" in node && FOLDED.has(String(node.kind))) {
      const { start, end } = node.span as ast.Span;
      const first = lines.lineIndex(start);
      const closes = /\bend\s*$/i.test(source.slice(start, end));
      const last = lines.lineIndex(Math.max(start, end - 1)) - (closes ? 1 : 0);
      if (last > first && !found.has(first)) found.set(first, { first, last, isComment: false });
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(file);
  return [...found.values(), ...commentFolds(file.comments, lines)].sort((a, b) => a.first - b.first);
}

const FOLDED: ReadonlySet<string> = new Set([
  ...["kind", "extend", "entity", "record", "table", "command", "fn", "trigger", "every", "migrate", "topic", "text"],
  ...["if", "for-each", "for-range", "while", "match", "choose", "try", "after", "deed", "ask", "map", "list"],
]);

function commentFolds(comments: readonly ast.Comment[], lines: LineTable): Fold[] {
  const folds: Fold[] = [];
  for (const at of comments.filter((comment) => comment.ownLine).map((comment) => lines.lineIndex(comment.span.start))) {
    const open = folds.at(-1);
    if (open !== undefined && open.last === at - 1) folds[folds.length - 1] = { ...open, last: at };
    else folds.push({ first: at, last: at, isComment: true });
  }
  return folds.filter((fold) => fold.last > fold.first);
}
