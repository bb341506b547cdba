// Statements that hold blocks: conditions, loops, choices, waits and questions; and the block itself.

import type { IToken } from "chevrotain";
import type { Arg, Block, Branch, Expr, Name, Stmt } from "../ast.ts";
import { kw, missingExpr, missingName } from "./base.ts";
import { nearest } from "../suggest.ts";
import { Statements } from "./statements.ts";
import * as t from "./tokens.ts";

export abstract class Compounds extends Statements {
  /** First word of the block that is being read, for indentation and messages. */
  private opener: IToken | undefined;
  private inChoose = 0;

  override readonly block = this.RULE("block", (): Block => {
    const start = this.here();
    const stmts: Stmt[] = [];
    const { opener } = this;
    this.sheltered(
      () => this.blockStops(opener),
      () => {
        this.rejectMisplaced();
        this.OR([
          { ALT: () => this.CONSUME(t.Newline) },
          { ALT: () => stmts.push(this.SUBRULE(this.statement)) },
        ]);
      },
      (first) => this.resyncStatement(first),
    );
    return { stmts, span: { start: stmts[0]?.span?.start ?? start, end: stmts.at(-1)?.span?.end ?? start } };
  });

  readonly statement = this.RULE("statement", (): Stmt => {
    return this.either<Stmt>([
      { ALT: () => this.SUBRULE(this.ifStmt) },
      { ALT: () => this.SUBRULE(this.forStmt) },
      { ALT: () => this.SUBRULE(this.whileStmt) },
      { ALT: () => this.SUBRULE(this.matchStmt) },
      { ALT: () => this.SUBRULE(this.chooseStmt) },
      { ALT: () => this.SUBRULE(this.tryStmt) },
      { ALT: () => this.SUBRULE(this.afterStmt) },
      { ALT: () => this.SUBRULE(this.deedStmt) },
      { ALT: () => this.SUBRULE(this.askStmt) },
      {
        ALT: () => {
          const stmt = this.SUBRULE(this.simple);
          this.lineEnd();
          return stmt;
        },
      },
    ]);
  });

  readonly ifStmt = this.RULE("ifStmt", (): Stmt => {
    const opener = this.LA(1);
    this.CONSUME(kw("if"));
    const branches: Branch[] = [this.branch(opener, 0)];
    this.MANY({
      GATE: () => this.is(1, kw("elseif")) || this.is(2, kw("if")),
      DEF: () => {
        this.OR([
          { ALT: () => this.CONSUME(kw("elseif")) },
          {
            ALT: () => {
              this.CONSUME(kw("else"));
              this.CONSUME1(kw("if"));
            },
          },
        ]);
        branches.push(this.branch(opener, 1));
      },
    });
    const otherwise = this.OPTION(() => this.SUBRULE(this.elseBlock, { ARGS: [opener] }));
    return { kind: "if", branches, otherwise: this.RECORDING_PHASE ? undefined : otherwise, span: this.closed(opener) };
  });

  readonly elseBlock = this.RULE("elseBlock", (opener: IToken): Block => {
    this.CONSUME(kw("else"));
    return this.body(opener);
  });

  readonly forStmt = this.RULE("forStmt", (): Stmt => {
    const opener = this.LA(1);
    this.CONSUME(kw("for"));
    return this.either<Stmt>([
      {
        GATE: () => this.is(2, t.Name) && (this.is(3, kw("in")) || !this.is(2, kw("in"))),
        ALT: () => {
          this.CONSUME(kw("each"));
          let name = missingName(opener.startOffset);
          const list = this.inHeader(() => {
            name = this.SUBRULE(this.name);
            this.CONSUME(kw("in"));
            return this.SUBRULE(this.rhs);
          }, missingExpr);
          const body = this.body(opener, 0);
          return { kind: "for-each", name, list, body, span: this.closed(opener, 0) };
        },
      },
      {
        ALT: () => {
          let name = missingName(opener.startOffset);
          let from: Expr = missingExpr(opener.startOffset);
          const to = this.inHeader(() => {
            name = this.SUBRULE1(this.name);
            this.CONSUME1(kw("in"));
            from = this.withoutIn(() => this.SUBRULE(this.expr));
            this.CONSUME(kw("to"));
            return this.SUBRULE1(this.expr);
          }, missingExpr);
          const body = this.body(opener, 1);
          return { kind: "for-range", name, from, to, body, span: this.closed(opener, 1) };
        },
      },
    ]);
  });

