// The top of the grammar: what a file holds.

import type { IToken } from "chevrotain";
import type { Block, CommandDecl, Decl, EntityDecl, ExtendDecl, FieldDecl, Interpolation, Member, Name, Path, PatternSlot, TableKey, TextLit, TypeRef } from "../ast.ts";
import { kw, missingName } from "./base.ts";
import { interpolation } from "./interp.ts";
import { Members } from "./members.ts";
import { readPattern } from "./pattern.ts";
import * as t from "./tokens.ts";
import { SCOPES } from "./words.ts";

export class LoreParser extends Members {
  constructor() {
    super();
    this.performSelfAnalysis();
  }

  readonly file = this.RULE("file", (): Decl[] => {
    const decls: Decl[] = [];
    this.sheltered(
      () => this.atEnd(),
      () => {
        this.rejectNoDeclaration();
        this.OR([
          { ALT: () => this.CONSUME(t.Newline) },
          { ALT: () => decls.push(this.SUBRULE(this.decl)) },
        ]);
      },
      (first) => this.resyncDeclaration(first),
    );
    return decls;
  });

  /** A line of statements, for `run` and `do`. */
  readonly statements = this.RULE("statements", (): Block => {
    const blocks: Block[] = [];
    this.sheltered(
      () => this.atEnd(),
      () => {
        blocks.push(this.SUBRULE(this.block));
        if (!this.RECORDING_PHASE && !this.atEnd()) this.abandon("LORE011", this.LA(1), `This \`${this.LA(1).image}\` closes nothing.`, "take it out");
      },
      () => void this.SKIP_TOKEN(),
    );
    const stmts = blocks.flatMap((block) => block?.stmts ?? []);
    return { stmts, span: { start: 0, end: this.source.length } };
  });

  override readonly decl = this.RULE("decl", (): Decl => {
    return this.either<Decl>([
      { GATE: () => !this.is(3, t.Text), ALT: () => this.SUBRULE(this.kind) },
      { ALT: () => this.SUBRULE(this.extend) },
      { GATE: () => !this.is(3, t.Text), ALT: () => this.SUBRULE(this.record) },
      { ALT: () => this.SUBRULE(this.table) },
      { GATE: () => this.is(2, t.Text), ALT: () => this.SUBRULE(this.command) },
      { GATE: () => this.is(3, t.OpenRound) || !this.is(3, t.Text), ALT: () => this.SUBRULE(this.fn) },
      { ALT: () => this.SUBRULE(this.textDecl) },
      { GATE: () => !this.is(3, t.Text), ALT: () => this.SUBRULE(this.event) },
      { GATE: () => !this.is(3, t.Text), ALT: () => this.SUBRULE(this.every) },
      { GATE: () => this.is(1, t.TriggerWord) || !this.is(3, t.Text), ALT: () => this.SUBRULE(this.trigger) },
      { ALT: () => this.SUBRULE(this.entity) },
    ]);
  });

  readonly kind = this.RULE("kind", (): Decl => {
    const opener = this.LA(1);
    this.CONSUME(kw("kind"));
    let name = missingName(opener.startOffset);
    const parents = this.inHeader((): Path[] => {
      name = this.SUBRULE(this.name);
      return this.OPTION(() => {
        this.CONSUME(kw("is"));
        return this.SUBRULE(this.paths);
      }) ?? [];
    }, () => []);
    const members = this.SUBRULE(this.members, { ARGS: [opener] });
    return { kind: "kind", name, parents: this.RECORDING_PHASE ? [] : parents, members, span: this.closed(opener) };
  });

  readonly extend = this.RULE("extend", (): ExtendDecl => {
    const opener = this.LA(1);
    this.CONSUME(kw("extend"));
    const target = this.inHeader(() => this.SUBRULE(this.path), (at): Path => ({ parts: [missingName(at)], span: { start: at, end: at } }));
    const replaced = new Set<Member>();
    const members = this.SUBRULE(this.members, { ARGS: [opener, replaced] });
    return { kind: "extend", target, members, replaced, span: this.closed(opener) };
  });

