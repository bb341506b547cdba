// By which words an entity is known, and how well a phrase fits them.

import type { Naming } from "./sight.ts";

export interface NameCard {
  /** Whole names: title, plural, declared id with blanks. */
  readonly wholes: ReadonlySet<string>;
  /** Every single word of the title and of the declared id. */
  readonly words: readonly string[];
  /** Words that only the plural has. */
  readonly plurals: readonly string[];
  readonly pluralWhole: string;
}

export type Fit = "whole" | "words" | "prefix" | null;

export interface FitResult {
  readonly fit: Fit;
  /** The phrase used a plural: all of a stack is meant. */
  readonly plural: boolean;
}

const NO_FIT: FitResult = { fit: null, plural: false };
const cards = new Map<string, NameCard>();
const MAX_CARDS = 20_000;

/** The card of a naming; built once for each, for titles rarely change. */
export function nameCard(naming: Naming): NameCard {
  const key = `${naming.title}\n${naming.plural}\n${naming.id}`;
  const known = cards.get(key);
  if (known !== undefined) return known;
  if (cards.size >= MAX_CARDS) cards.clear();
  const card = buildCard(naming);
  cards.set(key, card);
  return card;
}

function buildCard(naming: Naming): NameCard {
  const title = wordsOf(naming.title);
  const id = wordsOf(naming.id.replace(/[_.]/g, " "));
  const plural = wordsOf(naming.plural === "" ? pluralTitle(naming.title) : naming.plural);
  const words = [...new Set([...title, ...id])];
  return {
    wholes: new Set([title.join(" "), id.join(" "), naming.id.toLowerCase()].filter((whole) => whole !== "")),
    words: words.filter((word) => word !== "of"),
    plurals: plural.filter((word) => !words.includes(word)),
    pluralWhole: plural.join(" "),
  };
}

/** Folded words of a name, signs dropped but inner `'` and `-` kept. */
export function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}'-]+/u)
    .filter((word) => word !== "");
}

/** How a phrase of folded words, articles already gone, fits a card. `loose` lets beginnings of words count. */
export function fitPhrase(phrase: readonly string[], card: NameCard, loose: boolean): FitResult {
  const whole = phrase.length === 1 ? phrase[0]! : phrase.join(" ");
  if (card.wholes.has(whole)) return { fit: "whole", plural: false };
  if (whole === card.pluralWhole) return { fit: "whole", plural: true };
  let plural = false;
  let prefix = false;
  for (const word of phrase) {
    if (word === "of" || card.words.includes(word)) continue;
    if (card.plurals.includes(word)) plural = true;
    else if (loose && card.words.some((known) => known.startsWith(word))) prefix = true;
    else if (loose && card.plurals.some((known) => known.startsWith(word))) prefix = true;
    else return NO_FIT;
  }
  return { fit: prefix ? "prefix" : "words", plural };
}

/** A regular plural of a title, for matching only: its head is the last word before `of`. */
export function pluralTitle(title: string): string {
  const cut = title.toLowerCase().indexOf(" of ");
  const head = cut < 0 ? title : title.slice(0, cut);
  return pluralWord(head) + (cut < 0 ? "" : title.slice(cut));
}

function pluralWord(word: string): string {
  if (/([sxz]|[cs]h)$/i.test(word)) return `${word}es`;
  if (/[^aeiou]y$/i.test(word)) return `${word.slice(0, -1)}ies`;
  return word === "" ? "" : `${word}s`;
}
