// Blocks: where one begins and ends, and how reading goes on after a statement that could not be read.

import type { IToken } from "chevrotain";
import type { Block, Span, Stmt } from "../ast.ts";
import { editDistance, nearest } from "../suggest.ts";
import { kw } from "./base.ts";
import { FOREIGN_ARMS, insteadOf } from "./slips.ts";
import { Statements } from "./statements.ts";
import * as t from "./tokens.ts";
import { SPELLINGS, STATEMENT_WORDS } from "./words.ts";

export abstract class Blocks extends Statements {
  abstract readonly statement: () => Stmt;

  /** First word of the block that is being read, for indentation and messages. */
  private opener: IToken | undefined;

  override readonly block = this.RULE("block", (): Block => {
    const start = this.here();
    const stmts: Stmt[] = [];
    const { opener } = this;
    this.sheltered(
      () => this.blockStops(opener),
      () => {
        this.rejectMisplaced();
        this.OR([{ ALT: () => this.CONSUME(t.Newline) }, { ALT: () => stmts.push(this.SUBRULE(this.statement)) }]);
      },
      (first) => this.resyncStatement(first),
    );
    return { stmts, span: { start: stmts[0]?.span?.start ?? start, end: stmts.at(-1)?.span?.end ?? start } };
  });

  // ------------------------------------------------------------------- helpers

  /** A header's end and its block. `index` keeps Chevrotain's occurrences apart within one rule. */
  protected body(opener: IToken, index: 0 | 1 | 2 = 0): Block {
    this.headerOf(index);
    return this.plainBlock(opener, index);
  }

  protected plainBlock(opener: IToken, index: 0 | 1 | 2 = 0): Block {
    const outer = this.opener;
    this.opener = opener;
    try {
      return this.deeper(() => this.blockAt(index));
    } finally {
      this.opener = outer;
    }
  }

  private blockAt(index: 0 | 1 | 2): Block {
    return index === 0 ? this.SUBRULE(this.block) : index === 1 ? this.SUBRULE1(this.block) : this.SUBRULE2(this.block);
  }

  /** A header that does not end is noted; what follows it on the line belongs to the block. */
  protected headerOf(index: 0 | 1 | 2 | 3) {
    const end = () => {
      if (index === 0) this.SUBRULE5(this.header);
      else if (index === 1) this.SUBRULE6(this.header);
      else if (index === 2) this.SUBRULE7(this.header);
      else this.SUBRULE8(this.header);
    };
    if (this.RECORDING_PHASE) return end();
    if (this.is(1, t.Colon) || this.is(1, t.Newline)) return end();
    if (this.mode.lenient && this.atEnd()) return;
    try {
      end();
    } catch (thrown) {
      this.note(thrown);
      this.skipTo(() => this.is(1, t.Colon) || this.is(1, t.Newline));
      if (!this.atEnd()) end();
    }
  }

  protected closed(opener: IToken, index: 0 | 1 = 0): Span {
    if (this.RECORDING_PHASE) {
      if (index === 0) this.CONSUME8(kw("end"));
      else this.CONSUME7(kw("end"));
    } else this.close(opener);
    return this.spanFrom(opener.startOffset);
  }

  /** True where the statements of a block are over: its `end`, or the next arm of what it stands in. */
  private blockStops(opener: IToken | undefined): boolean {
    if (this.atEnd()) return true;
    if (this.is(1, kw("end"))) return !this.skipExtraEnd(opener);
    if (opener !== undefined && this.blockOver(opener)) return true;
    const word = this.LA(1).tokenType;
    const parent = opener?.tokenType;
    if (word === kw("else") || word === kw("elseif")) return parent !== undefined && TAKES_ELSE.has(parent);
    if (word === kw("when")) return parent === kw("match");
    if (word === t.OrArm) return parent === kw("choose");
    return parent === kw("topic") && word === kw("choice") && this.is(2, t.Text);
  }

  private skipExtraEnd(opener: IToken | undefined): boolean {
    if (opener === undefined || this.mode.guide?.isExtra(this.LA(1), opener) !== true) return false;
    this.faultAt("LORE011", this.LA(1), "This `end` closes nothing.", "take it out");
    this.SKIP_TOKEN();
    return true;
  }

