// The commands of all packs, laid out so that a line's first word leads straight to the patterns that can fit it, best first.

import type { PatternDef } from "../../../dsl/program.ts";
import type { Type } from "../../../dsl/types.ts";
import type { Command } from "../../world/definition.ts";

export type WordsPart = Extract<PatternDef, { words: readonly string[] }>;
export type SlotPart = Extract<PatternDef, { slot: string }>;
export type Part = WordsPart | SlotPart;

/** One way to type a command: a pattern with each of its optional parts either there or not. */
export interface Variant {
  readonly command: Command;
  readonly parts: readonly Part[];
  /** Words that must be typed as they stand: more of them is a better fit. */
  readonly literals: number;
  /** Fewest words of a line that it can fit. */
  readonly least: number;
  /** Most words, or infinity where a slot takes any number. */
  readonly most: number;
  /** Entity slot → the optional number slot before it, which this variant leaves out (`take [<n>] <what>`). */
  readonly counts: ReadonlyMap<string, string>;
  /** Of a pack that is built in the game. */
  readonly built: boolean;
}

export interface CommandTable {
  readonly commands: readonly Command[];
  readonly byWord: ReadonlyMap<string, readonly Variant[]>;
  /** Patterns that begin with a slot: `<way: exit>`. */
  readonly bare: readonly Variant[];
  /** All first words, sorted, for abbreviations. */
  readonly words: readonly string[];
  /** First words of commands whose last slot is a text: they take a line unsplit. */
  readonly whole: ReadonlySet<string>;
}

const STDLIB = "stdlib";

/** `isBuilt`: whether a pack is built in the game. */
export function buildTable(commands: readonly Command[], isBuilt: (pack: string) => boolean = () => false): CommandTable {
  const byWord = new Map<string, Variant[]>();
  const bare: Variant[] = [];
  const whole = new Set<string>();
  for (const variant of commands.flatMap((command) => variantsOf(command, isBuilt(command.pack))).sort(byClash)) {
    const first = variant.parts[0];
    if (first === undefined) continue;
    if (!("words" in first)) {
      bare.push(variant);
      continue;
    }
    for (const word of first.words) {
      const list = byWord.get(word.toLowerCase());
      if (list === undefined) byWord.set(word.toLowerCase(), [variant]);
      else list.push(variant);
      if (endsInText(variant)) whole.add(word.toLowerCase());
    }
  }
  return { commands, byWord, bare, words: [...byWord.keys()].sort(), whole };
}

/** First words that begin with `prefix`; only letters are abbreviated. */
export function wordsWith(table: CommandTable, prefix: string): string[] {
  if (!/^[a-z]/.test(prefix)) return [];
  const words = table.words;
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (words[middle]! < prefix) low = middle + 1;
    else high = middle;
  }
  const found: string[] = [];
  for (let i = low; i < words.length && words[i]!.startsWith(prefix); i++) found.push(words[i]!);
  return found;
}

function endsInText(variant: Variant): boolean {
  const last = variant.parts.at(-1)!;
  return "slot" in last && isText(last);
}

/** Whether a part of a pattern is this word as it stands. */
export function says(part: Part | undefined, word: string | undefined): boolean {
  return part !== undefined && "words" in part && word !== undefined && part.words.includes(word);
}

export function isText(slot: SlotPart): boolean {
  return slot.type?.t === "text" && slot.oneWord !== true;
}

/** Entity in reach, pack, library; then more literal words. The sort is stable, so then the earlier. */
function byClash(a: Variant, b: Variant): number {
  return levelOf(a.command) - levelOf(b.command) || b.literals - a.literals;
}

function levelOf(command: Command): number {
  return command.owner !== null ? 0 : command.pack === STDLIB ? 2 : 1;
}

function variantsOf(command: Command, built: boolean): Variant[] {
  return command.def.patterns.flatMap((pattern) => {
    const counts = countSlots(pattern);
    return expand(pattern).map((parts) => makeVariant(command, parts, counts, built));
  });
}

function makeVariant(command: Command, parts: readonly Part[], counts: ReadonlyMap<string, string>, built: boolean): Variant {
  const bound = new Set(parts.map((part) => ("slot" in part ? part.slot : "")));
  return {
    command,
    parts,
    literals: parts.filter((part) => "words" in part).length,
    least: parts.length,
    most: parts.every((part) => "words" in part || isNarrow(part)) ? parts.length : Number.POSITIVE_INFINITY,
    counts: new Map([...counts].filter(([slot, count]) => bound.has(slot) && !bound.has(count))),
    built,
  };
}

function isNarrow(slot: SlotPart): boolean {
  const t: Type["t"] | undefined = slot.type?.t;
  return t === "number" || t === "direction" || t === "bool";
}

/** Every way to take or leave the optional parts, the fullest first. */
function expand(pattern: readonly PatternDef[]): Part[][] {
  let found: Part[][] = [[]];
  for (const part of pattern) {
    if (!("optional" in part)) {
      found = found.map((parts) => [...parts, part]);
      continue;
    }
    const inner = expand(part.optional);
    found = found.flatMap((parts) => [...inner.map((more) => [...parts, ...more]), parts]);
  }
  return found;
}

/** `[<n: number = 1>] <what: …>`: `n` counts `what`. */
function countSlots(pattern: readonly PatternDef[]): Map<string, string> {
  const counts = new Map<string, string>();
  for (let i = 0; i + 1 < pattern.length; i++) {
    const part = pattern[i]!;
    const next = pattern[i + 1]!;
    const only = "optional" in part && part.optional.length === 1 ? part.optional[0]! : null;
    if (only !== null && "slot" in only && only.type?.t === "number" && "slot" in next) counts.set(next.slot, only.slot);
  }
  return counts;
}
