// The bottom of the parser: where it stands in the source, and how it goes on after a mistake.
// It never gives up: what a rule throws is caught where a statement, a member or a declaration begins.

import {
  EarlyExitException,
  EmbeddedActionsParser,
  type IRecognitionException,
  type IToken,
  NoViableAltException,
  type TokenType,
} from "chevrotain";
import type { Expr, Name, Span } from "../ast.ts";
import { explain, faultMessages, insideFault } from "./explain.ts";
import type { Fault } from "./fault.ts";
import type { IndentGuide } from "./indent.ts";
import { DEEPEST, deepFault, LONGEST_CHAIN } from "./nesting.ts";
import type { PendingSlot } from "./pattern.ts";
import type { PendingInterp } from "./text-parts.ts";
import * as t from "./tokens.ts";

/** What the parser's own types leave out: it fills in where an error stands. */
interface Saves {
  SAVE_ERROR(error: Error): Error;
}

export interface ReadOptions {
  /** Missing `end`s are supplied at the end of the input. */
  readonly lenient: boolean;
  /** Where blocks open and close by the look of the page; only for a second reading of a text that has mistakes. */
  readonly guide: IndentGuide | undefined;
}

/** Thrown by the parser at itself when a mistake has been noted and the statement is given up. */
const ABANDONED = Object.freeze({ abandoned: true });

/** Stands where something could not be read; passes say nothing about it. */
export function missingName(at: number): Name {
  return { id: "", text: "", span: { start: at, end: at } };
}

export function missingExpr(at: number): Expr {
  return { kind: "name", name: missingName(at), span: { start: at, end: at } };
}

export abstract class Shelter extends EmbeddedActionsParser {
  source = "";
  mode: ReadOptions = { lenient: false, guide: undefined };
  faults: Fault[] = [];
  interps: PendingInterp[] = [];
  slots: PendingSlot[] = [];
  /** How far blocks, brackets and the like are nested where the parser is. */
  depth = 0;
  /** Set while a sentence's argument is read: there `in` is a label. */
  noIn = false;

  constructor() {
    super(t.VOCABULARY, {
      maxLookahead: 2,
      recoveryEnabled: false,
      skipValidations: true,
      errorMessageProvider: faultMessages,
    });
  }

  begin(source: string, mode: ReadOptions, faults: Fault[]): void {
    this.source = source;
    this.mode = mode;
    this.faults = faults;
    this.interps = [];
    this.slots = [];
    this.noIn = false;
    this.depth = 0;
  }

  /** Lets go of the source. */
  finish(): void {
    this.begin("", { lenient: false, guide: undefined }, []);
    this.input = [];
  }

  /** Runs one rule over a part of a text that must hold nothing else. */
  inside<T>(rule: () => T, start: number, end: number): T | undefined {
    const value = rule();
    const [error] = this.errors;
    if (error === undefined) return value;
    this.faults.push(insideFault(error, this.source, start, end));
    return undefined;
  }

  // ---------------------------------------------------------------- positions

  /** Where the next token begins. */
  protected here(): number {
    const token = this.LA(1);
    return t.isEnd(token) ? this.source.length : token.startOffset;
  }

  /** From `start` to the end of the last token read. */
  protected spanFrom(start: number): Span {
    const last = this.LA(0);
    return { start, end: Math.max(start, (last.endOffset ?? start - 1) + 1 || start) };
  }

  protected is(k: number, type: TokenType): boolean {
    const token = this.LA(k);
    return token.tokenType === type || (type.isParent === true && type.categoryMatchesMap?.[token.tokenTypeIdx] === true);
  }

  protected atEnd(): boolean {
    return t.isEnd(this.LA(1));
  }

  // ------------------------------------------------------------------ mistakes

  /**
   * In place of Chevrotain's own, which first works out every token that might have come: tens of milliseconds in a grammar of
   * this size, for a list that no message shows.
   */
  protected raiseNoAltException(): never {
    throw (this as unknown as Saves).SAVE_ERROR(new NoViableAltException("", this.LA(1), this.LA(0)));
  }

