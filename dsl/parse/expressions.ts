// Expressions, from `if … then … else` down to a single word, and the types that declarations name.

import type { IToken } from "chevrotain";
import type { Arg, BinaryOp, Expr, MapLit, Name, Path, QueryTail, TextLit, TypeRef } from "../ast.ts";
import { Base, kw } from "./base.ts";
import * as t from "./tokens.ts";
import { UNITS } from "./words.ts";

const NOT_AFTER_ARTICLE = new Set(["where", "set", "newest", "oldest"]);
const OF_WORDS = ["count", "first", "any", "sum", "model"] as const;

export abstract class Expressions extends Base {
  override readonly expr = this.RULE("expr", (): Expr => {
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
  });

  readonly disjunction = this.RULE("disjunction", (): Expr => {
    let left = this.SUBRULE(this.conjunction);
    this.MANY(() => {
      this.CONSUME(kw("or"));
      left = this.binary("or", left, this.SUBRULE1(this.conjunction));
    });
    return left;
  });

  readonly conjunction = this.RULE("conjunction", (): Expr => {
    let left = this.SUBRULE(this.negation);
    this.MANY(() => {
      this.CONSUME(kw("and"));
      left = this.binary("and", left, this.SUBRULE1(this.negation));
    });
    return left;
  });

