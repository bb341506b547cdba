// Plain ASCII for phones, e-ink and screen readers that show no more. Nothing becomes a riddle: a sign turns into what one would type.

import anyAscii from "any-ascii";

const PLAIN = /^[\n\x20-\x7e]*$/;

/** Where the library's answer is right for a file name but odd in a sentence. */
const SIGNS: Readonly<Record<string, string>> = {
  "\u2192": "->",
  "\u2190": "<-",
  "\u2194": "<->",
  "\u21d2": "=>",
  "\u2022": "*",
  "\u00b7": "-",
  "\u00d7": "x",
  "\u2713": "+",
  "\u2717": "x",
};
const SIGN = new RegExp(`[${Object.keys(SIGNS).join("")}]`, "gu");
// Emoji are made of several signs of which only the first says something.
const JOINERS = /[\u200b-\u200f\u2060\ufeff]|\p{Variation_Selector}|\p{EMod}/gu;
const CONTROLS = /(?!\n)\p{Cc}/gu;

/** The text in printable ASCII and newlines. What has no likeness at all is left out. */
export function toAscii(text: string): string {
  if (PLAIN.test(text)) return text;
  const known = text
    .toWellFormed()
    .normalize("NFC")
    .replace(/\r\n?|[\u2028\u2029\u0085]/gu, "\n")
    .replace(/\t/g, " ")
    .replace(JOINERS, "")
    .replace(CONTROLS, "")
    .replace(SIGN, (sign) => SIGNS[sign] ?? sign);
  return anyAscii(known).replace(/[^\n\x20-\x7e]/g, "");
}
