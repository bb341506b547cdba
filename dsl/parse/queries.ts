// Queries: what follows `where`, and in which order and number the rows come.

import type { Expr, QueryTail } from "../ast.ts";
import { kw } from "./base.ts";
import * as t from "./tokens.ts";
import { Types } from "./types.ts";

export abstract class Queries extends Types {
  /** An expression where a query may stand bare. */
  readonly rhs = this.RULE("rhs", (): Expr => {
    const source = this.SUBRULE(this.expr);
    const where = this.OPTION(() => {
      this.CONSUME(kw("where"));
      return this.SUBRULE1(this.expr);
    });
    const tail = this.SUBRULE(this.queryTails);
    if (this.RECORDING_PHASE || (where === undefined && tail.length === 0)) return source;
    if (!QUERIED.has(source.kind)) this.rejectBareQuery(source);
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

  // ------------------------------------------------------------------- helpers

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

  protected rejectBareQuery(e: Expr): void {
    this.fault(
      "LORE025",
      e.span.start,
      e.span.end,
      "A query is part of something larger here, and has no brackets.",
      "write `(… where …)`",
    );
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

/** What a query may be asked of; anything else took its `where` from an operand that should have had brackets. */
const QUERIED = new Set<Expr["kind"]>(["name", "get", "index", "call", "all", "list", "paren", "self"]);
