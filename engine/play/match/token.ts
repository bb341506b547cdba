// The words of a line, each with its place, so that a text slot can take the rest exactly as it was typed.

import { leadingSign } from "../line.ts";

export interface Token {
  readonly raw: string;
  /** Folded, without the full stop or exclamation mark that phones like to add. */
  readonly word: string;
  readonly at: number;
  readonly end: number;
}

const MAX_TOKENS = 400;

/** Cuts a plain line into words; a leading sign that is a verb (`'hello`) is a word of its own. */
export function tokenize(line: string, isVerb: (sign: string) => boolean): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const sign = leadingSign(line);
  if (sign !== "" && isVerb(sign)) {
    tokens.push({ raw: sign, word: sign, at: 0, end: 1 });
    at = 1;
  }
  const words = /\S+/g;
  words.lastIndex = at;
  for (let found = words.exec(line); found !== null && tokens.length < MAX_TOKENS; found = words.exec(line)) {
    const raw = found[0];
    tokens.push({ raw, word: foldToken(raw), at: found.index, end: found.index + raw.length });
  }
  return tokens;
}

function foldToken(raw: string): string {
  const last = raw.charCodeAt(raw.length - 1);
  const lower = raw.toLowerCase();
  // . , ! ? at the end of a word are a phone's habit, unless the word is nothing but signs.
  if (last !== 46 && last !== 44 && last !== 33 && last !== 63) return lower;
  const bare = lower.replace(/[.,!?]+$/, "");
  return bare === "" ? lower : bare;
}
