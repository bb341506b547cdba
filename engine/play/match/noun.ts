// Which of the candidates a phrase means: best fit first, nearest tier first, then ordinals, `all`, and asking when several remain.

import { type Fit, fitPhrase, wordsOf } from "./names.ts";
import { slips, slipsAllowed } from "./near.ts";
import type { Phrase } from "./phrase.ts";
import { type Candidate, cardOf, type Tier } from "./reach.ts";

export type Found =
  | { readonly kind: "one"; readonly item: Candidate; readonly plural: boolean }
  | { readonly kind: "all"; readonly items: readonly Candidate[] }
  | { readonly kind: "several"; readonly items: readonly Candidate[] }
  | { readonly kind: "none" };

const NONE: Found = { kind: "none" };

/** `loose`: beginnings of words count. `pinned` is what the player chose for this phrase before, if they were asked. */
export function findNoun(phrase: Phrase, tiers: readonly Tier[], loose: boolean, pinned?: Candidate["wire"]): Found {
  if (pinned !== undefined) {
    const item = flat(tiers).find((candidate) => candidate.wire === pinned);
    if (item !== undefined) return { kind: "one", item, plural: false };
  }
  if (phrase.all) return findAll(phrase, tiers, loose);
  if (phrase.ordinal > 0) return findOrdinal(phrase, tiers, loose);
  for (const tier of tiers) {
    const found = bestOf(phrase.words, tier(), loose);
    if (found.items.length === 0) continue;
    const different = distinct(found.items);
    if (different.length > 1) return { kind: "several", items: different };
    return { kind: "one", item: different[0]!, plural: found.plural };
  }
  return NONE;
}

function findAll(phrase: Phrase, tiers: readonly Tier[], loose: boolean): Found {
  for (const tier of tiers) {
    const fits = (words: readonly string[], item: Candidate) => fitPhrase(words, cardOf(item), loose).fit !== null;
    const items = tier().filter((item) => phrase.words.length === 0 || fits(phrase.words, item));
    const kept = phrase.but.length === 0 ? items : items.filter((item) => !fits(phrase.but, item));
    if (kept.length > 0) return { kind: "all", items: kept };
  }
  return NONE;
}

function findOrdinal(phrase: Phrase, tiers: readonly Tier[], loose: boolean): Found {
  const item = fitting(phrase, tiers, loose)[phrase.ordinal - 1];
  return item === undefined ? NONE : { kind: "one", item, plural: false };
}

/** All that the words of a phrase fit, each once, the nearest first: what an ordinal counts. */
export function fitting(phrase: Phrase, tiers: readonly Tier[], loose = false): Candidate[] {
  const fits = flat(tiers).filter((item) => fitPhrase(phrase.words, cardOf(item), loose).fit !== null);
  return fits.filter((item, at) => fits.findIndex(({ wire }) => wire === item.wire) === at);
}

const BETTER: Readonly<Record<Exclude<Fit, null>, number>> = { whole: 3, words: 2, prefix: 1 };

function bestOf(words: readonly string[], tier: readonly Candidate[], loose: boolean): { items: Candidate[]; plural: boolean } {
  let best = 0;
  let items: Candidate[] = [];
  let plural = false;
  for (const item of tier) {
    const fit = fitPhrase(words, cardOf(item), loose);
    if (fit.fit === null || BETTER[fit.fit] < best) continue;
    if (BETTER[fit.fit] > best) items = [];
    best = BETTER[fit.fit];
    plural = fit.plural;
    items.push(item);
  }
  return { items, plural };
}

/** One of each title, and of each thing but one name: nobody should be asked which of two equal coins is meant. */
function distinct(items: readonly Candidate[]): Candidate[] {
  if (items.length < 2) return [...items];
  const seen = new Map<string, Candidate>();
  for (const item of items) if (!seen.has(item.naming.title)) seen.set(item.naming.title, item);
  const named = [...seen.values()];
  return named.filter((item, at) => named.findIndex((other) => other.wire === item.wire) === at);
}

/** The candidate whose name a mistyped phrase comes nearest to, or null. */
export function nearNoun(phrase: Phrase, tiers: readonly Tier[]): Candidate | null {
  let best: Candidate | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const item of flat(tiers)) {
    const n = phraseSlips(phrase.words, item);
    if (n < least) {
      best = item;
      least = n;
    }
  }
  return best;
}

function flat(tiers: readonly Tier[]): Candidate[] {
  return tiers.flatMap((tier) => [...tier()]);
}

/** Every word must be near some word of the name. */
function phraseSlips(words: readonly string[], item: Candidate): number {
  const card = cardOf(item);
  const known = [...card.words, ...card.plurals, ...wordsOf(item.naming.title)];
  let total = 0;
  for (const word of words) {
    const limit = slipsAllowed(word);
    const least = Math.min(...known.map((other) => slips(word, other, limit)));
    if (least > limit) return Number.POSITIVE_INFINITY;
    total += least;
  }
  return words.length === 0 ? Number.POSITIVE_INFINITY : total;
}
