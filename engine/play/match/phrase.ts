// A noun phrase as typed: articles go, `2.coin`, `second coin`, `all coins`, `it` and menu numbers are recognised.

import type { Token } from "./token.ts";
import { ALL, ARTICLES, BUT, IT, OF, ORDINALS } from "./vocabulary.ts";

export interface Phrase {
  /** Folded words without articles. */
  readonly words: readonly string[];
  /** From 1: which of those that fit; 0 when unsaid. */
  readonly ordinal: number;
  readonly all: boolean;
  /** Words after `all but`. */
  readonly but: readonly string[];
  readonly it: boolean;
  /** A bare number: an entry of the list last shown; 0 when none. */
  readonly menu: number;
  /** As typed, for answers. */
  readonly typed: string;
}

/** Reads `tokens[from … to)` as a noun phrase, or null when nothing but articles is there. */
export function readPhrase(tokens: readonly Token[], from: number, to: number): Phrase | null {
  let words: string[] = [];
  for (let i = from; i < to; i++) words.push(tokens[i]!.word);
  const typed = words.join(" ");
  words = dropArticles(words);
  if (words.length === 0) return typed === "a" ? plain([typed], typed) : null;
  if (words.length === 1 && IT.has(words[0]!)) return { ...plain(words, typed), it: true };
  if (words.length === 1 && /^#?\d{1,4}$/.test(words[0]!)) return { ...plain(words, typed), menu: Number(words[0]!.replace("#", "")) };
  if (ALL.has(words[0]!)) return allPhrase(words.slice(1), typed);
  return ordinalPhrase(words, typed);
}

function plain(words: readonly string[], typed: string): Phrase {
  return { words, ordinal: 0, all: false, but: [], it: false, menu: 0, typed };
}

function dropArticles(words: readonly string[]): string[] {
  // An article may also be a name ("The Thing"), so only leading ones go, and not the last word.
  let start = 0;
  while (start < words.length - 1 && ARTICLES.has(words[start]!)) start++;
  return words.length === 1 && ARTICLES.has(words[0]!) ? [] : words.slice(start);
}

function allPhrase(rest: readonly string[], typed: string): Phrase {
  const start = rest[0] !== undefined && OF.has(rest[0]) ? 1 : 0;
  const cut = rest.findIndex((word) => BUT.has(word));
  const words = dropArticles(rest.slice(start, cut < 0 ? rest.length : cut));
  const but = cut < 0 ? [] : dropArticles(rest.slice(cut + 1));
  return { ...plain(words, typed), all: true, but };
}

function ordinalPhrase(words: readonly string[], typed: string): Phrase {
  const first = words[0]!;
  const dotted = /^(\d{1,3})\.(.+)$/.exec(first);
  if (dotted) return { ...plain([dotted[2]!, ...words.slice(1)], typed), ordinal: Number(dotted[1]) };
  if (words.length < 2) return plain(words, typed);
  const ordinal = ORDINALS.get(first) ?? numberBefore(first);
  if (ordinal > 0) return { ...plain(words.slice(1), typed), ordinal };
  const last = /^#?(\d{1,3})$/.exec(words.at(-1)!);
  if (last) return { ...plain(words.slice(0, -1), typed), ordinal: Number(last[1]) };
  return plain(words, typed);
}

function numberBefore(word: string): number {
  const found = /^(\d{1,3})(?:st|nd|rd|th)$/.exec(word);
  return found ? Number(found[1]) : 0;
}
