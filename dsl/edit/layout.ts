// A file that somebody has laid out by hand keeps its lay-out where it is not edited: the edit is made in the canonical form, and what
// differs is put into the file in the smallest range that holds it.

import type { Decl, LoreFile, Member, Path } from "../ast.ts";
import { canonical, reparse } from "./edit.ts";
import { findDeclared } from "./find.ts";
import { type Splice, splice, wholeLines } from "./splice.ts";

/** Whether a file declares it itself, and does not only add to it. */
export function declaresPath(pack: string, text: string, path: string): boolean {
  const file = reparse(pack, text);
  return !("diagnostics" in file) && findDeclared(file, pack, path) !== undefined;
}

/** `before` and `after` are canonical, `before` of the very file; the whole in its new form where nothing smaller will do. */
export function keepLayout(pack: string, original: string, { before, after }: { readonly before: string; readonly after: string }): string {
  if (original === before) return after;
  const files = [original, before, after].map((text) => ({ text, file: reparse(pack, text) }));
  const sides = files.flatMap(({ text, file }) => ("diagnostics" in file ? [] : [{ text, nodes: declsOf(file) }]));
  const [ours, old, young] = sides;
  if (ours === undefined || old === undefined || young === undefined) return after;
  const made = splice(original, changesOf({ ours, old, young }));
  const again = canonical({ id: pack, text: made });
  return "text" in again && again.text === after ? made : after;
}

interface Node {
  readonly start: number;
  readonly end: number;
  /** Where its header ends; of what has no members of its own its end. */
  readonly header: number;
  readonly members: readonly Node[] | null;
}

interface Side {
  readonly text: string;
  readonly nodes: readonly Node[];
}

interface Sides {
  readonly ours: Side;
  readonly old: Side;
  readonly young: Side;
}

/** The run of nodes that differs between old and young, put in the place of ours; into a single one, member by member. */
function changesOf({ ours, old, young }: Sides): Splice[] {
  const textOf = ({ text }: Side, node: Node): string => text.slice(node.start, node.end);
  const [many, more] = [old.nodes.length, young.nodes.length];
  const isSame = (i: number, j: number): boolean => textOf(old, old.nodes[i]!) === textOf(young, young.nodes[j]!);
  let head = 0;
  while (head < many && head < more && isSame(head, head)) head++;
  let tail = 0;
  while (tail < many - head && tail < more - head && isSame(many - 1 - tail, more - 1 - tail)) tail++;
  const gone = ours.nodes.slice(head, many - tail);
  const come = young.nodes.slice(head, more - tail);
  if (gone.length === 0 && come.length === 0) return [];
  const written = come.length === 0 ? "" : young.text.slice(come[0]!.start, come.at(-1)!.end);
  if (gone.length === 1 && come.length === 1) {
    const inner = insideOf({ ours, old, young }, { ours: gone[0]!, old: old.nodes[head]!, young: come[0]! });
    return inner ?? [{ start: gone[0]!.start, end: gone[0]!.end, text: written }];
  }
  if (gone.length > 0) {
    const span = { start: gone[0]!.start, end: gone.at(-1)!.end };
    return [written === "" ? wholeLines(ours.text, span) : { ...span, text: written }];
  }
  const last = ours.nodes[head - 1];
  const next = ours.nodes[head];
  // A holder without members is taken whole by whoever asked.
  if (last === undefined && next === undefined) return [];
  const before = young.nodes[head - 1];
  const behind = young.nodes[more - tail];
  const [from, to] = before !== undefined ? [before.end, come[0]!.start] : [come.at(-1)!.end, behind!.start];
  const gap = /^\s*$/.test(young.text.slice(from, to)) ? young.text.slice(from, to) : "\n";
  return last !== undefined
    ? [{ start: last.end, end: last.end, text: gap + written }]
    : [{ start: next!.start, end: next!.start, text: written + gap }];
}

interface Trio {
  readonly ours: Node;
  readonly old: Node;
  readonly young: Node;
}

/** Null where the whole node is to be taken: it has no members on one of the sides, or all stands on one line. */
function insideOf(sides: Sides, trio: Trio): Splice[] | null {
  const { ours, old, young } = trio;
  if (!ours.members?.length || !old.members?.length || !young.members?.length) return null;
  if (!sides.ours.text.slice(ours.start, ours.end).includes("\n")) return null;
  const headOf = ({ text }: Side, { start, header }: Node): string => text.slice(start, header);
  const head = headOf(sides.young, young);
  const changes: Splice[] = headOf(sides.old, old) === head ? [] : [{ start: ours.start, end: ours.header, text: head }];
  const inner = {
    ours: { text: sides.ours.text, nodes: ours.members },
    old: { text: sides.old.text, nodes: old.members },
    young: { text: sides.young.text, nodes: young.members },
  };
  return [...changes, ...changesOf(inner)];
}

function declsOf({ decls }: LoreFile): Node[] {
  return decls.map(nodeOf);
}

function nodeOf(decl: Decl | Member): Node {
  const { start, end } = decl.span;
  if (decl.kind !== "entity" && decl.kind !== "kind" && decl.kind !== "extend") return { start, end, header: end, members: null };
  return { start, end, header: headerEnd(decl), members: decl.members.map(nodeOf) };
}

/** Where what comes before its members ends. */
export function headerEnd(decl: Extract<Decl, { members: readonly Member[] }>): number {
  if (decl.kind === "extend") return decl.target.span.end;
  const paths: readonly Path[] = decl.kind === "kind" ? decl.parents : [...(decl.place ? [decl.place] : []), ...decl.mixins];
  const title = decl.kind === "entity" ? decl.title : undefined;
  return Math.max(decl.name.span.end, title?.span.end ?? 0, ...paths.map(({ span }) => span.end));
}
