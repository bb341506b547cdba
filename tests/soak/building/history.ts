// The history of building as SQLite has it, read without the engine, against what the builders typed and read.

import BetterSqlite from "better-sqlite3";
import { linesOf, redoChange } from "../../../dsl/index.ts";
import { readInput } from "../../../engine/play/journal-input.ts";
import type { Builder, Typed } from "./builder.ts";

interface Row {
  readonly pack: string;
  readonly version: number;
  readonly at: number;
  readonly turn: number;
  readonly author_name: string;
  readonly verb: string;
  readonly of: number;
  readonly base: number;
  readonly line: number;
  readonly before: string;
  readonly after: string;
  /** What was typed in the edit's turn, and by whom; null when the journal knows no such turn. */
  readonly input: string | null;
  readonly actor: number | null;
  readonly author: number;
}

export interface History {
  readonly versions: number;
  readonly wrong: readonly string[];
}

export function proveHistory(path: string, builders: readonly Builder[]): History {
  const db = new BetterSqlite(path, { readonly: true });
  const rows = db
    .prepare(`SELECT e.*, j.input, j.actor FROM edit e LEFT JOIN journal j ON j.id = e.turn ORDER BY e.turn, e.pack, e.version`)
    .all() as Row[];
  const sources = db.prepare("SELECT pack, version, top, text FROM source").all() as Source[];
  db.close();
  const wrong = rows.flatMap(signedProperly);
  for (const source of sources) wrong.push(...leadsTo(source, rows));
  for (const { name, typed } of builders) {
    const mine = rows.filter((row) => row.author_name === name);
    const lost = unmatched(typed, mine);
    if (lost !== null) wrong.push(`${name}: ${lost}`);
  }
  const strangers = rows.filter((row) => !builders.some(({ name }) => name === row.author_name));
  wrong.push(...strangers.map((row) => `${row.pack} ${row.version} is by nobody: ${row.author_name}`));
  return { versions: rows.length, wrong };
}

function signedProperly({ pack, version, at, author, actor, input }: Row): string[] {
  if (actor === null || input === null) return [`${pack} ${version} was made in no turn of the journal`];
  if (actor !== author) return [`${pack} ${version} was typed by ${actor} and is signed by ${author}`];
  return at > 0 ? [] : [`${pack} ${version} has no time`];
}

interface Source {
  readonly pack: string;
  readonly version: number;
  readonly top: number;
  readonly text: string;
}

/** Versions 1, 2, 3 …, each upon the last, and the text that they make is the pack's. */
function leadsTo({ pack, version, text }: Source, rows: readonly Row[]): string[] {
  const mine = rows.filter((row) => row.pack === pack).sort((a, b) => a.version - b.version);
  const gap = mine.findIndex((row, i) => row.version !== i + 1);
  if (gap >= 0 || mine.length !== version) return [`${pack} has versions ${mine.map((row) => row.version).join()}, and is at ${version}`];
  let made = "";
  for (const row of mine) {
    const next = redoChange(made, row);
    if (next === undefined) return [`${pack} ${row.version} does not fit upon what was before`];
    made = next;
  }
  return made === text ? [] : [`the history of ${pack} makes another text than it has (${linesOf(made).length} lines)`];
}

/**
 * Whether the rows are the edits that were acknowledged, in their order, each once; what nobody heard the answer of may be among them
 * or not. Null, or the first that is amiss.
 */
export function unmatched(
  typed: readonly Typed[],
  rows: readonly { readonly input: string | null; readonly version: number }[],
): string | null {
  // `reached`: how many rows the lines so far can stand for.
  let reached = new Set([0]);
  for (const { line, outcome, answer } of typed) {
    const next = new Set<number>();
    for (const n of reached) {
      if (outcome !== "done") next.add(n);
      if (outcome !== "refused" && outcome !== "set aside" && isInput(rows[n]?.input, line)) next.add(n + 1);
    }
    if (next.size === 0) {
      const rest = rows[Math.max(...reached)];
      return `"${line}" was answered "${answer}" (${outcome}) and the next version is ${rest === undefined ? "none" : `${rest.version}, "${rest.input}"`}`;
    }
    reached = next;
  }
  if (reached.has(rows.length)) return null;
  const extra = rows[Math.max(...reached)]!;
  return `version ${extra.version}, "${extra.input}", was never acknowledged`;
}

/** A declaration is what the command LORE takes; the journal keeps beside a line what `it` was. */
function isInput(input: string | null | undefined, line: string): boolean {
  const typed = input === null || input === undefined ? undefined : readInput(input).line;
  return typed === line || typed === `lore ${line}`;
}
