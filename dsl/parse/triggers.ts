// What runs when something happens, and what is called by name: triggers, clocks, functions and their parameters.

import type { IToken } from "chevrotain";
import type { EventArg, EveryDecl, Expr, FnDecl, MigrateDecl, Name, Param, TriggerDecl, TypeRef } from "../ast.ts";
import { kw } from "./base.ts";
import { Compounds } from "./compounds.ts";
import { splitTriggerWord } from "./lexer.ts";
import * as t from "./tokens.ts";
import { UNITS } from "./words.ts";

export abstract class Triggers extends Compounds {
  readonly fn = this.RULE("fn", (): FnDecl => {
    const opener = this.LA(1);
    this.CONSUME(kw("fn"));
    const name = this.SUBRULE(this.name);
    const params = this.inHeader(
      () => this.SUBRULE(this.params),
      () => [],
    );
    // After `)` a colon tells the result's type, unless the line ends there.
    const result = this.OPTION({
      GATE: () => this.is(1, t.Colon) && !this.is(2, t.Newline) && !t.isEnd(this.LA(2)),
      DEF: () => {
        this.CONSUME(t.Colon);
        return this.SUBRULE(this.type);
      },
    });
    const body = this.body(opener);
    return { kind: "fn", name, params, result: this.RECORDING_PHASE ? undefined : result, body, span: this.closed(opener) };
  });

  readonly params = this.RULE("params", (): Param[] => {
    const all: Param[] = [];
    this.CONSUME(t.OpenRound);
    this.MANY(() => {
      all.push(this.SUBRULE(this.param));
      if (this.RECORDING_PHASE || !this.is(1, t.CloseRound)) this.CONSUME(t.Comma);
    });
    this.CONSUME(t.CloseRound);
    return all;
  });

  readonly param = this.RULE("param", (): Param => {
    const start = this.here();
    const label = this.OPTION({ GATE: () => !this.is(2, t.Colon), DEF: () => this.asName(this.CONSUME(t.Label)) });
    const name = this.SUBRULE(this.name);
    this.CONSUME(t.Colon);
    const type: TypeRef = this.SUBRULE(this.type);
    const value = this.SUBRULE(this.defaultValue);
    return { label: this.RECORDING_PHASE ? undefined : label, name, type, value, span: this.spanFrom(start) };
  });

  readonly trigger = this.RULE("trigger", (): TriggerDecl => {
    const opener = this.LA(1);
    const { phase, event } = this.either<{ phase: "on" | "before"; event: Name }>([
      { ALT: () => this.spelledTrigger(this.CONSUME(t.TriggerWord)) },
      {
        ALT: () => {
          const word = this.OR1([{ ALT: () => this.CONSUME(kw("on")) }, { ALT: () => this.CONSUME(kw("before")) }]);
          const phase = word.tokenType === kw("on") ? "on" : "before";
          return { phase, event: this.SUBRULE(this.name) };
        },
      },
    ]);
    const args = this.inHeader(
      () => this.SUBRULE(this.eventArgs),
      () => [],
    );
    const body = this.body(opener);
    return { kind: "trigger", phase, event, args, body, span: this.closed(opener) };
  });

  readonly eventArgs = this.RULE("eventArgs", (): EventArg[] => {
    const args: EventArg[] = [];
    this.OPTION({
      GATE: () => !(this.is(1, t.Label) && this.is(2, t.Name)),
      DEF: () => args.push({ label: undefined, name: this.SUBRULE(this.name) }),
    });
    this.MANY({
      GATE: () => this.is(1, t.Label),
      DEF: () => {
        const label = this.asName(this.CONSUME(t.Label));
        args.push({ label, name: this.SUBRULE1(this.name) });
      },
    });
    return args;
  });

  readonly every = this.RULE("every", (): EveryDecl => {
    const opener = this.LA(1);
    this.CONSUME(kw("every"));
    let periodMs: number | undefined;
    let dayAtMinutes: number | undefined;
    this.inHeader(
      () => {
        this.OR([
          {
            ALT: () => {
              const count = this.CONSUME(t.NumberToken);
              const unit = this.CONSUME(t.Unit);
              periodMs = Math.round(this.amount(count) * (UNITS[unit.tokenType.name.replace("word ", "")] ?? 0));
            },
          },
          {
            ALT: () => {
              this.CONSUME(kw("day"));
              this.CONSUME(kw("at"));
              dayAtMinutes = this.clock(this.CONSUME1(t.NumberToken), this.CONSUME(t.Colon), this.CONSUME2(t.NumberToken));
            },
          },
          { GATE: () => this.rejectBareUnit(), ALT: () => this.CONSUME1(t.Unit) },
        ]);
      },
      () => undefined,
    );
    const always = this.OPTION(() => this.CONSUME(kw("always"))) !== undefined;
    const body = this.body(opener);
    return { kind: "every", periodMs, dayAtMinutes, always, body, span: this.closed(opener) };
  });

  readonly migrate = this.RULE("migrate", (): MigrateDecl => {
    const opener = this.LA(1);
    this.CONSUME(kw("migrate"));
    this.CONSUME(kw("from"));
    const from = this.SUBRULE(this.text);
    const body = this.body(opener);
    return { kind: "migrate", from, body, span: this.closed(opener) };
  });

  /** `= value`, where one is given. */
  readonly defaultValue = this.RULE("defaultValue", (): Expr | undefined => {
    const value = this.OPTION(() => {
      this.CONSUME(t.Assign);
      return this.SUBRULE(this.expr);
    });
    return this.RECORDING_PHASE ? undefined : value;
  });

  // ------------------------------------------------------------------- helpers

  private clock(hours: IToken, _colon: IToken, minutes: IToken): number {
    const h = Number(hours.image);
    const m = Number(minutes.image);
    if (!this.RECORDING_PHASE && !(h < 24 && m < 60 && Number.isInteger(h) && Number.isInteger(m))) {
      this.fault(
        "LORE035",
        hours.startOffset,
        minutes.endOffset! + 1,
        `\`${hours.image}:${minutes.image}\` is no time of day.`,
        "hours go from 00 to 23, minutes from 00 to 59",
      );
      return 0;
    }
    return h * 60 + m;
  }

  /** `every hour` wants its number. */
  private rejectBareUnit(): boolean {
    if (this.RECORDING_PHASE) return true;
    if (!this.is(1, t.Unit) || this.is(2, kw("at"))) return false;
    const { image } = this.LA(1);
    const hint = `write \`every 1 ${image.toLowerCase()}\`, or \`every day at 04:00\``;
    this.abandon("LORE017", this.LA(1), `Here a number is expected, not \`${image}\`.`, hint);
  }

  private spelledTrigger(token: IToken): { phase: "on" | "before"; event: Name } {
    if (this.RECORDING_PHASE) return { phase: "on", event: this.asName(token) };
    const { phase, event } = splitTriggerWord(token.payload as string);
    const end = token.endOffset! + 1;
    const start = end - event.length;
    return { phase, event: { id: event, text: this.source.slice(start, end), span: { start, end } } };
  }
}
