// Declarations of plain data: records, tables, texts and events.

import type { IToken } from "chevrotain";
import type { Decl, FieldDecl, TableKey, TextLit, TypeRef } from "../ast.ts";
import { kw } from "./base.ts";
import { Members } from "./members.ts";
import { missingName } from "./shelter.ts";
import * as t from "./tokens.ts";

export abstract class Data extends Members {
  readonly record = this.RULE("record", (): Decl => {
    const opener = this.LA(1);
    this.CONSUME(kw("record"));
    const name = this.inHeader(() => this.SUBRULE(this.name), missingName);
    this.headerOf(0);
    const fields: FieldDecl[] = [];
    this.sheltered(
      () => this.membersStop(opener),
      () => {
        this.OR([{ ALT: () => this.CONSUME(t.Newline) }, { ALT: () => fields.push(this.SUBRULE(this.field)) }]);
      },
      (first) => this.resyncStatement(first),
    );
    return { kind: "record", name, fields, span: this.closed(opener) };
  });

  readonly field = this.RULE("field", (): FieldDecl => {
    const start = this.here();
    const name = this.SUBRULE(this.name);
    this.CONSUME(t.Colon);
    const type: TypeRef = this.SUBRULE(this.type);
    const value = this.SUBRULE(this.defaultValue);
    const span = this.spanFrom(start);
    this.lineEnd();
    return { name, type, value, span };
  });

  readonly table = this.RULE("table", (): Decl => {
    const opener = this.LA(1);
    this.CONSUME(kw("table"));
    let name = missingName(opener.startOffset);
    const title = this.inHeader<TextLit | undefined>(
      () => {
        name = this.SUBRULE(this.name);
        return this.OPTION1(() => this.SUBRULE(this.text));
      },
      () => undefined,
    );
    this.headerOf(0);
    const columns: FieldDecl[] = [];
    const keys: TableKey[] = [];
    let appendOnly = false;
    this.sheltered(
      () => this.membersStop(opener),
      () => {
        this.OR([
          { ALT: () => this.CONSUME(t.Newline) },
          { GATE: () => this.is(2, t.Colon), ALT: () => columns.push(this.SUBRULE(this.field)) },
          { ALT: () => keys.push(this.SUBRULE(this.tableKey)) },
          {
            ALT: () => {
              this.CONSUME(kw("append"));
              this.CONSUME(kw("only"));
              this.lineEnd();
              appendOnly = true;
            },
          },
        ]);
      },
      (first) => this.resyncStatement(first),
    );
    return { kind: "table", name, title: this.RECORDING_PHASE ? undefined : title, columns, keys, appendOnly, span: this.closed(opener) };
  });

  readonly tableKey = this.RULE("tableKey", (): TableKey => {
    const start = this.here();
    const role = this.OR((["key", "unique", "index"] as const).map((word) => ({ ALT: () => this.CONSUME(kw(word)) && word })));
    const columns = this.SUBRULE(this.names);
    const span = this.spanFrom(start);
    this.lineEnd();
    return { role, columns, span };
  });

  readonly textDecl = this.RULE("textDecl", (): Decl => {
    const start = this.here();
    this.CONSUME(kw("text"));
    const name = this.SUBRULE(this.path);
    const params = this.OPTION(() => this.SUBRULE(this.params));
    const value = this.SUBRULE(this.text);
    const span = this.spanFrom(start);
    this.lineEnd();
    return { kind: "text", name, params: params ?? [], value, span };
  });

  readonly event = this.RULE("event", (): Decl => {
    const start = this.here();
    this.CONSUME(kw("event"));
    const name = this.SUBRULE(this.name);
    const params = this.OPTION(() => this.SUBRULE(this.params));
    const span = this.spanFrom(start);
    this.lineEnd();
    return { kind: "event", name, params: params ?? [], span };
  });

  // ------------------------------------------------------------------- helpers

  protected membersStop(opener: IToken): boolean {
    if (this.is(1, kw("end")) && this.mode.guide?.isExtra(this.LA(1), opener) === true) {
      this.faultAt("LORE011", this.LA(1), "This `end` closes nothing.", "take it out");
      this.SKIP_TOKEN();
      return false;
    }
    return this.blockOver(opener);
  }
}
