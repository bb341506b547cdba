// Three states of one file brought together: what two sides made of what both began from. They meet declaration by declaration, and in one
// that both changed, member by member; what both changed otherwise is told and never guessed.

import type { Decl, Member } from "../ast.ts";
import { LineTable } from "../lines.ts";
import { canonical, reparse } from "./edit.ts";
import { headerEnd, keepLayout } from "./layout.ts";
import { declarationName, type Sides } from "./merge.ts";
import { partName } from "./remove.ts";

/** What both sides changed, and not to the same. */
export interface Conflict {
  /** As a builder calls it: `quay bell desc`. */
  readonly what: string;
  /** In their text, from 1; of what is gone there, of what it stood in. */
  readonly line: number;
}

export type Merged = { readonly text: string } | { readonly conflicts: readonly Conflict[] };

/** Whose part is taken where both changed it. */
export type Winner = "mine" | "theirs";

/**
 * Their text, in their lay-out, with what mine has otherwise than the base. A text of theirs that cannot be read stays as it is. With a
 * winner only what cannot be read is a conflict.
 */
export function mergeSources({ pack, base, mine, theirs }: Sides, winner?: Winner): Merged {
  if (base === mine || mine === theirs) return { text: theirs };
  if (base === theirs) return { text: mine };
  const [old, ours, others] = [base, mine, theirs].map((text) => canonical({ id: pack, text }));
  if (!("text" in others!)) return { text: theirs };
  if (!("text" in old!) || !("text" in ours!)) return { conflicts: [{ what: pack, line: 1 }] };
  const merging = new Merging(pack, theirs, winner);
  const made = merging.merge([], { base: bodyOf(pack, old.text), mine: bodyOf(pack, ours.text), theirs: bodyOf(pack, others.text) });
  if (merging.conflicts.length > 0) return { conflicts: merging.conflicts };
  const after = canonical({ id: pack, text: made });
  if (!("text" in after)) return { conflicts: [{ what: pack, line: 1 }] };
  return { text: keepLayout(pack, theirs, { before: others.text, after: after.text }) };
}

/** A declaration or member with the comments above it and the one behind it. */
interface Node {
  readonly key: string;
  readonly text: string;
  readonly start: number;
  readonly body: Body | null;
}

/** What has nodes in it: a file, or a declaration with members. The texts of all make the whole. */
interface Body {
  readonly head: string;
  readonly nodes: readonly Node[];
  readonly tail: string;
}

interface Three<T> {
  readonly base: T;
  readonly mine: T;
  readonly theirs: T;
}

/** All nodes that go by one name: they stand and fall together, for nothing says which of them is which. */
type Units = ReadonlyMap<string, readonly Node[]>;

class Merging {
  readonly conflicts: Conflict[] = [];
  readonly #pack: string;
  readonly #theirs: string;
  readonly #winner: Winner | undefined;

  constructor(pack: string, theirs: string, winner: Winner | undefined) {
    this.#pack = pack;
    this.#theirs = theirs;
    this.#winner = winner;
  }

