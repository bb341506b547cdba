// Simple statements: one line each. A line that begins with a name is an assignment, a call, or a sentence.

import type { Arg, CallExpr, Expr, Name, QueryTail, Stmt } from "../ast.ts";
import { didYouMean } from "../suggest.ts";
import { kw } from "./base.ts";
import { describe } from "./explain.ts";
import { Expressions } from "./expressions.ts";
import { insteadOf } from "./slips.ts";
import * as t from "./tokens.ts";

/** What may stand alone on a line. */
const LONE_WORDS = ["else", "otherwise", "end", "stop", "break", "continue", "again", "return"];

export abstract class Statements extends Expressions {
  readonly simple = this.RULE("simple", (): Stmt => {
    const start = this.here();
    return this.either<Stmt>([
      {
        ALT: () => {
          this.CONSUME(kw("let"));
          const name = this.SUBRULE(this.name);
          this.CONSUME(t.Assign);
          const value = this.SUBRULE(this.rhs);
          return { kind: "let", name, value, span: this.spanFrom(start) };
        },
      },
      {
        ALT: () => {
          this.CONSUME(kw("return"));
          const value = this.OPTION({ GATE: () => !this.is(1, kw("end")), DEF: () => this.SUBRULE1(this.rhs) });
          return { kind: "return", value: this.RECORDING_PHASE ? undefined : value, span: this.spanFrom(start) };
        },
      },
      {
        ALT: () => {
          this.CONSUME(kw("deny"));
          const why = this.SUBRULE(this.expr);
          return { kind: "deny", why, span: this.spanFrom(start) };
        },
      },
      { ALT: () => this.CONSUME(kw("stop")) && { kind: "stop", span: this.spanFrom(start) } },
      { ALT: () => this.CONSUME(kw("break")) && { kind: "break", span: this.spanFrom(start) } },
      { ALT: () => this.CONSUME(kw("continue")) && { kind: "continue", span: this.spanFrom(start) } },
      { ALT: () => this.CONSUME(kw("again")) && { kind: "again", span: this.spanFrom(start) } },
      {
        ALT: () => {
          this.CONSUME(t.Arrow);
          const topic = this.SUBRULE1(this.name);
          return { kind: "goto", topic, span: this.spanFrom(start) };
        },
      },
      { ALT: () => this.SUBRULE(this.signal) },
      { GATE: () => this.startsWith("add"), ALT: () => this.SUBRULE(this.add) },
      { GATE: () => this.startsWith("remove"), ALT: () => this.SUBRULE(this.remove) },
      { GATE: () => this.startsWith("update"), ALT: () => this.SUBRULE(this.update) },
      { ALT: () => this.SUBRULE(this.placed) },
    ]);
  });

  readonly signal = this.RULE("signal", (): Stmt => {
    const start = this.here();
    this.CONSUME(kw("signal"));
    const event = this.SUBRULE(this.name);
    const args = this.OPTION(() => this.SUBRULE(this.args));
    const place = this.OPTION1(() => {
      this.CONSUME(kw("in"));
      return this.SUBRULE(this.expr);
    });
    if (this.RECORDING_PHASE) return { kind: "stop", span: this.spanFrom(start) };
    return { kind: "signal", event, args: args ?? [], place, span: this.spanFrom(start) };
  });

  /** `add post with {…}` or `add x to list`. */
  readonly add = this.RULE("add", (): Stmt => {
    const start = this.here();
    this.CONSUME(kw("add"));
    const what = this.SUBRULE(this.expr);
    return this.either<Stmt>([
      {
        ALT: () => {
          this.CONSUME(kw("with"));
          const record = this.SUBRULE1(this.expr);
          return { kind: "add-row", table: what, record, span: this.spanFrom(start) };
        },
      },
      {
        ALT: () => {
          this.CONSUME(kw("to"));
          const target = this.SUBRULE(this.place);
          return { kind: "add-to", value: what, target, span: this.spanFrom(start) };
        },
      },
    ]);
  });

  readonly remove = this.RULE("remove", (): Stmt => {
    const start = this.here();
    this.CONSUME(kw("remove"));
    return this.either<Stmt>([
      {
        GATE: () => this.is(2, kw("where")),
        ALT: () => {
          const table = this.SUBRULE(this.name);
          this.CONSUME(kw("where"));
          const where = this.SUBRULE(this.expr);
          const tail: QueryTail[] = this.SUBRULE(this.queryTails);
          return { kind: "remove-where", table, where, tail, span: this.spanFrom(start) };
        },
      },
      {
        ALT: () => {
          const what = this.SUBRULE1(this.expr);
          const from = this.OPTION(() => {
            this.CONSUME(kw("from"));
            return this.SUBRULE(this.place);
          });
          return { kind: "remove", what, from: this.RECORDING_PHASE ? undefined : from, span: this.spanFrom(start) };
        },
      },
    ]);
  });