  protected raiseEarlyExitException(): never {
    throw (this as unknown as Saves).SAVE_ERROR(new EarlyExitException("", this.LA(1), this.LA(0)));
  }

  /** Reads what is one step further in; past a depth that no one writes by hand it gives up. */
  protected deeper<T>(read: () => T): T {
    if (++this.depth > DEEPEST) this.tooDeep();
    const value = read();
    this.depth--;
    return value;
  }

  /** Keeps a chain such as `a + b + c …` to a length that every pass over the tree can walk. */
  protected countLink(links: number): number {
    if (links > LONGEST_CHAIN) this.tooDeep();
    return links + 1;
  }

  private tooDeep(): never {
    const at = this.here();
    this.faults.push(deepFault(at, at + 1));
    throw ABANDONED;
  }

  protected fault(code: string, start: number, end: number, message: string, hint?: string): void {
    if (this.RECORDING_PHASE) return;
    this.faults.push(hint === undefined ? { code, start, end, message } : { code, start, end, message, hint });
  }

  protected faultAt(code: string, token: IToken, message: string, hint?: string): void {
    const start = t.isEnd(token) ? this.source.length : token.startOffset;
    this.fault(code, start, t.isEnd(token) ? start : token.endOffset! + 1, message, hint);
  }

  /** Notes a mistake and gives up the statement it stands in. */
  protected abandon(code: string, token: IToken, message: string, hint?: string): never {
    this.faultAt(code, token, message, hint);
    throw ABANDONED;
  }

  /** Puts what a rule threw into words. */
  protected note(thrown: unknown): void {
    if (thrown === ABANDONED) return;
    const e = thrown as IRecognitionException;
    if (e?.token === undefined) throw thrown;
    const fault = explain(e, this.source);
    this.faults.push(fault);
    // A reserved word that was meant as a name must not close or open anything.
    if (fault.code === "LORE027" && this.LA(1) === e.token) this.SKIP_TOKEN();
  }

  /**
   * Reads one thing after another until `done`, each in its own shelter: a mistake in one is noted, `resync` skips what belongs
   * to it, and the next is read as if nothing had happened.
   */
  protected sheltered(done: () => boolean, one: () => void, resync: (first: IToken) => void): void {
    if (this.RECORDING_PHASE) return void this.MANY9(one);
    while (!done()) {
      const first = this.LA(1);
      const { noIn, depth } = this;
      try {
        one();
      } catch (thrown) {
        this.note(thrown);
        this.noIn = noIn;
        this.depth = depth;
        resync(first);
      }
      if (this.LA(1) === first && !this.atEnd()) this.SKIP_TOKEN();
    }
  }

  /** Reads a part of a header; where that fails, skips to the header's end so that its block is still read. */
  protected inHeader<T>(read: () => T, instead: (at: number) => T): T {
    if (this.RECORDING_PHASE) return read();
    const { noIn, depth } = this;
    const at = this.here();
    try {
      return read();
    } catch (thrown) {
      this.note(thrown);
      this.noIn = noIn;
      this.depth = depth;
      this.skipTo(() => this.is(1, t.Newline) || this.is(1, t.Colon));
      return instead(at);
    }
  }

  /** Skips to the line's end, or to a `:` outside brackets: then true. */
  protected skipToLineEnd(): boolean {
    let depth = 0;
    this.skipTo(() => {
      const type = this.LA(1).tokenType;
      if (type === t.OpenRound || type === t.OpenSquare || type === t.OpenCurly) depth++;
      else if (type === t.CloseRound || type === t.CloseSquare || type === t.CloseCurly) depth--;
      return type === t.Newline || type === t.kw("end") || (type === t.Colon && depth <= 0);
    });
    return this.is(1, t.Colon);
  }

  protected skipTo(there: () => boolean): void {
    while (!this.atEnd() && !there()) this.SKIP_TOKEN();
  }
}