  merge(path: readonly string[], { base, mine, theirs }: Three<Body>): string {
    const units = { base: unitsOf(base), mine: unitsOf(mine), theirs: unitsOf(theirs) };
    const put = new Map<string, string[]>();
    for (const key of new Set([...units.theirs.keys(), ...units.mine.keys()])) put.set(key, this.#unit([...path, key], key, units));
    const head = this.#text(path, { base: base.head, mine: mine.head, theirs: theirs.head });
    const tail = this.#text(path, { base: base.tail, mine: mine.tail, theirs: theirs.tail });
    return [head, ...inOrder(mine, theirs).flatMap((key) => put.get(key)!), tail].reduce(joined);
  }

  #unit(path: readonly string[], key: string, units: Three<Units>): string[] {
    const [base, mine, theirs] = [units.base.get(key) ?? [], units.mine.get(key) ?? [], units.theirs.get(key) ?? []];
    if (isSameUnit(mine, base) || isSameUnit(mine, theirs)) return theirs.map(({ text }) => text);
    if (isSameUnit(theirs, base)) return mine.map(({ text }) => text);
    const bodies = { base: bodyIn(base), mine: bodyIn(mine), theirs: bodyIn(theirs) };
    if (bodies.base !== null && bodies.mine !== null && bodies.theirs !== null) return [this.merge(path, bodies as Three<Body>)];
    if (this.#winner === undefined) this.#tell(path);
    return (this.#winner === "theirs" ? theirs : mine).map(({ text }) => text);
  }

  #text(path: readonly string[], { base, mine, theirs }: Three<string>): string {
    if (isSameText(mine, base) || isSameText(mine, theirs)) return theirs;
    if (isSameText(theirs, base)) return mine;
    if (this.#winner === undefined) this.#tell(path);
    return this.#winner === "theirs" ? theirs : mine;
  }

  #tell(path: readonly string[]): void {
    const what = path.join(" ") || this.#pack;
    if (this.conflicts.some((one) => one.what === what)) return;
    this.conflicts.push({ what, line: lineOf(this.#pack, this.#theirs, path) });
  }
}

/** Keys as they have them; what is only mine comes behind what it stands behind there. */
function inOrder(mine: Body, theirs: Body): readonly string[] {
  const order = [...new Set(theirs.nodes.map(({ key }) => key))];
  let last: string | undefined;
  for (const { key } of mine.nodes) {
    if (!order.includes(key)) order.splice(last === undefined ? 0 : order.indexOf(last) + 1, 0, key);
    last = key;
  }
  return order;
}

function unitsOf({ nodes }: Body): Units {
  return Map.groupBy(nodes, ({ key }) => key);
}

function isSameUnit(a: readonly Node[], b: readonly Node[]): boolean {
  return a.length === b.length && a.every(({ text }, i) => isSameText(text, b[i]!.text));
}

/** Blank lines around it come and go with its neighbors. */
function isSameText(a: string, b: string): boolean {
  return a.trim() === b.trim();
}

function bodyIn(unit: readonly Node[]): Body | null {
  return unit.length === 1 ? unit[0]!.body : null;
}

function joined(text: string, more: string): string {
  return text === "" || more === "" || text.endsWith("\n") || more.startsWith("\n") ? text + more : `${text}\n${more}`;
}

function bodyOf(pack: string, text: string): Body {
  const file = reparse(pack, text);
  const decls = "diagnostics" in file ? [] : file.decls;
  const nodes = nodesOf(text, 0, decls, (decl) => declarationName(decl, text));
  return { head: "", nodes, tail: text.slice(nodes.at(-1) === undefined ? 0 : lineEnd(text, decls.at(-1)!.span.end)) };
}

function nodesOf<T extends Decl | Member>(text: string, from: number, items: readonly T[], keyOf: (item: T) => string): Node[] {
  let at = from;
  return items.map((item) => {
    const start = at;
    at = lineEnd(text, item.span.end);
    return { key: keyOf(item), text: text.slice(start, at), start: item.span.start, body: membersOf(text, start, item) };
  });
}

function membersOf(text: string, from: number, decl: Decl | Member): Body | null {
  if (decl.kind !== "entity" && decl.kind !== "kind" && decl.kind !== "extend") return null;
  const last = decl.members.at(-1);
  if (last === undefined) return null;
  const head = lineEnd(text, headerEnd(decl));
  const nodes = nodesOf(text, head, decl.members, partName);
  return { head: text.slice(from, head), nodes, tail: text.slice(lineEnd(text, last.span.end), lineEnd(text, decl.span.end)) };
}

/** Where the line ends, when nothing but a comment stands behind it. */
function lineEnd(text: string, end: number): number {
  return end + (/^[ \t]*(?:--[^\n]*)?(?=\n|$)/.exec(text.slice(end))?.[0].length ?? 0);
}

function lineOf(pack: string, text: string, path: readonly string[]): number {
  let nodes = bodyOf(pack, text).nodes;
  let start = 0;
  for (const key of path) {
    const node = nodes.find((one) => one.key === key);
    if (node === undefined) break;
    start = node.start;
    nodes = node.body?.nodes ?? [];
  }
  return new LineTable(text).place(start).line;
}
