// Operands: single values, and what binds to them tightest: `.name`, `[index]` and a call's brackets.

import type { IToken } from "chevrotain";
import type { Arg, Expr, MapLit, Name } from "../ast.ts";
import { kw } from "./base.ts";
import { Queries } from "./queries.ts";
import * as t from "./tokens.ts";
import { NOT_A_KIND, UNITS } from "./words.ts";

const OF_WORDS = ["count", "first", "any", "sum", "model"] as const;

export abstract class Operands extends Queries {
  readonly postfix = this.RULE("postfix", (): Expr => {
    let value = this.SUBRULE(this.atom);
    let links = 0;
    this.MANY({
      GATE: () => this.bindsTo(value),
      DEF: () => {
        links = this.countLink(links);
        value = this.SUBRULE(this.tailOf, { ARGS: [value] });
      },
    });
    return value;
  });

  /** One step of a path: `.name`, `[index]` or a call's brackets. */
  readonly tailOf = this.RULE("tailOf", (object: Expr): Expr => {
    const start = object?.span?.start ?? 0;
    return this.either<Expr>([
      {
        ALT: () => {
          this.CONSUME(t.Dot);
          const name = this.asName(this.CONSUME(t.Word));
          return { kind: "get", object, name, span: this.spanFrom(start) };
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.OpenSquare);
          const key = this.inBrackets(() => this.SUBRULE(this.expr));
          this.CONSUME(t.CloseSquare);
          return { kind: "index", object, key, span: this.spanFrom(start) };
        },
      },
      {
        ALT: () => {
          const args = this.SUBRULE(this.args);
          return { kind: "call", callee: object, args, span: this.spanFrom(start) };
        },
      },
    ]);
  });

  readonly args = this.RULE("args", (): Arg[] => {
    const all: Arg[] = [];
    this.CONSUME(t.OpenRound);
    this.inBrackets(() => {
      this.OPTION(() => {
        all.push(this.SUBRULE(this.arg));
        this.MANY(() => {
          this.CONSUME(t.Comma);
          this.OPTION2({ GATE: () => !this.is(1, t.CloseRound), DEF: () => all.push(this.SUBRULE1(this.arg)) });
        });
      });
    });
    this.CONSUME(t.CloseRound);
    for (const { value } of all) if (all.length > 1 && value?.kind === "query") this.rejectBareQuery(value);
    return all;
  });

  /** A query may stand here too; the checker of brackets wants it alone, which `queryTail` sees to. */
  readonly arg = this.RULE("arg", (): Arg => {
    const label = this.OPTION({
      GATE: () => this.is(2, t.Colon),
      DEF: () => {
        const name = this.asName(this.OR([{ ALT: () => this.CONSUME(t.Name) }, { ALT: () => this.CONSUME(t.Label) }]));
        this.CONSUME(t.Colon);
        return name;
      },
    });
    const value = this.SUBRULE(this.rhs);
    return { label: this.RECORDING_PHASE ? undefined : label, value };
  });

  readonly atom = this.RULE("atom", (): Expr => {
    // Most operands are one plain name; deciding that first halves the time of a whole parse.
    if (!this.RECORDING_PHASE && this.LA(1).tokenType === t.Name) return this.nameExpr(this.CONSUME(t.Name));
    const start = this.here();
    return this.either<Expr>([
      { ALT: () => this.SUBRULE(this.number) },
      { ALT: () => this.dice(this.CONSUME(t.Dice)) },
      { ALT: () => this.SUBRULE(this.text) },
      { ALT: () => this.CONSUME(kw("true")) && { kind: "bool", value: true, span: this.spanFrom(start) } },
      { ALT: () => this.CONSUME(kw("false")) && { kind: "bool", value: false, span: this.spanFrom(start) } },
      { ALT: () => this.CONSUME(kw("nothing")) && { kind: "nothing", span: this.spanFrom(start) } },
      { ALT: () => this.CONSUME(kw("self")) && { kind: "self", span: this.spanFrom(start) } },
      { GATE: () => this.chanceAhead(), ALT: () => this.SUBRULE(this.chance) },
      { GATE: () => this.is(2, kw("of")), ALT: () => this.SUBRULE(this.ofExpr) },
      { GATE: () => this.allAhead(), ALT: () => this.SUBRULE(this.all) },
      { ALT: () => this.nameExpr(this.CONSUME1(t.Name)) },
      { ALT: () => this.SUBRULE(this.listLiteral) },
      { ALT: () => this.SUBRULE(this.mapLiteral) },
      {
        ALT: () => {
          this.CONSUME(t.OpenRound);
          const value = this.inBrackets(() => this.SUBRULE(this.rhs));
          this.CONSUME(t.CloseRound);
          return { kind: "paren", value, span: this.spanFrom(start) };
        },
      },
    ]);
  });

  readonly chance = this.RULE("chance", (): Expr => {
    const start = this.here();
    this.CONSUME(kw("chance"));
    // A property as well as a number: `chance self.odds`.
    const value = this.SUBRULE(this.postfix);
    return { kind: "chance", value, span: this.spanFrom(start) };
  });

  readonly ofExpr = this.RULE("ofExpr", (): Expr => {
    const start = this.here();
    const op = this.OR(OF_WORDS.map((word) => ({ ALT: () => this.CONSUME(kw(word)) && word })));
    this.CONSUME(kw("of"));
    const operand = this.SUBRULE(this.postfix);
    return { kind: "of", op, operand, span: this.spanFrom(start) };
  });

  readonly all = this.RULE("all", (): Expr => {
    const start = this.here();
    this.CONSUME(kw("all"));
    const type = this.SUBRULE(this.path);
    return { kind: "all", type, span: this.spanFrom(start) };
  });

  readonly number = this.RULE("number", (): Expr => {
    const start = this.here();
    const token = this.CONSUME(t.NumberToken);
    return this.either<Expr>([
      {
        ALT: () => {
          const unit = this.CONSUME(t.Unit).tokenType.name.replace("word ", "");
          const amount = this.amount(token);
          return { kind: "duration", ms: Math.round(amount * (UNITS[unit] ?? 0)), amount, unit, span: this.spanFrom(start) };
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Percent);
          const value = Number((this.amount(token) / 100).toPrecision(15));
          return { kind: "number", value, percent: true, text: token.image, span: this.spanFrom(start) };
        },
      },
      { ALT: () => ({ kind: "number", value: this.amount(token), percent: false, text: token.image, span: this.spanFrom(start) }) },
    ]);
  });

  readonly listLiteral = this.RULE("listLiteral", (): Expr => {
    const start = this.here();
    const items: Expr[] = [];
    this.CONSUME(t.OpenSquare);
    this.inBrackets(() => {
      this.MANY({
        DEF: () => {
          items.push(this.SUBRULE(this.expr));
          this.comma(t.CloseSquare);
        },
      });
    });
    this.CONSUME(t.CloseSquare);
    return { kind: "list", items, span: this.spanFrom(start) };
  });

  readonly mapLiteral = this.RULE("mapLiteral", (): MapLit => {
    const start = this.here();
    const entries: { key: Name; value: Expr }[] = [];
    this.CONSUME(t.OpenCurly);
    this.inBrackets(() => {
      this.MANY(() => {
        const key = this.asName(this.OR([{ ALT: () => this.CONSUME(t.Name) }, { ALT: () => this.CONSUME(t.Label) }]));
        this.CONSUME(t.Colon);
        entries.push({ key, value: this.SUBRULE(this.expr) });
        this.comma(t.CloseCurly);
      });
    });
    this.CONSUME(t.CloseCurly);
    return { kind: "map", entries, span: this.spanFrom(start) };
  });

  // ------------------------------------------------------------------- helpers

  private comma(closer: typeof t.CloseSquare): void {
    if (this.RECORDING_PHASE) return void this.OPTION9(() => this.CONSUME(t.Comma));
    if (!this.is(1, closer)) this.CONSUME(t.Comma);
  }

  /** Brackets make `in` an operator again. */
  protected inBrackets<T>(read: () => T): T {
    const { noIn } = this;
    this.noIn = false;
    const value = read();
    this.noIn = noIn;
    return value;
  }

  private nameExpr(token: IToken): Expr {
    const name = this.asName(token);
    return { kind: "name", name, span: name.span };
  }

  private dice(token: IToken): Expr {
    const [count = 0, sides = 0] = token.image.toLowerCase().split("d").map(Number);
    return { kind: "dice", count, sides, span: this.spanFrom(token.startOffset) };
  }

  /** `(` and `[` bind to names and what follows them, never to a number or a text. */
  private bindsTo(value: Expr): boolean {
    if (this.is(1, t.Dot)) return value?.kind !== "number";
    return value?.kind !== "number" && value?.kind !== "text" && value?.kind !== "duration" && value?.kind !== "dice";
  }

  private allAhead(): boolean {
    return this.is(1, kw("all")) && this.is(2, t.Name) && !this.is(2, t.Label) && !NOT_A_KIND.has(this.LA(2).payload as string);
  }

  private chanceAhead(): boolean {
    if (!this.is(1, kw("chance"))) return false;
    return this.is(2, t.NumberToken) || this.is(2, t.OpenRound) || (this.is(2, t.Name) && !this.is(2, t.Label)) || this.is(2, kw("self"));
  }
}
