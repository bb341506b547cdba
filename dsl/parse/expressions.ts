// Operators, from `if … then … else` at the loosest down to a minus sign.

import type { BinaryOp, Expr, Path } from "../ast.ts";
import { kw } from "./base.ts";
import { Operands } from "./operands.ts";
import * as t from "./tokens.ts";
import { NOT_A_KIND } from "./words.ts";

export abstract class Expressions extends Operands {
  override readonly expr = this.RULE("expr", (): Expr => this.deeper(() => this.conditional()));

  /** `if … then … else …`, or what binds tighter. */
  private conditional(): Expr {
    if (!this.RECORDING_PHASE && !this.is(1, kw("if"))) return this.SUBRULE1(this.disjunction);
    const start = this.here();
    return this.either<Expr>([
      {
        ALT: () => {
          this.CONSUME(kw("if"));
          const cond = this.SUBRULE(this.disjunction);
          this.CONSUME(kw("then"));
          const then = this.SUBRULE(this.expr);
          this.CONSUME(kw("else"));
          const otherwise = this.SUBRULE1(this.expr);
          return { kind: "if-else", cond, then, otherwise, span: this.spanFrom(start) };
        },
      },
      { ALT: () => this.SUBRULE1(this.disjunction) },
    ]);
  }

  readonly disjunction = this.RULE("disjunction", (): Expr => {
    let left = this.SUBRULE(this.conjunction);
    let links = 0;
    this.MANY(() => {
      links = this.countLink(links);
      this.CONSUME(kw("or"));
      left = this.binary("or", left, this.SUBRULE1(this.conjunction));
    });
    return left;
  });

  readonly conjunction = this.RULE("conjunction", (): Expr => {
    let left = this.SUBRULE(this.negation);
    let links = 0;
    this.MANY(() => {
      links = this.countLink(links);
      this.CONSUME(kw("and"));
      left = this.binary("and", left, this.SUBRULE1(this.negation));
    });
    return left;
  });

  readonly negation: () => Expr = this.RULE("negation", (): Expr => {
    if (!this.RECORDING_PHASE && !this.is(1, kw("not"))) return this.SUBRULE(this.comparison);
    const start = this.here();
    return this.either<Expr>([
      {
        ALT: () => {
          this.CONSUME(kw("not"));
          const value = this.deeper(() => this.SUBRULE(this.negation));
          return { kind: "not", value, span: this.spanFrom(start) };
        },
      },
      { ALT: () => this.SUBRULE(this.comparison) },
    ]);
  });

  readonly comparison = this.RULE("comparison", (): Expr => {
    const left = this.SUBRULE(this.sum);
    const compared = this.OPTION({
      GATE: () => !this.noIn || !this.is(1, kw("in")),
      DEF: () => this.SUBRULE(this.compareTo, { ARGS: [left] }),
    });
    if (compared === undefined || this.RECORDING_PHASE) return left;
    this.forbidChain();
    return compared;
  });

  readonly compareTo = this.RULE("compareTo", (left: Expr): Expr => {
    const start = left?.span?.start ?? 0;
    return this.either<Expr>([
      { ALT: () => this.binary(this.SUBRULE(this.compareSign), left, this.SUBRULE(this.sum)) },
      {
        ALT: () => {
          this.CONSUME(kw("is"));
          const not = this.OPTION1(() => this.CONSUME(kw("not"))) !== undefined;
          return this.either1<Expr>([
            {
              GATE: () => this.articleAhead(),
              ALT: () => {
                const type = this.SUBRULE(this.article);
                return { kind: "is-a", left, not, type, span: this.spanFrom(start) };
              },
            },
            {
              ALT: () => {
                const right = this.SUBRULE1(this.sum);
                return { kind: "is", left, not, right, span: this.spanFrom(start) };
              },
            },
          ]);
        },
      },
      {
        ALT: () => {
          this.CONSUME(kw("has"));
          return this.either2<Expr>([
            {
              GATE: () => this.articleAhead(),
              ALT: () => {
                const type = this.SUBRULE1(this.article);
                return { kind: "has-a", left, type, span: this.spanFrom(start) };
              },
            },
            {
              ALT: () => {
                const right = this.SUBRULE2(this.sum);
                return { kind: "has", left, right, span: this.spanFrom(start) };
              },
            },
          ]);
        },
      },
      {
        ALT: () => {
          const not = this.OPTION2(() => this.CONSUME1(kw("not"))) !== undefined;
          this.CONSUME(kw("in"));
          const right = this.SUBRULE3(this.sum);
          return { kind: "in", left, not, right, span: this.spanFrom(start) };
        },
      },
    ]);
  });

