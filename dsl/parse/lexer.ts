// Source → tokens. The lexer reads signs and words; this pass then makes keywords of words, one separator of newlines and `;`,
// and drops the newlines that only continue a line. Offsets are always those of the source as written.

import { type IToken, Lexer, type TokenType } from "chevrotain";
import type { Comment } from "../ast.ts";
import * as t from "./tokens.ts";
import { CORE_EVENTS, foldName, STATEMENT_WORDS } from "./words.ts";

export interface Bad {
  readonly start: number;
  readonly end: number;
}

export interface Lexed {
  readonly tokens: IToken[];
  readonly comments: Comment[];
  /** Signs that mean nothing in Lore. */
  readonly bad: readonly Bad[];
}

/** What a separator inside brackets carries: the bracket that nobody closed. */
export interface Unclosed {
  readonly opener: IToken;
}

const { kw } = t;
const OPENERS = new Set<TokenType>([t.OpenRound, t.OpenSquare, t.OpenCurly]);
const CLOSERS = new Set<TokenType>([t.CloseRound, t.CloseSquare, t.CloseCurly]);

/** After one of these a line goes on. */
const CONTINUES = new Set<TokenType>([
  t.Comma,
  t.Plus,
  t.Minus,
  t.Star,
  t.Slash,
  t.EqualTo,
  t.NotEqual,
  t.AtMost,
  t.AtLeast,
  t.Below,
  t.Above,
  t.Assign,
  t.PlusAssign,
  t.MinusAssign,
  t.Arrow,
  ...["and", "or", "not", "is", "has", "div", "mod"].map(kw),
]);

/** Reserved words that cannot stand inside an expression: a line that begins with one is a new statement, whatever was left open. */
const FRESH = new Set<TokenType>(["end", ...STATEMENT_WORDS].map(kw));
const DECLARES = new Set<TokenType>(
  ["kind", "extend", "record", "table", "text", "event", "command", "fn", "on", "before", "prop", "exit", "topic", "choice"].map(kw),
);

let lexer: Lexer | undefined;

/** Reads the tokens; `isEvent` knows the events that packs declare, beside the core's own. */
export function lex(source: string, isEvent: (word: string) => boolean = () => false): Lexed {
  lexer ??= new Lexer(t.LEXED, { positionTracking: "onlyOffset", skipValidations: true, ensureOptimizations: false });
  const { tokens, errors } = lexer.tokenize(source);
  const comments: Comment[] = [];
  const shaped = new Shaper(tokens, comments, isEvent).run();
  return { tokens: shaped, comments, bad: errors.map((e) => ({ start: e.offset, end: e.offset + e.length })) };
}

/** One pass over the raw tokens; holds which brackets are open and what was last given out. */
class Shaper {
  readonly raw: readonly IToken[];
  readonly comments: Comment[];
  readonly isEvent: (word: string) => boolean;
  readonly out: IToken[] = [];
  open: IToken[] = [];
  at = 0;
  /** Nothing but blanks since the last line's end. */
  fresh = true;

  constructor(raw: readonly IToken[], comments: Comment[], isEvent: (word: string) => boolean) {
    this.raw = raw;
    this.comments = comments;
    this.isEvent = isEvent;
  }

  run(): IToken[] {
    for (; this.at < this.raw.length; this.at++) {
      const token = this.raw[this.at]!;
      // Offsets are all that is tracked, and of those only where a token starts.
      token.endOffset = token.startOffset + token.image.length - 1;
      const type = token.tokenType;
      if (type === t.Comment) this.comment(token);
      else if (type === t.Newline) this.newline(token);
      else if (type === t.Semicolon) this.semicolon(token);
      else this.plain(token, type);
      this.fresh = type === t.Newline;
    }
    return this.out;
  }

  comment(token: IToken): void {
    const text = token.image.replace(/^(?:[\u2014\u2015]|..)/, "");
    this.comments.push({ text, span: { start: token.startOffset, end: token.endOffset! + 1 }, ownLine: this.fresh });
  }

  newline(token: IToken): void {
    const last = this.out.at(-1);
    if (last === undefined || last.tokenType === t.Newline) return;
    const inside = this.open.length > 0;
    const goesOn = inside || (CONTINUES.has(last.tokenType) && !(last.tokenType === kw("not") && this.out.at(-2) === undefined));
    if (goesOn && !this.startsAnew()) return;
    if (inside) this.separateUnclosed(token);
    else this.out.push(token);
  }

  /** True when what follows can only be a new statement or declaration. */
  startsAnew(): boolean {
    let next = this.at + 1;
    while (this.raw[next]?.tokenType === t.Newline || this.raw[next]?.tokenType === t.Comment) next++;
    const word = this.raw[next];
    if (word?.tokenType !== t.Name) return false;
    const type = t.KEYWORDS.get(foldName(word.image));
    const after = this.raw[next + 1]?.tokenType;
    if (type === undefined) return after === t.Assign && this.open.length > 0;
    if (FRESH.has(type)) return after !== t.Colon;
    return DECLARES.has(type) && (after === t.Name || after === t.Text);
  }

  semicolon(token: IToken) {
    if (this.open.length > 0) return this.separateUnclosed(token);
    const last = this.out.at(-1);
    if (last === undefined || last.tokenType === t.Newline) return;
    this.give(token, t.Newline);
  }

  separateUnclosed(token: IToken): void {
    const payload: Unclosed = { opener: this.open.at(-1)! };
    token.payload = payload;
    this.open = [];
    this.give(token, t.Newline);
  }

  plain(token: IToken, type: TokenType) {
    if (type === t.Name) return this.word(token);
    if (OPENERS.has(type)) this.open.push(token);
    else if (CLOSERS.has(type)) this.open.pop();
    this.out.push(token);
  }

  word(token: IToken) {
    const id = foldName(token.image);
    token.payload = id;
    const type = t.KEYWORDS.get(id);
    if (type === undefined) return isTriggerWord(id, this.isEvent) ? this.give(token, t.TriggerWord) : void this.out.push(token);
    this.give(token, type === kw("or") && this.isArm() ? t.OrArm : type);
  }

  isArm(): boolean {
    const last = this.out.at(-1)?.tokenType;
    return this.open.length === 0 && (last === undefined || last === t.Newline || last === t.Colon);
  }

  give(token: IToken, type: TokenType): void {
    token.tokenType = type;
    token.tokenTypeIdx = type.tokenTypeIdx!;
    this.out.push(token);
  }
}

const TRIGGER_WORD = /^(on|before)_?([^_].*)$/;

function isTriggerWord(id: string, isEvent: (word: string) => boolean): boolean {
  const match = TRIGGER_WORD.exec(id);
  return match !== null && (CORE_EVENTS.has(match[2]!) || isEvent(match[2]!));
}

/** `on_use` → `on` and `use`. */
export function splitTriggerWord(id: string): { phase: "on" | "before"; event: string } {
  const match = TRIGGER_WORD.exec(id)!;
  return { phase: match[1] as "on" | "before", event: match[2]! };
}
