// Types, as declarations and slots name them.

import type { IToken } from "chevrotain";
import type { TextLit, TypeRef } from "../ast.ts";
import { Base, kw } from "./base.ts";
import * as t from "./tokens.ts";
import { SCOPES } from "./words.ts";

export abstract class Types extends Base {
  override readonly type: () => TypeRef = this.RULE("type", (): TypeRef => {
    const start = this.here();
    const base = this.deeper(() => this.SUBRULE(this.baseType));
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

  protected amount(token: IToken): number {
    const value = Number(token.image);
    if (!this.RECORDING_PHASE && value > Number.MAX_SAFE_INTEGER) {
      this.faultAt("LORE004", token, `\`${token.image}\` is too large a number.`, `the largest is ${Number.MAX_SAFE_INTEGER}`);
      return 0;
    }
    return value;
  }
}