  readonly compareSign = this.RULE(
    "compareSign",
    (): BinaryOp =>
      this.either<BinaryOp>([
        { ALT: () => this.CONSUME(t.EqualTo) && "==" },
        { ALT: () => this.CONSUME(t.NotEqual) && "!=" },
        { ALT: () => this.CONSUME(t.Below) && "<" },
        { ALT: () => this.CONSUME(t.AtMost) && "<=" },
        { ALT: () => this.CONSUME(t.Above) && ">" },
        { ALT: () => this.CONSUME(t.AtLeast) && ">=" },
      ]),
  );

  readonly article = this.RULE("article", (): Path => {
    this.OR([{ ALT: () => this.CONSUME(kw("a")) }, { ALT: () => this.CONSUME(kw("an")) }]);
    return this.SUBRULE(this.path);
  });

  readonly sum = this.RULE("sum", (): Expr => {
    let left = this.SUBRULE(this.product);
    let links = 0;
    this.MANY(() => {
      links = this.countLink(links);
      const op = this.OR([{ ALT: () => this.CONSUME(t.Plus) && ("+" as const) }, { ALT: () => this.CONSUME(t.Minus) && ("-" as const) }]);
      left = this.binary(op, left, this.SUBRULE1(this.product));
    });
    return left;
  });

  readonly product = this.RULE("product", (): Expr => {
    let left = this.SUBRULE(this.unary);
    let links = 0;
    this.MANY(() => {
      links = this.countLink(links);
      const op = this.OR([
        { ALT: () => this.CONSUME(t.Star) && ("*" as const) },
        { ALT: () => this.CONSUME(t.Slash) && ("/" as const) },
        { ALT: () => this.CONSUME(kw("div")) && ("div" as const) },
        { ALT: () => this.CONSUME(kw("mod")) && ("mod" as const) },
      ]);
      left = this.binary(op, left, this.SUBRULE1(this.unary));
    });
    return left;
  });

  readonly unary = this.RULE("unary", (): Expr => {
    const start = this.here();
    const minus = this.OPTION(() => this.CONSUME(t.Minus));
    const value = this.SUBRULE(this.postfix);
    return minus === undefined || this.RECORDING_PHASE ? value : { kind: "negate", value, span: this.spanFrom(start) };
  });

  // ------------------------------------------------------------------- helpers

  protected binary(op: BinaryOp, left: Expr, right: Expr): Expr {
    if (this.RECORDING_PHASE) return left;
    return { kind: "binary", op, left, right, span: { start: left.span.start, end: right.span.end } };
  }

  private forbidChain(): void {
    if (CHAINS.has(this.LA(1).tokenType)) this.abandon("LORE021", this.LA(1), "Comparisons do not chain.", "join two of them with `and`");
  }

  /** `a shop` tests a kind only where a name follows; otherwise `a` is a name itself. */
  private articleAhead(): boolean {
    if (!this.is(1, kw("a")) && !this.is(1, kw("an"))) return false;
    return this.is(2, t.Name) && !this.is(2, t.Label) && !NOT_A_KIND.has(this.LA(2).payload as string);
  }
}

const CHAINS = new Set([t.EqualTo, t.NotEqual, t.Below, t.AtMost, t.Above, t.AtLeast, kw("is"), kw("has")]);
