// Noun phrases: a name with its article, its plural, its count. `{what:the}`, `{what:a}`, `{n:what}`.

import { isProper, pluralOf, startsWithVowel } from "./english.ts";
import type { Look, Named } from "./look.ts";
import { numberText } from "./measures.ts";

/** `bare` is what stands without a form; `count` is `{n:what}` and the items of a list. */
export type NounForm = "bare" | "a" | "the" | "count";

/** A plain word or text that stands where a name could. */
export function namedWord(title: string): Named {
  return { title, plural: "", article: null, being: false, count: 1 };
}

/** The phrase for `count` of it. */
export function nounText(named: Named, form: NounForm, count: number, look: Look): string {
  const title = named.title === "" ? look.vocabulary.word(named.being ? "someone" : "something") : named.title;
  if (named.being || count === 1) return oneText(named, title, form, look);
  const many = named.plural === "" ? pluralOf(title) : named.plural;
  if (form === "bare") return many;
  if (form === "the") return isProper(many) ? many : `${look.vocabulary.word("the")} ${many}`;
  return `${numberText(count)} ${many}`;
}

function oneText(named: Named, title: string, form: NounForm, look: Look): string {
  const declared = named.article?.toLowerCase();
  if (declared === "" || (declared === undefined && isProper(title))) return title;
  // A being in the middle of a line needs an article: "gives the gull a fish". A thing in a price list does not.
  if (form === "bare" && !named.being) return title;
  if (form === "bare" || form === "the") return `${look.vocabulary.word("the")} ${title}`;
  if (declared !== undefined) return `${articleWord(declared, look)} ${title}`;
  return `${look.vocabulary.word(startsWithVowel(title) ? "an" : "a")} ${title}`;
}

const ARTICLES = ["a", "an", "the", "some"] as const;

function articleWord(declared: string, look: Look): string {
  const known = ARTICLES.find((each) => each === declared);
  return known === undefined ? declared : look.vocabulary.word(known);
}
