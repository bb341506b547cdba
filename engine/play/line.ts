// A raw line as it came from a phone or a keyboard, made plain and cut into commands.
// The first word of the line decides whether it is cut at all (rule 31).

/** Longest line any door may hand over, in bytes of UTF-8; what is longer is refused, never cut silently. */
export const MAX_LINE_BYTES = 2000;
/** Commands in one line; what comes after is refused with an answer. */
export const MAX_COMMANDS = 20;

const PLAIN: Readonly<Record<string, string>> = {
  "\u2018": "'",
  "\u2019": "'",
  "\u201a": "'",
  "\u201b": "'",
  "\u2032": "'",
  "\u02bc": "'",
  "\u201c": '"',
  "\u201d": '"',
  "\u201e": '"',
  "\u201f": '"',
  "\u2033": '"',
  "\u00ab": '"',
  "\u00bb": '"',
  "\u2010": "-",
  "\u2011": "-",
  "\u2012": "-",
  "\u2013": "-",
  "\u2014": "-",
  "\u2015": "-",
  "\u2212": "-",
  "\u2026": "...",
  "\uff1b": ";",
  "\u037e": ";",
};

// Anything that is not printable ASCII sends a line down the slow path; most lines never take it.
const PLAIN_LINE = /^[\x20-\x7e]*$/;
const INVISIBLE = /(?![\n\t])[\p{Cc}\p{Cf}]/gu;
const SPACES = /[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/gu;
const SMART = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "gu");

/** The plain form of a line: smart quotes, dashes and spaces as a keyboard would have typed them, nothing invisible. */
export function plainLine(raw: string): string {
  if (PLAIN_LINE.test(raw)) return raw.trim();
  return raw
    .normalize("NFC")
    .replace(/\r\n?|[\u2028\u2029\u0085]/gu, "\n")
    .replace(INVISIBLE, "")
    .replace(SPACES, " ")
    .replace(SMART, (sign) => PLAIN[sign] ?? sign)
    .replace(/[\uff01-\uff5e]/gu, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .toWellFormed()
    .trim();
}

/** What a line of Lore keeps: its own quotes and dashes, for its lexer reads them better than we could; but nothing that cannot be seen. */
export function loreLine(raw: string): string {
  return raw
    .replace(/\r\n?|[\u2028\u2029\u0085]/gu, "\n")
    .replace(INVISIBLE, "")
    .toWellFormed()
    .trim();
}

/** What is typed to an open question, cut like a line of commands but never inside of quotes: it may be Lore. */
export function splitAnswer(line: string): string[] {
  const pieces = line.match(/(?:"(?:\\.|[^"\\\n])*"|[^;\n])+/g) ?? [];
  return pieces.map((piece) => piece.trim()).filter((piece) => piece !== "");
}

/** Lower case, without a sign at its end: how words are compared everywhere in play. */
export function foldWord(word: string): string {
  return word.toLowerCase();
}

/** The first word of a line, folded; a leading sign (`'hello`, `:waves`) is a word of its own. */
export function firstWord(line: string): string {
  const sign = leadingSign(line);
  if (sign !== "") return sign;
  const end = line.search(/[\s;]/);
  return foldWord(end < 0 ? line : line.slice(0, end));
}

/** The sign that a line begins with, or "": quotes, colon and the like stand for a verb without a blank after them. */
export function leadingSign(line: string): string {
  const first = line[0] ?? "";
  return /[a-z0-9]/i.test(first) || first.charCodeAt(0) > 0x7e || first === "" ? "" : first;
}

/**
 * Cuts a plain line at `;` and at newlines into commands.
 * `takesWhole` says of the first word that its command eats the rest of the line, separators included.
 */
export function splitLine(line: string, takesWhole: (firstWord: string) => boolean): string[] {
  if (!line.includes(";") && !line.includes("\n")) return line === "" ? [] : [line];
  // `afk;look` gives afk no text, so there is nothing that the separator could belong to.
  const first = firstWord(line);
  if (takesWhole(first) && line[first.length] !== ";") return [line];
  return line
    .split(/[;\n]/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== "");
}