  readonly update = this.RULE("update", (): Stmt => {
    const start = this.here();
    this.CONSUME(kw("update"));
    const table = this.SUBRULE(this.name);
    this.CONSUME(kw("set"));
    const sets: { column: Name; value: Expr }[] = [];
    this.AT_LEAST_ONE_SEP({
      SEP: t.Comma,
      DEF: () => {
        const column = this.SUBRULE1(this.name);
        this.CONSUME(t.Assign);
        sets.push({ column, value: this.SUBRULE(this.expr) });
      },
    });
    const where = this.OPTION(() => {
      this.CONSUME(kw("where"));
      return this.SUBRULE1(this.expr);
    });
    return { kind: "update", table, sets, where: this.RECORDING_PHASE ? undefined : where, span: this.spanFrom(start) };
  });

  /** A path that something is assigned to or taken from. */
  readonly place = this.RULE("place", (): Expr => {
    const start = this.here();
    let value = this.either<Expr>([
      { ALT: () => this.CONSUME(kw("self")) && { kind: "self", span: this.spanFrom(start) } },
      {
        ALT: () => {
          const name = this.SUBRULE(this.name);
          return { kind: "name", name, span: this.spanFrom(start) };
        },
      },
    ]);
    let links = 0;
    this.MANY(() => {
      links = this.countLink(links);
      value = this.SUBRULE(this.tailOf, { ARGS: [value] });
    });
    return value;
  });

  /** What begins with a path: an assignment, a call in brackets, or a sentence. */
  readonly placed = this.RULE("placed", (): Stmt => {
    const start = this.here();
    const target = this.SUBRULE(this.place);
    return this.either<Stmt>([
      {
        ALT: () => {
          const op = this.OR1([
            { ALT: () => this.CONSUME(t.Assign) && ("=" as const) },
            { ALT: () => this.CONSUME(t.PlusAssign) && ("+=" as const) },
            { ALT: () => this.CONSUME(t.MinusAssign) && ("-=" as const) },
          ]);
          const value = this.SUBRULE(this.rhs);
          return { kind: "assign", target, op, value, span: this.spanFrom(start) };
        },
      },
      {
        GATE: () => !this.endsStatement(),
        ALT: () => {
          this.rejectSentenceAfter(target, start);
          const args = this.SUBRULE(this.sentence);
          const call: CallExpr = { kind: "call", callee: target, args, span: this.spanFrom(start) };
          return { kind: "do", call, sentence: true, span: call.span };
        },
      },
      {
        ALT: () => {
          const call: CallExpr = target?.kind === "call" ? target : this.rejectBare(target);
          return { kind: "do", call, sentence: false, span: this.spanFrom(start) };
        },
      },
    ]);
  });

  /** One plain argument at most, then each with its label. */
  readonly sentence = this.RULE("sentence", (): Arg[] => {
    const args: Arg[] = [];
    this.OPTION({
      GATE: () => !this.labelAhead(),
      DEF: () => args.push({ label: undefined, value: this.SUBRULE(this.sentenceArg) }),
    });
    this.MANY({
      GATE: () => this.is(1, t.Label),
      DEF: () => {
        const label = this.asName(this.CONSUME(t.Label));
        args.push({ label, value: this.SUBRULE1(this.sentenceArg) });
      },
    });
    return args;
  });

  readonly sentenceArg = this.RULE("sentenceArg", (): Expr => this.withoutIn(() => this.SUBRULE(this.expr)));

  // ------------------------------------------------------------------- helpers

  /** Reads with `in` as a label. */
  protected withoutIn<T>(read: () => T): T {
    const { noIn } = this;
    this.noIn = true;
    const value = read();
    this.noIn = noIn;
    return value;
  }

  protected endsStatement(): boolean {
    return this.atEnd() || this.is(1, t.Newline) || this.is(1, t.Colon) || this.is(1, kw("end"));
  }

  /** `add`, `remove`, `update` are statements unless the line treats the word as a name. */
  private startsWith(word: string): boolean {
    if (!this.is(1, kw(word))) return false;
    const next = this.LA(2).tokenType;
    return next !== t.Assign && next !== t.PlusAssign && next !== t.MinusAssign && next !== t.Dot && next !== t.Newline;
  }

  /** Right after the function's name a label word is a label. */
  private labelAhead(): boolean {
    return this.is(1, t.Label);
  }

  /** A name that stands alone: noted, and read as if it were called. */
  private rejectBare(target: Expr): CallExpr {
    const call: CallExpr = { kind: "call", callee: target, args: [], span: target?.span };
    if (this.RECORDING_PHASE) return call;
    const word = this.source.slice(target.span.start, target.span.end);
    const span = target.span;
    const assigned = this.is(1, t.Colon) && this.is(2, t.Assign) ? `to change it write \`${word} = …\`` : undefined;
    const hint = assigned ?? insteadOf(word.toLowerCase()) ?? didYouMean(word, LONE_WORDS) ?? `to call it write \`${word}()\``;
    this.fault("LORE013", span.start, span.end, `\`${word}\` alone does nothing.`, hint);
    return call;
  }

  private rejectSentenceAfter(target: Expr, start: number): void {
    if (this.RECORDING_PHASE || target.kind !== "call") return;
    const word = this.source.slice(start, target.callee.span.end);
    const hint = `leave the brackets out, or put all of it into them: \`${word}(…)\``;
    this.abandon("LORE020", this.LA(1), `${describe(this.LA(1), true)} stands outside the brackets of \`${word}\`.`, hint);
  }
}
