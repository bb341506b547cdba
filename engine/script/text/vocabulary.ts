// The few small words that the engine itself puts into a line: all of them are Lore texts (`stdlib.grammar.*`), so a world
// may restate or translate them. Read once per set of packs; a word that no pack declares is its own name.

import type { Wire } from "../../../dsl/wire.ts";

/** Texts without slots. */
const WORDS = [
  "you",
  "and",
  "a",
  "an",
  "the",
  "some",
  "someone",
  "something",
  "nothing",
  "just_now",
  "second",
  "seconds",
  "minute",
  "minutes",
  "hour",
  "hours",
  "day",
  "days",
  "s",
  "min",
  "h",
  "d",
] as const;

/** Texts with one text slot each, read as a frame to be filled. */
const FRAMES = ["ago", "left"] as const;

export type Word = (typeof WORDS)[number];
export type Frame = (typeof FRAMES)[number];

export interface Vocabulary {
  word(name: Word): string;
  /** The frame's text with its slot filled. */
  framed(name: Frame, filling: string): string;
  /** A direction as players read it. */
  direction(name: string): string;
}

/** Calls a Lore text by qualified id with texts in its slots; undefined when no pack declares it. */
export type TextSource = (id: string, slots: readonly string[]) => Wire | undefined;

/** Marks a frame's slot while it is read; no keyboard types it. */
const SLOT = "\u{f8f0}";

const PREFIX = "stdlib.grammar.";

/** A vocabulary that asks `source` for each word once, when it is first needed. */
export function openVocabulary(source: TextSource): Vocabulary {
  const known = new Map<string, string>();
  const read = (name: string, slots: readonly string[]): string => {
    const text = known.get(name) ?? plainOf(source(PREFIX + name, slots));
    // Not remembered: a word that could not be read now (a spent turn, a text with a fault) may be read later.
    if (text === undefined) return [...slots, name.replaceAll("_", " ")].join(" ");
    known.set(name, text);
    return text;
  };
  return {
    word: (name) => read(name, []),
    framed: (name, filling) => read(name, [SLOT]).split(SLOT).join(filling),
    direction: (name) => read(name, []),
  };
}

/** Names that `stdlib/messages.lore` is to declare, for the test that holds the two together. */
export const VOCABULARY_NAMES: { readonly words: readonly Word[]; readonly frames: readonly Frame[] } = { words: WORDS, frames: FRAMES };

/** A text, or a rich text whose slots are plain texts. */
function plainOf(wire: Wire | undefined): string | undefined {
  if (typeof wire !== "string") return undefined;
  if (wire.startsWith("s")) return wire.slice(1);
  if (!wire.startsWith('j["x"')) return undefined;
  const parts = JSON.parse(wire.slice(1)) as unknown[];
  return parts
    .slice(1)
    .map((part) => (Array.isArray(part) ? String(part[3] ?? "").slice(1) : String(part)))
    .join("");
}
