// The kinds of token. Keywords are not matched by the lexer's patterns: every word is lexed as a name and then looked up here,
// so that case and full-width letters cost nothing extra.

import { createToken, EOF, type IToken, Lexer, type TokenType } from "chevrotain";
import { matchText, matchUnfinishedText, QUOTES } from "./quotes.ts";
import { CONTEXTUAL, LABELS, RESERVED, SPELLINGS, UNITS } from "./words.ts";

/** Any word, reserved or not: what may follow a dot. */
export const Word = createToken({ name: "Word", pattern: Lexer.NA, label: "a name" });
export const Label = createToken({ name: "Label", pattern: Lexer.NA, label: "a label" });
export const Unit = createToken({ name: "Unit", pattern: Lexer.NA, label: "a unit of time" });

const LETTER = /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy;

/** Code units that may begin a name: every ASCII letter, and beyond Latin-1 one of each of the lexer's buckets of 255. */
function nameStarts(): number[] {
  const starts = [0x5f, 0xaa, 0xb5, 0xba];
  for (let c = 0x41; c <= 0x5a; c++) starts.push(c, c + 0x20);
  for (let c = 0xc0; c <= 0xffff; c += c < 0x100 ? 1 : 100) starts.push(c);
  return starts;
}

export const Name = createToken({
  name: "Name",
  label: "a name",
  categories: [Word],
  pattern: (text: string, offset: number) => {
    LETTER.lastIndex = offset;
    return LETTER.exec(text) as RegExpExecArray | null;
  },
  line_breaks: false,
  start_chars_hint: nameStarts(),
});

/** `ON_USE`, `BeforeEnter`: a trigger's header in member position, a plain name elsewhere. */
export const TriggerWord = createToken({ name: "TriggerWord", pattern: Lexer.NA, categories: [Name, Word], label: "a name" });

export const Blank = createToken({
  name: "Blank",
  // Blanks of every width, and the invisible marks that phones leave behind.
  pattern: /[ \t\f\v\u00a0\u00ad\u1680\u180e\u2000-\u200f\u202a-\u202f\u205f-\u2064\u3000\ufeff]+/,
  group: Lexer.SKIPPED,
});
export const Comment = createToken({ name: "Comment", pattern: /(?:[-\u2010-\u2013\u2212]{2}|[\u2014\u2015](?!>))[^\r\n\u2028\u2029]*/ });
/** A line's end or `;`: one separator. */
export const Newline = createToken({ name: "Newline", pattern: /\r\n|[\r\n\u2028\u2029]/, line_breaks: true, label: "a new line" });
export const Semicolon = createToken({ name: "Semicolon", pattern: /[;\uff1b]/, label: "`;`" });

export const Text = createToken({ name: "Text", pattern: matchText, line_breaks: true, start_chars_hint: QUOTES, label: "a text" });
export const UnfinishedText = createToken({
  name: "UnfinishedText",
  pattern: matchUnfinishedText,
  line_breaks: true,
  start_chars_hint: QUOTES,
  categories: [Text],
});

export const Dice = createToken({ name: "Dice", pattern: /\d+[dD]\d+(?![\w.])/, label: "dice" });
export const NumberToken = createToken({ name: "Number", pattern: /\d+(?:\.\d+)?/, label: "a number" });

