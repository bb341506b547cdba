// Two changes of one pack's source brought together, declaration by declaration: what only one side changed is as that side has it, and
// what both changed otherwise is told and never guessed.

import type { Decl } from "../ast.ts";
import { type Edited, type Pack, printed, reparse } from "./edit.ts";
import { wordsOf } from "./find.ts";

/** A declaration with the comments above it. `name`: as a builder calls it, and no other of the pack. */
export interface Declaration {
  readonly name: string;
  readonly text: string;
  /** What it adds to, when it is an `extend`. */
  readonly target?: string;
}

export interface Sides {
  readonly pack: string;
  /** What both began from. */
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
}

/** All of a pack's declarations, in order; none of a text that cannot be read. */
export function declarations(pack: Pack): readonly Declaration[] {
  const file = reparse(pack.id, pack.text);
  if ("diagnostics" in file) return [];
  let end = 0;
  const seen = new Map<string, number>();
  return file.decls.map((decl) => {
    const text = pack.text.slice(end, decl.span.end).trim();
    end = decl.span.end;
    const name = declarationName(decl, pack.text);
    const n = (seen.get(name) ?? 0) + 1;
    seen.set(name, n);
    return { name: n === 1 ? name : `${name} ${n}`, text, ...(decl.kind === "extend" && { target: wordsOf(decl.target) }) };
  });
}

/** Names of what mine has otherwise than the base: also what it has no more. */
export function changedNames({ pack, base, mine }: Omit<Sides, "theirs">): readonly string[] {
  const before = textsOf({ id: pack, text: base });
  const after = textsOf({ id: pack, text: mine });
  return [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name));
}

/** Names of what both sides changed, and not to the same. */
export function conflictsOf({ pack, base, mine, theirs }: Sides): readonly string[] {
  const ours = textsOf({ id: pack, text: mine });
  const others = textsOf({ id: pack, text: theirs });
  const changed = new Set(changedNames({ pack, base, mine: theirs }));
  return changedNames({ pack, base, mine }).filter((name) => changed.has(name) && ours.get(name) !== others.get(name));
}

/** Theirs, with these names as mine has them. */
export function withMine({ pack, base, mine, theirs }: Sides, names: ReadonlySet<string>): Edited {
  // Whole texts, comments between declarations included, where only one side changed anything.
  if (base === theirs && changedNames({ pack, base, mine }).every((name) => names.has(name))) return { text: mine, touched: [...names] };
  const ours = declarations({ id: pack, text: mine });
  const texts = new Map(ours.map(({ name, text }) => [name, text]));
  const others = declarations({ id: pack, text: theirs });
  const kept = others.flatMap(({ name, text }) => (names.has(name) ? (texts.get(name) ?? []) : text));
  const known = new Set(others.map(({ name }) => name));
  const added = ours.filter(({ name }) => names.has(name) && !known.has(name)).map(({ text }) => text);
  return printed(pack, [...kept, ...added].map((text) => `${text}\n`).join("\n"), [...names]);
}

function textsOf(pack: Pack): ReadonlyMap<string, string> {
  return new Map(declarations(pack).map(({ name, text }) => [name, text]));
}

/** What tells it from most others of its file. */
export function declarationName(decl: Decl, source: string): string {
  switch (decl.kind) {
    case "entity":
    case "kind":
      return decl.name.id;
    case "extend":
      return wordsOf(decl.target);
    case "text":
      return `text ${wordsOf(decl.name)}`;
    case "fn":
    case "event":
    case "record":
      return `${decl.kind} ${decl.name.id}`;
    default:
      return source
        .slice(decl.span.start, decl.span.end)
        .split("\n")[0]!
        .replace(/\s*:?\s*$/, "");
  }
}
