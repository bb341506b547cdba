// How Lore compares texts (rule 33), for the host and the store: the same table as in `dsl/runtime/30-text.js`, which runs in
// the isolate and can share no code with it.

const BEYOND_ASCII = /[^\x20-\x7e]/;
const SMART: readonly (readonly [RegExp, string])[] = [
  [/[\u2018\u2019\u201a\u201b\u2032]/g, "'"],
  [/[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033]/g, '"'],
  [/[\u2010-\u2013\u2212]/g, "-"],
  [/[\u2014\u2015]/g, "--"],
  [/\u2026/g, "..."],
  [/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, " "],
  [/[\u200b-\u200d\ufeff]/g, ""],
];

/** Case, smart forms and outer blanks do not count. */
export function foldText(text: string): string {
  let folded = text.toLowerCase();
  if (BEYOND_ASCII.test(folded)) for (const [form, plain] of SMART) folded = folded.replace(form, plain);
  return folded.trim();
}

/** `text has "mellon"`: these words in this order, punctuation ignored; nothing is in every text. */
export function hasWords(text: string, wanted: string): boolean {
  const words = wordsOf(wanted);
  if (words !== "") return wordsOf(text).includes(words);
  return wanted.trim() === "" || foldText(text).includes(foldText(wanted));
}

function wordsOf(text: string): string {
  const words = foldText(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  return words === "" ? "" : ` ${words} `;
}
