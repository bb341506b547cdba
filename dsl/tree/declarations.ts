// Declarations, their members and the patterns of commands.

import type { Block, Comment, Expr, Name, Path, Span, TextLit, TypeRef } from "./code.ts";

export interface LoreFile {
  readonly kind: "file";
  readonly decls: readonly Decl[];
  readonly comments: readonly Comment[];
  readonly span: Span;
}

export type Decl =
  | KindDecl
  | ExtendDecl
  | EntityDecl
  | RecordDecl
  | TableDecl
  | TextDecl
  | EventDecl
  | CommandDecl
  | FnDecl
  | TriggerDecl
  | EveryDecl
  | MigrateDecl;

export interface KindDecl {
  readonly kind: "kind";
  readonly name: Name;
  readonly parents: readonly Path[];
  readonly members: readonly Member[];
  readonly span: Span;
}

export interface ExtendDecl {
  readonly kind: "extend";
  readonly target: Path;
  readonly members: readonly Member[];
  /** Members that were written with `replace` before them. */
  readonly replaced: ReadonlySet<Member>;
  readonly span: Span;
}

/** `shop bakery "Sweet Treats" in market is light … end`, at top level or nested in another. */
export interface EntityDecl {
  readonly kind: "entity";
  readonly type: Name;
  readonly name: Name;
  readonly title: TextLit | undefined;
  readonly place: Path | undefined;
  readonly mixins: readonly Path[];
  readonly members: readonly Member[];
  readonly span: Span;
}

export interface FieldDecl {
  readonly name: Name;
  readonly type: TypeRef;
  readonly value: Expr | undefined;
  readonly span: Span;
}

export interface RecordDecl {
  readonly kind: "record";
  readonly name: Name;
  readonly fields: readonly FieldDecl[];
  readonly span: Span;
}

export interface TableDecl {
  readonly kind: "table";
  readonly name: Name;
  /** The plural under which it is read, when it is not name + `s`. */
  readonly title: TextLit | undefined;
  readonly columns: readonly FieldDecl[];
  readonly keys: readonly TableKey[];
  readonly appendOnly: boolean;
  readonly span: Span;
}

export interface TableKey {
  readonly role: "key" | "unique" | "index";
  readonly columns: readonly Name[];
  readonly span: Span;
}

export interface TextDecl {
  readonly kind: "text";
  readonly name: Path;
  readonly params: readonly Param[];
  readonly value: TextLit;
  readonly span: Span;
}

export interface EventDecl {
  readonly kind: "event";
  readonly name: Name;
  readonly params: readonly Param[];
  readonly span: Span;
}

export interface CommandDecl {
  readonly kind: "command";
  readonly patterns: readonly Pattern[];
  readonly needs: Name | undefined;
  readonly help: TextLit | undefined;
  readonly body: Block;
  readonly span: Span;
}

export interface Param {
  readonly label: Name | undefined;
  readonly name: Name;
  readonly type: TypeRef;
  readonly value: Expr | undefined;
  readonly span: Span;
}

export interface FnDecl {
  readonly kind: "fn";
  readonly name: Name;
  readonly params: readonly Param[];
  readonly result: TypeRef | undefined;
  readonly body: Block;
  readonly span: Span;
}

/** `on give what to taker`, `before enter`, and every spelling of them. */
export interface TriggerDecl {
  readonly kind: "trigger";
  readonly phase: "on" | "before";
  readonly event: Name;
  readonly args: readonly EventArg[];
  readonly body: Block;
  readonly span: Span;
}

export interface EventArg {
  readonly label: Name | undefined;
  readonly name: Name;
}

export interface EveryDecl {
  readonly kind: "every";
  /** Either a period or a time of day in minutes after midnight. */
  readonly periodMs: number | undefined;
  readonly dayAtMinutes: number | undefined;
  readonly always: boolean;
  readonly body: Block;
  readonly span: Span;
}

/** `migrate from "1.2" … end`: what becomes of the state that this version of the pack has left. */
export interface MigrateDecl {
  readonly kind: "migrate";
  readonly from: TextLit;
  readonly body: Block;
  readonly span: Span;
}

// --------------------------------------------------------------------- members

export type Member =
  | PropertyLine
  | PropDecl
  | FlagsLine
  | ExitLine
  | FnDecl
  | CommandDecl
  | TriggerDecl
  | EveryDecl
  | TopicDecl
  | EntityDecl;

/** `desc: "…"`, `wares: {…}, {…}`. */
export interface PropertyLine {
  readonly kind: "property";
  readonly name: Name;
  readonly values: readonly Expr[];
  readonly span: Span;
}

export interface PropDecl {
  readonly kind: "prop";
  readonly name: Name;
  readonly type: TypeRef;
  readonly value: Expr | undefined;
  /** `for each player`: the kind whose every member has a value of its own. */
  readonly each: Name | undefined;
  readonly span: Span;
}

export interface FlagsLine {
  readonly kind: "flags";
  readonly names: readonly Name[];
  readonly span: Span;
}

export interface ExitLine {
  readonly kind: "exit";
  readonly direction: Name;
  readonly to: Path;
  readonly through: Path | undefined;
  readonly attrs: readonly ExitAttr[];
  readonly span: Span;
}

export interface ExitAttr {
  readonly name: Name;
  readonly label: Name | undefined;
  readonly value: Expr | undefined;
}

export interface TopicDecl {
  readonly kind: "topic";
  readonly name: Name;
  readonly text: TextLit | undefined;
  readonly body: Block;
  readonly choices: readonly Choice[];
  readonly span: Span;
}

export interface Choice {
  readonly text: TextLit;
  readonly cond: Expr | undefined;
  readonly to: Name | undefined;
  readonly span: Span;
}

export interface Pattern {
  readonly parts: readonly PatternPart[];
  readonly span: Span;
}

export type PatternPart = PatternWords | PatternOptional | PatternSlot;

/** `take|get`: one of several words; a sign such as `'` needs no blank after it. */
export interface PatternWords {
  readonly kind: "words";
  readonly words: readonly string[];
  readonly span: Span;
}

export interface PatternOptional {
  readonly kind: "optional";
  readonly parts: readonly PatternPart[];
  readonly span: Span;
}

export interface PatternSlot {
  readonly kind: "slot";
  /** `self` for `<self>`. */
  readonly name: Name;
  readonly type: TypeRef | undefined;
  readonly scope: "held" | "here" | "near" | "anywhere" | undefined;
  readonly within: Expr | undefined;
  readonly value: Expr | undefined;
  readonly span: Span;
}