  readonly whileStmt = this.RULE("whileStmt", (): Stmt => {
    const opener = this.LA(1);
    this.CONSUME(kw("while"));
    const cond = this.inHeader(() => this.SUBRULE(this.expr), missingExpr);
    const body = this.body(opener);
    return { kind: "while", cond, body, span: this.closed(opener) };
  });

  readonly matchStmt = this.RULE("matchStmt", (): Stmt => {
    const opener = this.LA(1);
    const arms: { values: Expr[]; body: Block }[] = [];
    this.CONSUME(kw("match"));
    const subject = this.inHeader(() => this.SUBRULE(this.expr), missingExpr);
    this.headerOf(3);
    this.MANY1(() => this.CONSUME(t.Newline));
    this.MANY(() => {
      this.CONSUME(kw("when"));
      const values: Expr[] = [];
      this.inHeader(() => {
        this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => values.push(this.SUBRULE1(this.expr)) });
      }, () => undefined);
      arms.push({ values, body: this.body(opener, 0) });
    });
    const otherwise = this.OPTION(() => this.SUBRULE(this.elseBlock, { ARGS: [opener] }));
    return { kind: "match", subject, arms, otherwise: this.RECORDING_PHASE ? undefined : otherwise, span: this.closed(opener) };
  });

  readonly chooseStmt = this.RULE("chooseStmt", (): Stmt => {
    const opener = this.LA(1);
    const arms: { weight: number | undefined; body: Block }[] = [];
    this.CONSUME(kw("choose"));
    this.inChoose++;
    arms.push({ weight: this.weight(0), body: this.body(opener, 0) });
    this.MANY(() => {
      this.CONSUME(t.OrArm);
      arms.push({ weight: this.weight(1), body: this.body(opener, 1) });
    });
    this.inChoose--;
    return { kind: "choose", arms, span: this.closed(opener) };
  });

  readonly tryStmt = this.RULE("tryStmt", (): Stmt => {
    const opener = this.LA(1);
    this.CONSUME(kw("try"));
    const body = this.body(opener);
    const otherwise = this.OPTION(() => this.SUBRULE(this.elseBlock, { ARGS: [opener] }));
    if (otherwise === undefined) {
      this.faultAt("LORE034", opener, "This `try` has no `else`.", "say in `else` what happens when it does not work");
    }
    const at = this.here();
    return { kind: "try", body, otherwise: otherwise ?? { stmts: [], span: { start: at, end: at } }, span: this.closed(opener) };
  });

  readonly afterStmt = this.RULE("afterStmt", (): Stmt => {
    const opener = this.LA(1);
    this.CONSUME(kw("after"));
    const delay = this.inHeader(() => this.SUBRULE(this.expr), missingExpr);
    const body = this.body(opener);
    return { kind: "after", delay, body, span: this.closed(opener) };
  });

  readonly deedStmt = this.RULE("deedStmt", (): Stmt => {
    const opener = this.LA(1);
    this.CONSUME(kw("deed"));
    let name = missingName(opener.startOffset);
    const args = this.inHeader((): Arg[] => {
      name = this.SUBRULE(this.name);
      return this.SUBRULE(this.sentence);
    }, () => []);
    const body = this.body(opener);
    const span = this.closed(opener);
    const first = args?.[0];
    const plain = first !== undefined && first.label === undefined ? first.value : undefined;
    return { kind: "deed", name, target: plain, args: plain === undefined ? (args ?? []) : args.slice(1), body, span };
  });

  readonly askStmt = this.RULE("askStmt", (): Stmt => {
    const opener = this.LA(1);
    this.CONSUME(kw("ask"));
    const question = this.inHeader<Question>(() => this.SUBRULE(this.askHeader), noQuestion);
    const body = this.body(opener);
    const otherwise = this.OPTION(() => this.SUBRULE(this.elseBlock, { ARGS: [opener] }));
    return { kind: "ask", ...question, body, otherwise: this.RECORDING_PHASE ? undefined : otherwise, span: this.closed(opener) };
  });

  readonly askHeader = this.RULE("askHeader", (): Question => {
    const who = this.withoutIn(() => this.SUBRULE(this.expr));
    return this.either<Question>([
      {
        GATE: () => this.is(2, kw("allow")),
        ALT: () => {
          this.CONSUME(kw("to"));
          this.CONSUME(kw("allow"));
          const question = this.SUBRULE1(this.expr);
          return { who, allow: true, question, from: undefined, as: undefined, wait: undefined };
        },
      },
      {
        ALT: () => {
          const question = this.SUBRULE2(this.expr);
          const from = this.OPTION(() => {
            this.CONSUME(kw("from"));
            return this.SUBRULE3(this.expr);
          });
          this.CONSUME(kw("as"));
          const as = this.SUBRULE(this.name);
          const wait = this.OPTION1(() => {
            this.CONSUME(kw("for"));
            return this.SUBRULE4(this.expr);
          });
          return { who, allow: false, question, from, as, wait };
        },
      },
    ]);
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
  protected headerOf(index: 0 | 1 | 2 | 3): void {
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

  protected closed(opener: IToken, index: 0 | 1 = 0) {
    if (this.RECORDING_PHASE) {
      if (index === 0) this.CONSUME8(kw("end"));
      else this.CONSUME7(kw("end"));
    } else this.close(opener);
    return this.spanFrom(opener.startOffset);
  }

  private branch(opener: IToken, index: 0 | 1): Branch {
    const cond = this.inHeader(() => this.condition(index), missingExpr);
    return { cond, body: this.body(opener, index) };
  }

  /** `=` where a comparison is meant is the commonest slip of all. */
  private condition(index: 0 | 1): Expr {
    const cond = index === 0 ? this.SUBRULE(this.expr) : this.SUBRULE1(this.expr);
    if (!this.RECORDING_PHASE && this.is(1, t.Assign)) {
      this.abandon("LORE032", this.LA(1), "`=` changes a value; it does not compare.", "to compare write `is`");
    }
    return cond;
  }

  private weight(index: 0 | 1): number | undefined {
    const read = () => this.amount(index === 0 ? this.CONSUME(t.NumberToken) : this.CONSUME1(t.NumberToken));
    const weight = index === 0 ? this.OPTION1(read) : this.OPTION2(read);
    return this.RECORDING_PHASE ? undefined : weight;
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
    return word === kw("choice") && this.is(2, t.Text);
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

  /** A mistake in a line whose first word is nearly a keyword is most likely that word. */
  private hintKeyword(first: IToken): void {
    const last = this.faults.at(-1);
    if (last === undefined || last.start < first.startOffset || !this.isPlainName(first) || last.code === "LORE014") return;
    const near = nearest(first.payload as string, LINE_WORDS)[0];
    if (near !== undefined) this.faults[this.faults.length - 1] = { ...last, hint: `did you mean \`${near}\`?` };
  }

  private isPlainName(token: IToken): boolean {
    return token.tokenType === t.Name;
  }

  /** Goes to the end of the line; true when that line looks like a header: it has a `:`, or the next is further in. */
  private skipLine(first: IToken): boolean {
    const colon = this.skipToLineEnd();
    if (MISPLACED.get(first.tokenType) === "`if`") return !this.atEnd();
    if (colon) return !ONE_LINERS.has(first.tokenType);
    return this.is(1, t.Newline) && this.mode.guide?.isFurtherIn(this.LA(2), first) === true;
  }
}

interface Question {
  readonly who: Expr;
  readonly allow: boolean;
  readonly question: Expr;
  readonly from: Expr | undefined;
  readonly as: Name | undefined;
  readonly wait: Expr | undefined;
}

function noQuestion(at: number): Question {
  return { who: missingExpr(at), allow: false, question: missingExpr(at), from: undefined, as: missingName(at), wait: undefined };
}

/** Words that begin a statement. */
const LINE_WORDS = [
  "if", "else", "for", "while", "match", "when", "choose", "ask", "after", "try", "stop", "return", "break", "continue", "deny", "signal",
  "deed", "let", "otherwise",
];

/** A `:` after one of these is a slip within the line, not a header. */
const ONE_LINERS = new Set(["let", "return", "deny", "stop", "break", "continue", "again", "signal"].map(kw));
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
