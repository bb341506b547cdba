// What stands in a kind, an entity or an `extend`: properties, exits, topics, and what is nested.

import type { Choice, ExitAttr, Expr, Member, Name, TextLit } from "../ast.ts";
import { nearest } from "../suggest.ts";
import { kw } from "./base.ts";
import * as t from "./tokens.ts";
import { Triggers } from "./triggers.ts";

export abstract class Members extends Triggers {
  abstract readonly entity: () => Member;
  abstract readonly decl: () => unknown;
  abstract readonly command: () => Member;

  override readonly member = this.RULE("member", (): Member | undefined => {
    if (this.isForeign()) return void this.SUBRULE(this.decl);
    if (this.isSlip()) return undefined;
    return this.either<Member | undefined>([
      { ALT: () => this.CONSUME(t.Newline) && undefined },
      { GATE: () => this.is(2, t.Colon) && this.is(1, kw("flags")), ALT: () => this.SUBRULE(this.flags) },
      { GATE: () => this.is(2, t.Colon) && !this.is(1, t.TriggerWord), ALT: () => this.SUBRULE(this.property) },
      { ALT: () => this.SUBRULE(this.prop) },
      { ALT: () => this.SUBRULE(this.exit) },
      { GATE: () => this.is(2, t.Name) && this.is(3, t.OpenRound), ALT: () => this.SUBRULE(this.fn) },
      { GATE: () => !this.is(3, t.Text), ALT: () => this.SUBRULE(this.command) },
      { ALT: () => this.SUBRULE(this.topic) },
      { GATE: () => !this.is(2, t.Text), ALT: () => this.SUBRULE(this.every) },
      { GATE: () => this.triggerAhead(), ALT: () => this.SUBRULE(this.trigger) },
      { ALT: () => this.SUBRULE(this.entity) },
    ]);
  });

