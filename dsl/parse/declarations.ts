// The top of the grammar: what a file holds.

import type { IToken } from "chevrotain";
import type { Block, Decl, EntityDecl, ExtendDecl, Member, Name, Path, TextLit } from "../ast.ts";
import { kw } from "./base.ts";
import { Commands } from "./commands.ts";
import { missingName } from "./shelter.ts";
import * as t from "./tokens.ts";

export class LoreParser extends Commands {
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
        this.OR([{ ALT: () => this.CONSUME(t.Newline) }, { ALT: () => decls.push(this.SUBRULE(this.decl)) }]);
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
        if (!this.RECORDING_PHASE && !this.atEnd())
          this.abandon("LORE011", this.LA(1), `This \`${this.LA(1).image}\` closes nothing.`, "take it out");
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
      { GATE: () => !this.is(3, t.Text), ALT: () => this.SUBRULE(this.command) },
      { GATE: () => this.is(3, t.OpenRound) || !this.is(3, t.Text), ALT: () => this.SUBRULE(this.fn) },
      { ALT: () => this.SUBRULE(this.textDecl) },
      { GATE: () => !this.is(3, t.Text), ALT: () => this.SUBRULE(this.event) },
      { GATE: () => !this.is(3, t.Text), ALT: () => this.SUBRULE(this.every) },
      { GATE: () => this.is(1, t.TriggerWord) || !this.is(3, t.Text), ALT: () => this.SUBRULE(this.trigger) },
      { GATE: () => this.is(2, kw("from")) && this.is(3, t.Text), ALT: () => this.SUBRULE(this.migrate) },
      { ALT: () => this.SUBRULE(this.entity) },
    ]);
  });

  readonly kind = this.RULE("kind", (): Decl => {
    const opener = this.LA(1);
    this.CONSUME(kw("kind"));
    let name = missingName(opener.startOffset);
    const parents = this.inHeader(
      (): Path[] => {
        name = this.SUBRULE(this.name);
        return (
          this.OPTION(() => {
            this.CONSUME(kw("is"));
            return this.SUBRULE(this.paths);
          }) ?? []
        );
      },
      () => [],
    );
    const members = this.SUBRULE(this.members, { ARGS: [opener] });
    return { kind: "kind", name, parents: this.RECORDING_PHASE ? [] : parents, members, span: this.closed(opener) };
  });

  readonly extend = this.RULE("extend", (): ExtendDecl => {
    const opener = this.LA(1);
    this.CONSUME(kw("extend"));
    const target = this.inHeader(
      () => this.SUBRULE(this.path),
      (at): Path => ({ parts: [missingName(at)], span: { start: at, end: at } }),
    );
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
    this.inHeader(
      () => {
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
                const kinds = this.SUBRULE1(this.paths);
                if (!this.RECORDING_PHASE) mixins.push(...kinds);
              },
            },
          ]);
        });
      },
      () => undefined,
    );
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
        const isReplaced = this.OPTION({
          GATE: () => replaced !== undefined && !this.is(2, t.Colon),
          DEF: () => this.CONSUME(kw("replace")),
        });
        const member = this.deeper(() => this.SUBRULE(this.member));
        if (member === undefined || this.RECORDING_PHASE) return;
        members.push(member);
        if (isReplaced !== undefined) replaced?.add(member);
      },
      (first) => this.resyncStatement(first),
    );
    return members;
  });

  // ------------------------------------------------------------------- helpers

  /** `key brass_key` without its colon reads as a thing that nobody closes. */
  private lacksColon(type: Name, name: Name): boolean {
    if (this.RECORDING_PHASE || this.is(1, kw("end")) || (this.atEnd() && this.mode.lenient)) return false;
    const words = `${type.text} ${name.text}`;
    this.fault(
      "LORE014",
      type.span.start,
      name.span.end,
      `\`${words}\` is neither a property nor a closed declaration.`,
      `a property is written \`${type.text}: ${name.text}\``,
    );
    return true;
  }

  private rejectNoDeclaration(): void {
    if (this.RECORDING_PHASE) return;
    const token = this.LA(1);
    if (token.tokenType === kw("end"))
      this.abandon("LORE011", token, "This `end` closes nothing.", "take it out; or a block before it was closed once too often");
    if (MEMBERS_ONLY.has(token.tokenType) && this.is(2, t.Name) && !this.is(3, t.Text)) {
      this.abandon(
        "LORE014",
        token,
        `\`${token.image}\` stands inside a declaration, not in the file itself.`,
        "put it into a kind, an entity or an `extend`",
      );
    }
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

/** Words of members that no kind is likely to be called by. */
const MEMBERS_ONLY = new Set([kw("prop"), kw("exit"), kw("replace")]);
