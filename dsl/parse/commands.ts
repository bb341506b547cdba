// Commands, and the two small grammars inside texts: `{…}` of a message and `<…>` of a pattern.

import type { IToken } from "chevrotain";
import type { CommandDecl, Interpolation, Name, Path, PatternSlot, TextLit } from "../ast.ts";
import { kw } from "./base.ts";
import { Data } from "./data.ts";
import { interpolation } from "./interp.ts";
import { readPattern } from "./pattern.ts";
import * as t from "./tokens.ts";
import { SCOPES } from "./words.ts";

export abstract class Commands extends Data {
  override readonly command = this.RULE("command", (): CommandDecl => {
    const opener = this.LA(1);
    const texts: IToken[] = [];
    this.CONSUME(kw("command"));
    this.inHeader(
      () => {
        this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => texts.push(this.CONSUME(t.Text)) });
      },
      () => undefined,
    );
    this.headerOf(3);
    let needs: Name | undefined;
    let help: TextLit | undefined;
    this.MANY({
      GATE: () =>
        this.is(1, t.Newline) || (this.is(1, kw("needs")) && this.is(2, t.Name)) || (this.is(1, kw("help")) && this.is(2, t.Text)),
      DEF: () => {
        this.OR([
          { ALT: () => this.CONSUME(t.Newline) },
          {
            ALT: () => {
              this.CONSUME(kw("needs"));
              needs = this.SUBRULE(this.name);
              this.lineEnd();
            },
          },
          {
            ALT: () => {
              this.CONSUME(kw("help"));
              help = this.SUBRULE(this.text);
              if (!this.RECORDING_PHASE) this.lineEnd();
            },
          },
        ]);
      },
    });
    const body = this.plainBlock(opener);
    const span = this.closed(opener);
    const patterns = this.RECORDING_PHASE ? [] : texts.map((text) => readPattern(this.source, text, this.faults, this.slots));
    return { kind: "command", patterns, needs, help, body, span };
  });

  /** Between the braces of a text: a path or arithmetic, then `:form` or a verb. */
  readonly interp = this.RULE("interp", (): Interpolation => {
    const start = this.here();
    const value = this.SUBRULE(this.sum);
    let form: Path | undefined;
    let verb: string | undefined;
    this.OPTION(() => {
      this.OR([
        {
          ALT: () => {
            this.CONSUME(t.Colon);
            form = this.either1<Path>([
              {
                ALT: () => {
                  const word = this.asName(this.CONSUME(kw("and")));
                  return { parts: [word], span: word.span };
                },
              },
              { ALT: () => this.SUBRULE(this.path) },
            ]);
          },
        },
        {
          ALT: () => {
            verb = this.CONSUME(t.Word).image;
          },
        },
      ]);
    });
    const span = this.spanFrom(start);
    return interpolation(
      value,
      this.source[start] ?? "",
      this.RECORDING_PHASE ? undefined : form,
      this.RECORDING_PHASE ? undefined : verb,
      span,
    );
  });

  /** Between `<` and `>` of a pattern, after the slot's name. */
  readonly slot = this.RULE("slot", (): Omit<PatternSlot, "span"> => {
    const name = this.asName(this.CONSUME(t.Word));
    let scope: PatternSlot["scope"];
    let within: PatternSlot["within"];
    const type = this.OPTION(() => {
      this.CONSUME(t.Colon);
      const type = this.SUBRULE(this.type);
      this.OPTION1({
        GATE: () => SCOPES.has(this.LA(1).payload as string),
        DEF: () => {
          const word = this.SUBRULE(this.name);
          scope = word?.id as PatternSlot["scope"];
        },
      });
      this.OPTION2(() => {
        this.CONSUME(kw("in"));
        within = this.SUBRULE(this.sum);
      });
      return type;
    });
    const value = this.SUBRULE(this.defaultValue);
    if (this.RECORDING_PHASE) return { kind: "slot", name, type: undefined, scope: undefined, within: undefined, value: undefined };
    return { kind: "slot", name, type, scope, within, value };
  });
}
