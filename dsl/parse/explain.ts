// What the grammar stumbled over, in plain words. No name of a token or rule ever reaches a builder.

import type { IParserErrorMessageProvider, IRecognitionException, IToken, MismatchedTokenException } from "chevrotain";
import { didYouMean } from "../suggest.ts";
import type { Fault } from "./fault.ts";
import type { Unclosed } from "./lexer.ts";
import { headerHint, insteadOf } from "./slips.ts";
import * as t from "./tokens.ts";

import { DECLARATION_WORDS, MEMBER_WORDS, UNITS } from "./words.ts";

/** The message of an exception is only the label of what was expected; `explain` makes the sentence. */
export const faultMessages: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => expected.LABEL ?? expected.name,
  buildNotAllInputParsedMessage: () => "",
  buildNoViableAltMessage: () => "",
  buildEarlyExitMessage: () => "",
};

export function explain(e: IRecognitionException, source: string): Fault {
  const fault = faultOf(e, source);
  return { ...fault, ...hinted(unitMeant(e) ?? fault.hint) };
}

/** `5 minuts`: what stands behind a number is mostly a unit of time. */
function unitMeant({ token, ...e }: IRecognitionException): string | undefined {
  const before = "previousToken" in e ? (e.previousToken as IToken | undefined) : undefined;
  if (before?.tokenType !== t.NumberToken || token.tokenType !== t.Name) return undefined;
  return didYouMean(
    token.image,
    Object.keys(UNITS).map((unit) => (/s$/i.test(token.image) ? `${unit}s` : unit)),
  );
}

function faultOf(e: IRecognitionException, source: string): Fault {
  const token = e.token;
  const at = spanOf(token, (e as MismatchedTokenException).previousToken, source);
  const unclosed = (token.payload as Unclosed | undefined)?.opener;
  if (token.tokenType === t.Newline && unclosed !== undefined) return notClosed(unclosed);
  const rule = e.context.ruleStack.at(-1) ?? "";
  const found = describe(token);
  if (token.tokenType === t.kw("where")) return { ...bareQuery, ...at };
  if (rule === "header" && e.context.ruleStack.at(-2) === "members" && token.tokenType === t.Name)
    return { ...titleUnquoted(token), ...at };
  const known = BY_RULE[rule]?.(e.message, token, found);
  if (known !== undefined) return { ...known, ...at };
  if (e.message !== "") return { code: expectedCode(e.message), ...at, message: `Here ${e.message} is expected, not ${found}.` };
  return { code: "LORE015", ...at, message: `${describe(token, true)} does not fit here.` };
}

type Said = Pick<Fault, "code" | "message" | "hint">;

const value = (_expected: string, _token: IToken, found: string): Said => ({
  code: "LORE015",
  message: `Here a value is expected, not ${found}.`,
});

const BY_RULE: Readonly<Record<string, (expected: string, token: IToken, found: string) => Said | undefined>> = {
  atom: (expected, token, found) => (expected === "" ? value(expected, token, found) : undefined),
  name: (_expected, token, found) => notName(token, found),
  path: (_expected, token, found) => notName(token, found),
  header: (_expected, token, found) => ({
    code: "LORE012",
    message: `A header ends with \`:\` or a new line; ${found} does not belong to it.`,
    ...hinted(headerHint(token.image)),
  }),
  statement: (_expected, token, found) => afterStatement(token, found),
  placed: (_expected, _token, found) => ({ code: "LORE013", message: `No statement goes on with ${found}.` }),
  forStmt: (expected, _token, found) => ({
    code: "LORE017",
    message: expected === "" ? `${sentence(found)} does not fit here.` : `Here ${expected} is expected, not ${found}.`,
    hint: "write `for each x in list` or `for i in 1 to 5`",
  }),
  askHeader: (expected, _token, found) =>
    expected === ""
      ? undefined
      : { code: "LORE017", message: `Here ${expected} is expected, not ${found}.`, hint: 'write `ask who "Question?" as reply`' },
  simple: (expected, _token, found) => (expected === "" ? { code: "LORE013", message: `No statement begins with ${found}.` } : undefined),
  param: (expected, _token, found) =>
    expected === "`:`"
      ? { code: "LORE017", message: `Here ${expected} is expected, not ${found}.`, hint: "a parameter says its type: `n: number`" }
      : undefined,
  property: (expected, token, found) =>
    expected === "a new line" && token.tokenType !== t.Newline
      ? { code: "LORE018", message: `The property is over before ${found}.`, hint: 'words for players stand in quotes: `"…"`' }
      : undefined,
  table: (_expected, _token, found) => columnWanted(found),
  record: (_expected, _token, found) => columnWanted(found),
  decl: (_expected, token, found) => beginsNothing(`No declaration begins with ${found}.`, token, DECLARATION_WORDS),
  file: (_expected, token, found) => beginsNothing(`No declaration begins with ${found}.`, token, DECLARATION_WORDS),
  member: (_expected, token, found) => ({
    hint: "a property is written `name: value`, a trigger `on EVENT … end`",
    ...beginsNothing(`Neither a property nor a trigger begins with ${found}.`, token, MEMBER_WORDS),
  }),
  entity: (_expected, token, found) => beginsNothing(`No declaration begins with ${found}.`, token, DECLARATION_WORDS),
  block: (_expected, _token, found) => ({ code: "LORE013", message: `No statement begins with ${found}.` }),
  interp: (_expected, _token, found) => ({ code: "LORE007", message: `${found} does not fit here.` }),
};

