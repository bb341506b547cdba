// Statements that hold blocks: conditions, loops, choices, waits and questions.

import type { IToken } from "chevrotain";
import type { Arg, Block, Branch, Expr, Name, Stmt } from "../ast.ts";
import { kw } from "./base.ts";
import { Blocks } from "./blocks.ts";
import { describe } from "./explain.ts";
import { missingExpr, missingName } from "./shelter.ts";
import { insteadOf } from "./slips.ts";
import * as t from "./tokens.ts";

export abstract class Compounds extends Blocks {
  override readonly statement = this.RULE("statement", (): Stmt => {
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
          const first = this.LA(1);
          const stmt = this.SUBRULE(this.simple);
          this.lineEnd();
          this.strayBlock(first);
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
      this.inHeader(
        () => {
          this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => values.push(this.SUBRULE1(this.expr)) });
        },
        () => undefined,
      );
      arms.push({ values, body: this.body(opener, 0) });
    });
    const otherwise = this.OPTION(() => this.SUBRULE(this.elseBlock, { ARGS: [opener] }));
    this.strayArms(opener);
    return { kind: "match", subject, arms, otherwise: this.RECORDING_PHASE ? undefined : otherwise, span: this.closed(opener) };
  });

  readonly chooseStmt = this.RULE("chooseStmt", (): Stmt => {
    const opener = this.LA(1);
    const arms: { weight: number | undefined; body: Block }[] = [];
    this.CONSUME(kw("choose"));
    arms.push({ weight: this.weight(0), body: this.body(opener, 0) });
    this.MANY(() => {
      this.CONSUME(t.OrArm);
      arms.push({ weight: this.weight(1), body: this.body(opener, 1) });
    });
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
    const args = this.inHeader(
      (): Arg[] => {
        name = this.SUBRULE(this.name);
        return this.SUBRULE(this.sentence);
      },
      () => [],
    );
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

  /** What stands in a `match` without its `when`: noted, and its statements read for their own mistakes. */
  private strayArms(opener: IToken): void {
    if (this.RECORDING_PHASE) return;
    while (!this.blockOver(opener)) {
      const first = this.LA(1);
      const hint = insteadOf(first.payload as string) ?? "an arm begins with `when`, the last one with `else`";
      this.faultAt("LORE023", first, `Here \`when\` is expected, not ${describe(first)}.`, hint);
      this.skipTo(() => this.is(1, t.Colon) || this.is(1, t.Newline));
      if (!this.atEnd()) this.body(opener, 2);
      if (this.LA(1) === first) this.SKIP_TOKEN();
    }
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
