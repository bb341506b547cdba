// The lowest family of the grammar: names, texts, headers and ends of blocks, and what a higher family must supply.

import type { IToken } from "chevrotain";
import type { Block, Expr, Member, Name, Path, TextLit, TypeRef } from "../ast.ts";
import { missingName, Shelter } from "./shelter.ts";
import { FOREIGN_ARMS } from "./slips.ts";
import { readText } from "./text-parts.ts";
import * as t from "./tokens.ts";
import { foldName } from "./words.ts";

export const { kw } = t;

interface Alternative<T> {
  readonly ALT: () => T;
  readonly GATE?: () => boolean;
}

export abstract class Base extends Shelter {
  abstract readonly expr: () => Expr;
  abstract readonly type: () => TypeRef;
  abstract readonly block: () => Block;
  abstract readonly member: () => Member | undefined;

  // ------------------------------------------------------------- alternatives

  /** Chevrotain's `OR` with the type of its result said by the caller. */
  protected either<T>(alternatives: Alternative<T>[]): T {
    return this.OR(alternatives) as T;
  }

  protected either1<T>(alternatives: Alternative<T>[]): T {
    return this.OR1(alternatives) as T;
  }

  protected either2<T>(alternatives: Alternative<T>[]): T {
    return this.OR2(alternatives) as T;
  }

  // -------------------------------------------------------------------- names

  protected asName(token: IToken): Name {
    if (this.RECORDING_PHASE) return missingName(0);
    const span = { start: token.startOffset, end: (token.endOffset ?? 0) + 1 };
    return { id: (token.payload as string | undefined) ?? foldName(token.image), text: token.image, span };
  }

  protected asText(token: IToken): TextLit {
    if (this.RECORDING_PHASE) return { kind: "text", parts: [], long: false, span: { start: 0, end: 0 } };
    if (token.tokenType === t.UnfinishedText) {
      this.fault("LORE001", token.startOffset, token.endOffset! + 1, "This text has no closing quote.", 'end it with `"`');
    }
    return readText(this.source, token.startOffset, this.faults, this.interps);
  }

  readonly name = this.RULE("name", (): Name => this.asName(this.CONSUME(t.Name)));

  readonly text = this.RULE("text", (): TextLit => this.asText(this.CONSUME(t.Text)));

  readonly path = this.RULE("path", (): Path => {
    const parts = [this.asName(this.CONSUME(t.Name))];
    this.MANY(() => {
      this.CONSUME(t.Dot);
      parts.push(this.asName(this.CONSUME(t.Word)));
    });
    return { parts, span: this.spanFrom(parts[0]!.span.start) };
  });

  readonly paths = this.RULE("paths", (): Path[] => {
    const all: Path[] = [];
    this.MANY_SEP({ SEP: t.Comma, DEF: () => all.push(this.SUBRULE(this.path)) });
    if (all.length === 0 && !this.RECORDING_PHASE) this.CONSUME(t.Name);
    return all;
  });

  readonly names = this.RULE("names", (): Name[] => {
    const all: Name[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => all.push(this.SUBRULE(this.name)) });
    return all;
  });

  // ----------------------------------------------------- headers, ends, lines

  /** Ends a block's header: `:`, a new line, or both. */
  readonly header = this.RULE("header", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Colon);
          this.OPTION(() => this.CONSUME(t.Newline));
        },
      },
      { ALT: () => this.CONSUME1(t.Newline) },
    ]);
  });

  /** Ends a one-line form: a separator, or the `end` of what it stands in. */
  protected lineEnd(): void {
    if (this.RECORDING_PHASE) return void this.CONSUME9(t.Newline);
    if (this.is(1, kw("end")) || this.atEnd()) return;
    this.CONSUME9(t.Newline);
  }

  /** The `end` of the block whose first word is `opener`; what it is called in messages is that word. */
  protected close(opener: IToken): void {
    if (this.RECORDING_PHASE) return void this.CONSUME9(kw("end"));
    if (this.is(1, kw("end")) && !this.endBelongsFurtherOut(opener)) return void this.CONSUME9(kw("end"));
    if (this.mode.lenient && this.atEnd()) return;
    this.fault(
      "LORE010",
      opener.startOffset,
      opener.endOffset! + 1,
      `This \`${opener.image.toLowerCase()}\` is never closed: its \`end\` is missing.`,
      "write `end` after the last line that belongs to it",
    );
  }

  private endBelongsFurtherOut(opener: IToken): boolean {
    return this.mode.guide?.leavesBlock(this.LA(1), opener) === true;
  }

  /** True where the block that `opener` began must stop, whatever follows. */
  protected blockOver(opener: IToken): boolean {
    if (this.atEnd() || this.is(1, kw("end"))) return true;
    if (FOREIGN_ARMS.has(this.LA(1).payload as string)) return false;
    return this.mode.guide?.beginsOutside(this.LA(1), opener) === true;
  }
}