function titleUnquoted(token: IToken): Said {
  const message = `A header ends with \`:\` or a new line; \`${token.image}\` does not belong to it.`;
  return { code: "LORE012", message, hint: headerHint(token.image) ?? `a title stands in quotes: \`"${token.image}"\`` };
}

function columnWanted(found: string): Said {
  return {
    code: "LORE014",
    message: `Neither a column nor a key begins with ${found}.`,
    hint: "write `name: type`; a table may also say `key a, b`, `unique a`, `index a` and `append only`",
  };
}

function hinted(hint: string | undefined): { hint?: string } {
  return hint === undefined ? {} : { hint };
}

function sentence(found: string): string {
  return capitalize(found);
}

function beginsNothing(message: string, token: IToken, words: readonly string[]): Said {
  if (token.tokenType === t.Slash || token.tokenType === t.Star) return { code: "LORE014", message, hint: "a comment begins with `--`" };
  if (typeof token.payload !== "string") return { code: "LORE014", message };
  return { code: "LORE014", message, ...hinted(insteadOf(token.payload) ?? didYouMean(token.payload, words)) };
}

function afterStatement(token: IToken, found: string): Said {
  if (token.tokenType === t.Comma) {
    return { code: "LORE019", message: "A sentence has no commas.", hint: "use labels (`give rope to bob`), or brackets: `f(a, b)`" };
  }
  if (token.tokenType === t.Plus || token.tokenType === t.Minus) {
    return { code: "LORE018", message: `The statement is over before ${found}.`, hint: "to add one write `x += 1`" };
  }
  return {
    code: "LORE018",
    message: `The statement is over before ${found}.`,
    hint: "two values in a row need a label between them; two statements need `;` or a new line",
  };
}

const bareQuery: Said = { code: "LORE025", message: "A query cannot stand here without brackets.", hint: "write `(… where …)`" };

function notName(token: IToken, found: string): Said {
  if (typeof token.payload === "string") {
    return { code: "LORE027", message: `\`${token.image}\` is a word of the language and cannot be a name.`, hint: "choose another name" };
  }
  return { code: "LORE016", message: `Here a name is expected, not ${found}.` };
}

function notClosed(opener: IToken): Fault {
  const end = opener.endOffset! + 1;
  return {
    code: "LORE005",
    start: opener.startOffset,
    end,
    message: `This \`${opener.image}\` is never closed.`,
    hint: "a bracket must be closed before `;` and before the next statement",
  };
}

function expectedCode(expected: string): string {
  return /^`[)\]}]`$/.test(expected) ? "LORE005" : "LORE017";
}

/** The token in words: `the end of the line`, "the text", `` `then` ``. */
export function describe(token: IToken, first = false): string {
  const words = inWords(token);
  return first ? capitalize(words) : words;
}

function inWords(token: IToken): string {
  if (t.isEnd(token)) return "the end";
  if (token.tokenType === t.Newline) return token.image === ";" ? "`;`" : "the end of the line";
  if (token.tokenType === t.Text || token.tokenType === t.UnfinishedText) return "a text";
  return `\`${token.image}\``;
}

function capitalize(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}

/** At the end of a line the caret stands right after what came before. */
function spanOf(token: IToken, previous: IToken | undefined, source: string): { start: number; end: number } {
  if (!t.isEnd(token) && token.tokenType !== t.Newline) return { start: token.startOffset, end: token.endOffset! + 1 };
  const end = previous === undefined || t.isEnd(previous) ? source.length : previous.endOffset! + 1;
  return { start: end, end };
}

/** A mistake within `{…}` or `<…>`: the end of the input there is the closing sign. */
export function insideFault(e: IRecognitionException, source: string, start: number, end: number): Fault {
  const fault = explain(e, source);
  const isSlot = source[start - 1] === "<";
  const atEnd = t.isEnd(e.token);
  const what = atEnd ? (isSlot ? "`>`" : "`}`") : describe(e.token);
  const at = atEnd ? { start: end, end: end + 1 } : { start: fault.start, end: fault.end };
  if (atEnd) return { code: isSlot ? "LORE026" : "LORE007", ...at, message: `Something is missing before ${what}.` };
  if (isSlot)
    return {
      code: "LORE026",
      ...at,
      message: `In a slot ${what} does not fit here.`,
      hint: "write `<name>`, `<name: type>` or `<name: type here = default>`",
    };
  return {
    code: "LORE007",
    ...at,
    message: `Between \`{\` and \`}\` ${what} does not fit here.`,
    hint: "a path or a sum may stand there, then `:form` or a verb",
  };
}