  readonly negation: () => Expr = this.RULE("negation", (): Expr => {
    const start = this.here();
    return this.either<Expr>([
      {
        ALT: () => {
          this.CONSUME(kw("not"));
          const value = this.SUBRULE(this.negation);
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

  readonly compareSign = this.RULE("compareSign", (): BinaryOp =>
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
    this.MANY(() => {
      const op = this.OR([
        { ALT: () => this.CONSUME(t.Plus) && ("+" as const) },
        { ALT: () => this.CONSUME(t.Minus) && ("-" as const) },
      ]);
      left = this.binary(op, left, this.SUBRULE1(this.product));
    });
    return left;
  });

  readonly product = this.RULE("product", (): Expr => {
    let left = this.SUBRULE(this.unary);
    this.MANY(() => {
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

  readonly postfix = this.RULE("postfix", (): Expr => {
    let value = this.SUBRULE(this.atom);
    this.MANY({
      GATE: () => this.bindsTo(value),
      DEF: () => {
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
    const start = this.here();
    return this.either<Expr>([
      { ALT: () => this.SUBRULE(this.number) },
      { ALT: () => this.dice(this.CONSUME(t.Dice)) },
      { ALT: () => this.SUBRULE(this.text) },
      { ALT: () => ({ kind: "bool", value: this.CONSUME(kw("true")) !== undefined, span: this.spanFrom(start) }) },
      { ALT: () => ({ kind: "bool", value: this.CONSUME(kw("false")) === undefined, span: this.spanFrom(start) }) },
      { ALT: () => this.CONSUME(kw("nothing")) && { kind: "nothing", span: this.spanFrom(start) } },
      { ALT: () => this.CONSUME(kw("self")) && { kind: "self", span: this.spanFrom(start) } },
      { GATE: () => this.chanceAhead(), ALT: () => this.SUBRULE(this.chance) },
      { GATE: () => this.is(2, kw("of")), ALT: () => this.SUBRULE(this.ofExpr) },
      { GATE: () => this.allAhead(), ALT: () => this.SUBRULE(this.all) },
      {
        ALT: () => {
          const name = this.SUBRULE(this.name);
          return { kind: "name", name, span: this.spanFrom(start) };
        },
      },
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
    const value = this.SUBRULE(this.atom);
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

  /** An expression where a query may stand bare. */
  readonly rhs = this.RULE("rhs", (): Expr => {
    const source = this.SUBRULE(this.expr);
    const where = this.OPTION(() => {
      this.CONSUME(kw("where"));
      return this.SUBRULE1(this.expr);
    });
    const tail = this.SUBRULE(this.queryTails);
    if (this.RECORDING_PHASE || (where === undefined && tail.length === 0)) return source;
    return { kind: "query", source, where, tail, span: this.spanFrom(source.span.start) };
  });

  readonly queryTails = this.RULE("queryTails", (): QueryTail[] => {
    const tails: QueryTail[] = [];
    this.MANY({
      GATE: () => this.tailAhead(),
      DEF: () => {
        this.CONSUME(t.Comma);
        tails.push(this.SUBRULE(this.queryTail));
      },
    });
    return tails;
  });

  readonly queryTail = this.RULE("queryTail", (): QueryTail => {
    const start = this.here();
    return this.either<QueryTail>([
      { ALT: () => this.orderOf("newest", start) },
      { ALT: () => this.orderOf("oldest", start) },
      {
        ALT: () => {
          this.CONSUME(kw("by"));
          const name = this.SUBRULE(this.name);
          const down = this.OPTION(() => this.CONSUME(kw("down"))) !== undefined;
          return { kind: "by", name, down, span: this.spanFrom(start) };
        },
      },
      {
        ALT: () => {
          this.CONSUME(kw("limit"));
          const value = this.SUBRULE(this.expr);
          return { kind: "limit", value, span: this.spanFrom(start) };
        },
      },
      {
        ALT: () => {
          this.CONSUME(kw("skip"));
          const value = this.SUBRULE1(this.expr);
          return { kind: "skip", value, span: this.spanFrom(start) };
        },
      },
    ]);
  });

  override readonly type: () => TypeRef = this.RULE("type", (): TypeRef => {
    const start = this.here();
    const base = this.SUBRULE(this.baseType);
    const optional = this.OPTION(() => this.CONSUME(t.Question)) !== undefined;
    return { ...base, optional, span: this.spanFrom(start) };
  });

  readonly baseType = this.RULE("baseType", (): TypeRef => {
    const span = { start: 0, end: 0 };
    const optional = false;
    return this.either<TypeRef>([
      { GATE: () => this.is(2, kw("of")), ALT: () => this.CONSUME(kw("list")) && { kind: "list", of: this.ofType(1), optional, span } },
      { GATE: () => this.is(2, kw("of")), ALT: () => this.CONSUME(kw("map")) && { kind: "map", of: this.ofType(2), optional, span } },
      {
        GATE: () => this.is(2, t.Name) && !this.is(2, t.Label) && !SCOPES.has(this.LA(2).payload as string),
        ALT: () => {
          this.CONSUME(kw("model"));
          const path = this.SUBRULE(this.path);
          return { kind: "model", path, optional, span };
        },
      },
      {
        ALT: () => {
          const words: TextLit[] = [];
          this.AT_LEAST_ONE_SEP({ SEP: kw("or"), DEF: () => words.push(this.SUBRULE(this.text)) });
          return { kind: "words", words, optional, span };
        },
      },
      {
        ALT: () => {
          const path = this.SUBRULE1(this.path);
          const length = this.OPTION(() => this.amount(this.CONSUME(t.NumberToken)));
          return { kind: "named", path, length: this.RECORDING_PHASE ? undefined : length, optional, span };
        },
      },
    ]);
  });

  // ------------------------------------------------------------------- helpers

  private ofType(index: 1 | 2): TypeRef {
    if (index === 1) {
      this.CONSUME1(kw("of"));
      return this.SUBRULE1(this.type);
    }
    this.CONSUME2(kw("of"));
    return this.SUBRULE2(this.type);
  }

  private orderOf(kind: "newest" | "oldest", start: number): QueryTail {
    if (kind === "newest") {
      this.CONSUME(kw("newest"));
      this.CONSUME1(kw("first"));
    } else {
      this.CONSUME(kw("oldest"));
      this.CONSUME2(kw("first"));
    }
    return { kind, span: this.spanFrom(start) };
  }

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

  protected binary(op: BinaryOp, left: Expr, right: Expr): Expr {
    if (this.RECORDING_PHASE) return left;
    return { kind: "binary", op, left, right, span: { start: left.span.start, end: right.span.end } };
  }

  private dice(token: IToken): Expr {
    const [count = 0, sides = 0] = token.image.toLowerCase().split("d").map(Number);
    return { kind: "dice", count, sides, span: this.spanFrom(token.startOffset) };
  }

  protected amount(token: IToken): number {
    const value = Number(token.image);
    if (!this.RECORDING_PHASE && value > Number.MAX_SAFE_INTEGER) {
      this.faultAt("LORE004", token, `\`${token.image}\` is too large a number.`, `the largest is ${Number.MAX_SAFE_INTEGER}`);
      return 0;
    }
    return value;
  }

  private forbidChain(): void {
    if (CHAINS.has(this.LA(1).tokenType)) this.abandon("LORE021", this.LA(1), "Comparisons do not chain.", "join two of them with `and`");
  }

  /** `(` and `[` bind to names and what follows them, never to a number or a text. */
  private bindsTo(value: Expr): boolean {
    if (this.is(1, t.Dot)) return value?.kind !== "number";
    return value?.kind !== "number" && value?.kind !== "text" && value?.kind !== "duration" && value?.kind !== "dice";
  }

  /** `a shop` tests a kind only where a name follows; otherwise `a` is a name itself. */
  private articleAhead(): boolean {
    if (!this.is(1, kw("a")) && !this.is(1, kw("an"))) return false;
    return this.is(2, t.Name) && !this.is(2, t.Label) && !NOT_AFTER_ARTICLE.has(this.LA(2).payload as string);
  }

  private allAhead(): boolean {
    return this.is(1, kw("all")) && this.is(2, t.Name) && !this.is(2, t.Label) && !NOT_AFTER_ARTICLE.has(this.LA(2).payload as string);
  }

  private chanceAhead(): boolean {
    if (!this.is(1, kw("chance"))) return false;
    return this.is(2, t.NumberToken) || this.is(2, t.OpenRound) || (this.is(2, t.Name) && !this.is(2, t.Label)) || this.is(2, kw("self"));
  }

  private tailAhead(): boolean {
    if (!this.is(1, t.Comma)) return false;
    const word = this.LA(2).tokenType;
    if (word === kw("newest") || word === kw("oldest")) return this.is(3, kw("first"));
    if (word === kw("by")) return this.is(3, t.Name);
    if (word !== kw("limit") && word !== kw("skip")) return false;
    return this.is(3, t.NumberToken) || this.is(3, t.Name) || this.is(3, kw("self")) || this.is(3, t.OpenRound);
  }
}

const SCOPES = new Set(["held", "here", "near", "anywhere"]);

const CHAINS = new Set([t.EqualTo, t.NotEqual, t.Below, t.AtMost, t.Above, t.AtLeast, kw("is"), kw("has")]);