  /** Words that belong to a block statement that is not here. */
  private rejectMisplaced(): void {
    if (this.RECORDING_PHASE) return;
    const token = this.LA(1);
    const word = MISPLACED.get(token.tokenType);
    if (word !== undefined) this.abandon("LORE023", token, `This \`${token.image}\` belongs to no ${word}.`, MISPLACED_HINTS[word]);
    if (token.tokenType === kw("choice") && this.is(2, t.Text))
      this.abandon("LORE024", token, "A choice cannot stand inside another block.", CHOICE_HINT);
    if (token.tokenType === t.Text) this.abandon("LORE013", token, "A text alone does nothing.", 'to show it write `say "…"`');
  }

  /** Skips the statement that failed; where it was the header of a block, the block goes with it. */
  protected resyncStatement(first: IToken): void {
    this.hintKeyword(first);
    const opensBlock = this.skipLine(first);
    if (!opensBlock) return;
    this.body(first, 2);
    if (this.is(1, kw("end"))) this.SKIP_TOKEN();
  }

  /** `whle night` is a fine sentence, were it not for the block below it. */
  protected strayBlock(first: IToken): void {
    if (this.RECORDING_PHASE || this.mode.guide?.isFurtherIn(this.LA(1), first) !== true) return;
    this.faultAt(
      "LORE013",
      first,
      `No block begins with \`${first.image}\`.`,
      "the next line is further in, as if it belonged to this one",
    );
    this.hintKeyword(first);
    this.plainBlock(first, 2);
    if (this.is(1, kw("end"))) this.SKIP_TOKEN();
  }

  /** A mistake in a line whose first word is nearly a keyword is most likely that word. */
  private hintKeyword(first: IToken): void {
    const last = this.faults.at(-1);
    if (last === undefined || last.start < first.startOffset || !this.isPlainName(first) || last.code === "LORE014") return;
    const word = first.payload as string;
    const near = nearest(word, LINE_WORDS)[0];
    const slip = near !== undefined && editDistance(word, near) === 1 ? `did you mean \`${near}\`?` : undefined;
    const hint = insteadOf(word) ?? slip;
    if (hint !== undefined) this.faults[this.faults.length - 1] = { ...last, hint };
  }

  /** What follows the arm's header belongs to the block that it stands in. */
  private skipArm(): false {
    this.SKIP_TOKEN();
    return false;
  }

  private isPlainName(token: IToken): boolean {
    return token.tokenType === t.Name;
  }

  /** Goes to the end of the line; true when that line looks like a header: it has a `:`, or the next is further in. */
  private skipLine(first: IToken): boolean {
    const colon = this.skipToLineEnd();
    if (MISPLACED.get(first.tokenType) === "`if`") return !this.atEnd();
    if (colon && FOREIGN_ARMS.has(first.payload as string)) return this.skipArm();
    if (colon) return !ONE_LINERS.has(first.tokenType) && !this.is(2, t.Assign);
    return this.is(1, t.Newline) && this.mode.guide?.isFurtherIn(this.LA(2), first) === true;
  }
}

const CHOICE_HINT = 'put it at the end of its topic, with its condition behind it: `choice "…" if cond -> topic`';

/** Words that begin a statement. */
const LINE_WORDS = ["if", "else", ...STATEMENT_WORDS, ...Object.keys(SPELLINGS)];

/** A `:` after one of these is a slip within the line, not a header. */
const ONE_LINERS = new Set(["let", "return", "deny", "stop", "break", "continue", "again", "signal", "exit", "prop", "choice"].map(kw));
const TAKES_ELSE = new Set([kw("if"), kw("match"), kw("try"), kw("ask")]);
const MISPLACED = new Map([
  [kw("else"), "`if`"],
  [kw("elseif"), "`if`"],
  [kw("when"), "`match`"],
  [t.OrArm, "`choose`"],
  [kw("then"), "`if`"],
]);
const MISPLACED_HINTS: Readonly<Record<string, string>> = {
  "`if`": "an `if` before it was closed already, or is missing",
  "`match`": "an arm stands between `match …` and its `end`",
  "`choose`": "to join two conditions, put `or` at the end of the line before",
};