  override readonly entity = this.RULE("entity", (): EntityDecl => {
    const opener = this.LA(1);
    const type = this.SUBRULE(this.name);
    const name = this.SUBRULE1(this.name);
    let title: TextLit | undefined;
    let place: Path | undefined;
    const mixins: Path[] = [];
    this.inHeader(() => {
      this.OPTION(() => {
        title = this.SUBRULE(this.text);
      });
      this.MANY(() => {
        this.OR([
          {
            ALT: () => {
              this.CONSUME(kw("in"));
              place = this.SUBRULE(this.path);
            },
          },
          {
            ALT: () => {
              this.CONSUME(kw("is"));
              mixins.push(...(this.RECORDING_PHASE ? (this.SUBRULE(this.paths), []) : this.SUBRULE(this.paths)));
            },
          },
        ]);
      });
    }, () => undefined);
    const members = this.SUBRULE(this.members, { ARGS: [opener] });
    const empty = title === undefined && place === undefined && mixins.length === 0 && members.length === 0;
    const span = empty && this.lacksColon(type, name) ? this.spanFrom(opener.startOffset) : this.closed(opener);
    return { kind: "entity", type, name, title, place, mixins, members, span };
  });

  readonly members = this.RULE("members", (opener: IToken, replaced?: Set<Member>): Member[] => {
    const members: Member[] = [];
    this.headerOf(0);
    this.sheltered(
      () => this.membersStop(opener),
      () => {
        const isReplaced = this.OPTION({ GATE: () => replaced !== undefined && !this.is(2, t.Colon), DEF: () => this.CONSUME(kw("replace")) });
        const member = this.deeper(() => this.SUBRULE(this.member));
        if (member === undefined || this.RECORDING_PHASE) return;
        members.push(member);
        if (isReplaced !== undefined) replaced?.add(member);
      },
      (first) => this.resyncStatement(first),
    );
    return members;
  });

  readonly record = this.RULE("record", (): Decl => {
    const opener = this.LA(1);
    this.CONSUME(kw("record"));
    const name = this.inHeader(() => this.SUBRULE(this.name), missingName);
    this.headerOf(0);
    const fields: FieldDecl[] = [];
    this.sheltered(
      () => this.membersStop(opener),
      () => {
        this.OR([
          { ALT: () => this.CONSUME(t.Newline) },
          { ALT: () => fields.push(this.SUBRULE(this.field)) },
        ]);
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
    const title = this.inHeader<TextLit | undefined>(() => {
      name = this.SUBRULE(this.name);
      return this.OPTION1(() => this.SUBRULE(this.text));
    }, () => undefined);
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

  override readonly command = this.RULE("command", (): CommandDecl => {
    const opener = this.LA(1);
    const texts: IToken[] = [];
    this.CONSUME(kw("command"));
    this.inHeader(() => {
      this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => texts.push(this.CONSUME(t.Text)) });
    }, () => undefined);
    this.headerOf(3);
    let needs: Name | undefined;
    let help: TextLit | undefined;
    this.MANY({
      GATE: () => this.is(1, t.Newline) || (this.is(1, kw("needs")) && this.is(2, t.Name)) || (this.is(1, kw("help")) && this.is(2, t.Text)),
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
    return interpolation(value, this.source[start] ?? "", this.RECORDING_PHASE ? undefined : form, this.RECORDING_PHASE ? undefined : verb, span);
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

  // ------------------------------------------------------------------- helpers

  /** `key brass_key` without its colon reads as a thing that nobody closes. */
  private lacksColon(type: Name, name: Name): boolean {
    if (this.RECORDING_PHASE || this.is(1, kw("end")) || (this.atEnd() && this.mode.lenient)) return false;
    const words = `${type.text} ${name.text}`;
    this.fault("LORE014", type.span.start, name.span.end, `\`${words}\` is neither a property nor a closed declaration.`, `a property is written \`${type.text}: ${name.text}\``);
    return true;
  }

  private membersStop(opener: IToken): boolean {
    if (this.is(1, kw("end")) && this.mode.guide?.isExtra(this.LA(1), opener) === true) {
      this.faultAt("LORE011", this.LA(1), "This `end` closes nothing.", "take it out");
      this.SKIP_TOKEN();
      return false;
    }
    return this.blockOver(opener);
  }

  private rejectNoDeclaration(): void {
    if (this.RECORDING_PHASE) return;
    const token = this.LA(1);
    if (token.tokenType === kw("end")) this.abandon("LORE011", token, "This `end` closes nothing.", "take it out; or a block before it was closed once too often");
  }

  /** Skips a declaration that could not be begun; where its line looks like a header, what follows is read as its members. */
  private resyncDeclaration(first: IToken): void {
    if (first.tokenType === kw("end")) {
      if (this.is(1, kw("end"))) this.SKIP_TOKEN();
      return;
    }
    this.resyncStatement(first);
  }
}