  readonly property = this.RULE("property", (): Member => {
    const start = this.here();
    const name = this.SUBRULE(this.name);
    this.CONSUME(t.Colon);
    const values: Expr[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => values.push(this.SUBRULE(this.expr)) });
    const span = this.spanFrom(start);
    this.lineEnd();
    return { kind: "property", name, values, span };
  });

  readonly flags = this.RULE("flags", (): Member => {
    const start = this.here();
    this.CONSUME(kw("flags"));
    this.CONSUME(t.Colon);
    const names = this.SUBRULE(this.names);
    const span = this.spanFrom(start);
    this.lineEnd();
    return { kind: "flags", names, span };
  });

  readonly prop = this.RULE("prop", (): Member => {
    const start = this.here();
    this.CONSUME(kw("prop"));
    const name = this.SUBRULE(this.name);
    this.CONSUME(t.Colon);
    const type = this.SUBRULE(this.type);
    const value = this.SUBRULE(this.defaultValue);
    const each = this.OPTION(() => {
      this.CONSUME(kw("for"));
      this.CONSUME(kw("each"));
      return this.SUBRULE1(this.name);
    });
    const span = this.spanFrom(start);
    this.lineEnd();
    return { kind: "prop", name, type, value, each: this.RECORDING_PHASE ? undefined : each, span };
  });

  readonly exit = this.RULE("exit", (): Member => {
    const start = this.here();
    this.CONSUME(kw("exit"));
    const direction = this.SUBRULE(this.name);
    this.CONSUME(kw("to"));
    const to = this.SUBRULE(this.path);
    const through = this.OPTION(() => {
      this.CONSUME(kw("through"));
      return this.SUBRULE1(this.path);
    });
    const attrs: ExitAttr[] = [];
    this.MANY(() => {
      this.CONSUME(t.Comma);
      attrs.push(this.SUBRULE(this.exitAttr));
    });
    const span = this.spanFrom(start);
    this.lineEnd();
    return { kind: "exit", direction, to, through: this.RECORDING_PHASE ? undefined : through, attrs, span };
  });

  readonly exitAttr = this.RULE("exitAttr", (): ExitAttr => {
    const name = this.SUBRULE(this.name);
    let label: Name | undefined;
    const value = this.OPTION({
      GATE: () => !this.endsStatement() && !this.is(1, t.Comma),
      DEF: () => {
        this.OPTION1(() => {
          label = this.asName(this.CONSUME(t.Label));
        });
        return this.SUBRULE(this.expr);
      },
    });
    return { name, label, value: this.RECORDING_PHASE ? undefined : value };
  });

  readonly topic = this.RULE("topic", (): Member => {
    const opener = this.LA(1);
    this.CONSUME(kw("topic"));
    let name: Name | undefined;
    const text = this.inHeader<TextLit | undefined>(
      () => {
        name = this.SUBRULE(this.name);
        return this.OPTION(() => this.SUBRULE(this.text));
      },
      () => undefined,
    );
    const body = this.body(opener);
    const choices: Choice[] = [];
    this.sheltered(
      () => this.is(1, kw("end")) || this.blockOver(opener),
      () => {
        this.OR([
          { ALT: () => this.CONSUME(t.Newline) },
          { ALT: () => choices.push(this.SUBRULE(this.choice)) },
          { GATE: () => this.rejectAfterChoice(), ALT: () => this.CONSUME(t.Question) },
        ]);
      },
      (first) => this.resyncStatement(first),
    );
    const span = this.closed(opener);
    return { kind: "topic", name: name ?? this.asName(opener), text: this.RECORDING_PHASE ? undefined : text, body, choices, span };
  });

  readonly choice = this.RULE("choice", (): Choice => {
    const start = this.here();
    this.CONSUME(kw("choice"));
    const text = this.SUBRULE(this.text);
    const cond = this.OPTION(() => {
      this.CONSUME(kw("if"));
      return this.SUBRULE(this.expr);
    });
    const to = this.OPTION1(() => {
      this.CONSUME(t.Arrow);
      return this.SUBRULE(this.name);
    });
    const span = this.spanFrom(start);
    this.lineEnd();
    return this.RECORDING_PHASE ? { text, cond: undefined, to: undefined, span } : { text, cond, to, span };
  });

  // ------------------------------------------------------------------- helpers

  private triggerAhead(): boolean {
    return this.is(1, t.TriggerWord) ? !this.is(2, t.Name) || !this.is(3, t.Text) : !this.is(2, t.Text);
  }

  private rejectAfterChoice(): boolean {
    if (!this.RECORDING_PHASE)
      this.abandon("LORE024", this.LA(1), "Nothing but choices may follow a choice.", "put what happens before the first `choice`");
    return true;
  }

  /** A declaration that only a file may hold: noted, read, and left out of the tree. */
  private isForeign(): boolean {
    if (this.RECORDING_PHASE || this.is(2, t.Colon)) return false;
    const token = this.LA(1);
    if (!FILE_ONLY.has(token.tokenType) || !this.is(2, t.Name)) return false;
    if (this.is(3, t.Text) && token.tokenType !== kw("table") && token.tokenType !== kw("text")) return false;
    this.faultAt(
      "LORE030",
      token,
      `A \`${token.image}\` cannot stand inside another declaration.`,
      "move it out; or an `end` is missing before it",
    );
    return true;
  }

  /** `porp x: number` would read as a thing of the kind `porp`. */
  private isSlip(): boolean {
    const token = this.LA(1);
    if (this.RECORDING_PHASE || token.tokenType !== t.Name || !this.is(2, t.Name)) return false;
    if (!this.is(3, t.Colon) && !this.is(3, kw("to"))) return false;
    const near = nearest(token.payload as string, ["prop", "exit"])[0];
    if (near === undefined) return false;
    this.faultAt("LORE014", token, `Neither a property nor a trigger begins with \`${token.image}\`.`, `did you mean \`${near}\`?`);
    this.skipTo(() => this.is(1, t.Newline));
    return true;
  }
}

const FILE_ONLY = new Set(["kind", "extend", "record", "table", "text", "event"].map(kw));