export const Arrow = createToken({ name: "Arrow", pattern: /[-\u2010-\u2015\u2212]+>|\u2192/, label: "`->`" });
export const PlusAssign = createToken({ name: "PlusAssign", pattern: /[+\uff0b]=/, label: "`+=`" });
export const MinusAssign = createToken({ name: "MinusAssign", pattern: /[-\u2010-\u2013\u2212]=/, label: "`-=`" });
export const EqualTo = createToken({ name: "EqualTo", pattern: /==/, label: "`==`" });
export const NotEqual = createToken({ name: "NotEqual", pattern: /!=|\u2260/, label: "`!=`" });
export const AtMost = createToken({ name: "AtMost", pattern: /<=|\u2264/, label: "`<=`" });
export const AtLeast = createToken({ name: "AtLeast", pattern: />=|\u2265/, label: "`>=`" });
export const Assign = createToken({ name: "Assign", pattern: /[=\uff1d]/, label: "`=`" });
export const Below = createToken({ name: "Below", pattern: /[<\uff1c]/, label: "`<`" });
export const Above = createToken({ name: "Above", pattern: /[>\uff1e]/, label: "`>`" });
export const Plus = createToken({ name: "Plus", pattern: /[+\uff0b]/, label: "`+`" });
export const Minus = createToken({ name: "Minus", pattern: /[-\u2010-\u2013\u2212\uff0d]/, label: "`-`" });
export const Star = createToken({ name: "Star", pattern: /[*\u00d7\uff0a]/, label: "`*`" });
export const Slash = createToken({ name: "Slash", pattern: /[/\u00f7\uff0f]/, label: "`/`" });
export const Percent = createToken({ name: "Percent", pattern: /[%\uff05]/, label: "`%`" });
export const Question = createToken({ name: "Question", pattern: /[?\uff1f]/, label: "`?`" });
export const Colon = createToken({ name: "Colon", pattern: /[:\uff1a]/, label: "`:`" });
export const Comma = createToken({ name: "Comma", pattern: /[,\uff0c\u3001]/, label: "`,`" });
export const Dot = createToken({ name: "Dot", pattern: /\./, label: "`.`" });
export const OpenRound = createToken({ name: "OpenRound", pattern: /[(\uff08]/, label: "`(`" });
export const CloseRound = createToken({ name: "CloseRound", pattern: /[)\uff09]/, label: "`)`" });
export const OpenSquare = createToken({ name: "OpenSquare", pattern: /[[\uff3b]/, label: "`[`" });
export const CloseSquare = createToken({ name: "CloseSquare", pattern: /[\]\uff3d]/, label: "`]`" });
export const OpenCurly = createToken({ name: "OpenCurly", pattern: /[{\uff5b]/, label: "`{`" });
export const CloseCurly = createToken({ name: "CloseCurly", pattern: /[}\uff5d]/, label: "`}`" });

/** An `or` that is the first word of its statement: the next arm of a `choose`. */
export const OrArm = createToken({ name: "OrArm", pattern: Lexer.NA, label: "`or`" });

function keyword(word: string, categories: TokenType[]): TokenType {
  return createToken({ name: `word ${word}`, pattern: Lexer.NA, categories, label: `\`${word}\`` });
}

function keywords(): Map<string, TokenType> {
  const table = new Map<string, TokenType>();
  const labels = new Set<string>(LABELS);
  for (const word of RESERVED) table.set(word, keyword(word, labels.has(word) ? [Word, Label] : [Word]));
  table.set("elseif", keyword("elseif", [Word]));
  for (const [spelling, word] of Object.entries(SPELLINGS)) table.set(spelling, table.get(word)!);
  for (const word of LABELS) if (!table.has(word)) table.set(word, keyword(word, [Name, Word, Label]));
  for (const word of CONTEXTUAL) if (!table.has(word)) table.set(word, keyword(word, [Name, Word]));
  for (const word of Object.keys(UNITS)) {
    const type = keyword(word, [Name, Word, Unit]);
    table.set(word, type);
    table.set(`${word}s`, type);
  }
  return table;
}

/** Folded word → its token type. */
export const KEYWORDS: ReadonlyMap<string, TokenType> = keywords();

/** The token type of one of the language's words. */
export function kw(word: string): TokenType {
  return KEYWORDS.get(word)!;
}

/** Order decides: a longer sign stands before a shorter one that begins it. */
export const LEXED: TokenType[] = [
  Blank,
  Newline,
  Comment,
  Semicolon,
  Name,
  Text,
  UnfinishedText,
  Dice,
  NumberToken,
  Arrow,
  PlusAssign,
  MinusAssign,
  EqualTo,
  NotEqual,
  AtMost,
  AtLeast,
  Assign,
  Below,
  Above,
  Plus,
  Minus,
  Star,
  Slash,
  Percent,
  Question,
  Colon,
  Comma,
  Dot,
  OpenRound,
  CloseRound,
  OpenSquare,
  CloseSquare,
  OpenCurly,
  CloseCurly,
];

export const VOCABULARY: TokenType[] = [...new Set([Word, Label, Unit, ...LEXED, TriggerWord, OrArm, ...KEYWORDS.values()])];

/** The sentinel after the last token. */
export function isEnd(token: IToken): boolean {
  return token.tokenType === EOF;
}
