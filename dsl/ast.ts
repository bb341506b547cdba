// The syntax tree of Lore: plain tagged objects, one shape for files and radio messages alike.
// Every node carries the span of source it came from; no node knows what a room is.

/** Half-open range of UTF-16 offsets into the source text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A word as written, with its folded form; two names are the same when their ids are. */
export interface Name {
  readonly id: string;
  readonly text: string;
  readonly span: Span;
}

/** One or more names joined by dots: `flat.hall`, `here`. */
export interface Path {
  readonly parts: readonly Name[];
  readonly span: Span;
}

export interface Comment {
  /** Text after `--`, without the newline. */
  readonly text: string;
  readonly span: Span;
  /** True when nothing but blanks stands before it on its line. */
  readonly ownLine: boolean;
}

export interface LoreFile {
  readonly kind: "file";
  readonly decls: readonly Decl[];
  readonly comments: readonly Comment[];
  readonly span: Span;
}

// ---------------------------------------------------------------- declarations

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
  | EveryDecl;

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

// -------------------------------------------------------------------- patterns

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

// ----------------------------------------------------------------------- types

export type TypeRef =
  | { readonly kind: "named"; readonly path: Path; readonly length: number | undefined; readonly optional: boolean; readonly span: Span }
  | { readonly kind: "list" | "map"; readonly of: TypeRef; readonly optional: boolean; readonly span: Span }
  | { readonly kind: "model"; readonly path: Path; readonly optional: boolean; readonly span: Span }
  | { readonly kind: "words"; readonly words: readonly TextLit[]; readonly optional: boolean; readonly span: Span };

// ------------------------------------------------------------------ statements

export interface Block {
  readonly stmts: readonly Stmt[];
  readonly span: Span;
}

export interface Branch {
  readonly cond: Expr;
  readonly body: Block;
}

export type Stmt =
  | { readonly kind: "let"; readonly name: Name; readonly value: Expr; readonly span: Span }
  | { readonly kind: "assign"; readonly target: Expr; readonly op: "=" | "+=" | "-="; readonly value: Expr; readonly span: Span }
  /** A call as a statement; `sentence` says that it was written without brackets. */
  | { readonly kind: "do"; readonly call: CallExpr; readonly sentence: boolean; readonly span: Span }
  | { readonly kind: "return"; readonly value: Expr | undefined; readonly span: Span }
  | { readonly kind: "deny"; readonly why: Expr; readonly span: Span }
  | { readonly kind: "stop" | "break" | "continue" | "again"; readonly span: Span }
  | { readonly kind: "goto"; readonly topic: Name; readonly span: Span }
  | { readonly kind: "signal"; readonly event: Name; readonly args: readonly Arg[]; readonly place: Expr | undefined; readonly span: Span }
  /** `add post with {…}` */
  | { readonly kind: "add-row"; readonly table: Expr; readonly record: Expr; readonly span: Span }
  /** `add x to list` */
  | { readonly kind: "add-to"; readonly value: Expr; readonly target: Expr; readonly span: Span }
  /** `remove row` (no `from`) or `remove x from list` */
  | { readonly kind: "remove"; readonly what: Expr; readonly from: Expr | undefined; readonly span: Span }
  | { readonly kind: "remove-where"; readonly table: Name; readonly where: Expr; readonly tail: readonly QueryTail[]; readonly span: Span }
  | {
      readonly kind: "update";
      readonly table: Name;
      readonly sets: readonly { readonly column: Name; readonly value: Expr }[];
      readonly where: Expr | undefined;
      readonly span: Span;
    }
  | { readonly kind: "if"; readonly branches: readonly Branch[]; readonly otherwise: Block | undefined; readonly span: Span }
  | { readonly kind: "for-each"; readonly name: Name; readonly list: Expr; readonly body: Block; readonly span: Span }
  | { readonly kind: "for-range"; readonly name: Name; readonly from: Expr; readonly to: Expr; readonly body: Block; readonly span: Span }
  | { readonly kind: "while"; readonly cond: Expr; readonly body: Block; readonly span: Span }
  | {
      readonly kind: "match";
      readonly subject: Expr;
      readonly arms: readonly { readonly values: readonly Expr[]; readonly body: Block }[];
      readonly otherwise: Block | undefined;
      readonly span: Span;
    }
  | {
      readonly kind: "choose";
      readonly arms: readonly { readonly weight: number | undefined; readonly body: Block }[];
      readonly span: Span;
    }
  | { readonly kind: "try"; readonly body: Block; readonly otherwise: Block; readonly span: Span }
  | { readonly kind: "after"; readonly delay: Expr; readonly body: Block; readonly span: Span }
  | {
      readonly kind: "deed";
      readonly name: Name;
      readonly target: Expr | undefined;
      readonly args: readonly Arg[];
      readonly body: Block;
      readonly span: Span;
    }
  | AskStmt;

export interface AskStmt {
  readonly kind: "ask";
  readonly who: Expr;
  /** `ask who to allow "…"`: consent instead of an answer. */
  readonly allow: boolean;
  readonly question: Expr;
  readonly from: Expr | undefined;
  readonly as: Name | undefined;
  readonly wait: Expr | undefined;
  readonly body: Block;
  readonly otherwise: Block | undefined;
  readonly span: Span;
}

// ----------------------------------------------------------------- expressions

export type BinaryOp = "or" | "and" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "div" | "mod";

export type Expr =
  /** `value` is already divided by 100 when written with `%`. */
  | { readonly kind: "number"; readonly value: number; readonly percent: boolean; readonly text: string; readonly span: Span }
  | { readonly kind: "duration"; readonly ms: number; readonly amount: number; readonly unit: string; readonly span: Span }
  | { readonly kind: "dice"; readonly count: number; readonly sides: number; readonly span: Span }
  | TextLit
  | { readonly kind: "bool"; readonly value: boolean; readonly span: Span }
  | { readonly kind: "nothing"; readonly span: Span }
  | { readonly kind: "self"; readonly span: Span }
  | NameExpr
  | { readonly kind: "get"; readonly object: Expr; readonly name: Name; readonly span: Span }
  | { readonly kind: "index"; readonly object: Expr; readonly key: Expr; readonly span: Span }
  | CallExpr
  | { readonly kind: "negate"; readonly value: Expr; readonly span: Span }
  | { readonly kind: "not"; readonly value: Expr; readonly span: Span }
  | { readonly kind: "binary"; readonly op: BinaryOp; readonly left: Expr; readonly right: Expr; readonly span: Span }
  /** `x is [not] y` (equality, or instance of a model). */
  | { readonly kind: "is"; readonly left: Expr; readonly not: boolean; readonly right: Expr; readonly span: Span }
  /** `x is [not] a KIND` */
  | { readonly kind: "is-a"; readonly left: Expr; readonly not: boolean; readonly type: Path; readonly span: Span }
  | { readonly kind: "has"; readonly left: Expr; readonly right: Expr; readonly span: Span }
  | { readonly kind: "has-a"; readonly left: Expr; readonly type: Path; readonly span: Span }
  | { readonly kind: "in"; readonly left: Expr; readonly not: boolean; readonly right: Expr; readonly span: Span }
  | { readonly kind: "if-else"; readonly cond: Expr; readonly then: Expr; readonly otherwise: Expr; readonly span: Span }
  | { readonly kind: "chance"; readonly value: Expr; readonly span: Span }
  | { readonly kind: "of"; readonly op: "count" | "first" | "any" | "sum" | "model"; readonly operand: Expr; readonly span: Span }
  | { readonly kind: "all"; readonly type: Path; readonly span: Span }
  | { readonly kind: "list"; readonly items: readonly Expr[]; readonly span: Span }
  | MapLit
  | QueryExpr
  /** Brackets kept for the formatter; they mean nothing else. */
  | { readonly kind: "paren"; readonly value: Expr; readonly span: Span };

export interface NameExpr {
  readonly kind: "name";
  readonly name: Name;
  readonly span: Span;
}

export interface Arg {
  readonly label: Name | undefined;
  readonly value: Expr;
}

export interface CallExpr {
  readonly kind: "call";
  /** A name or a `get`. */
  readonly callee: Expr;
  readonly args: readonly Arg[];
  readonly span: Span;
}

export interface MapLit {
  readonly kind: "map";
  readonly entries: readonly { readonly key: Name; readonly value: Expr }[];
  readonly span: Span;
}

export interface QueryExpr {
  readonly kind: "query";
  readonly source: Expr;
  readonly where: Expr | undefined;
  readonly tail: readonly QueryTail[];
  readonly span: Span;
}

export type QueryTail =
  | { readonly kind: "newest" | "oldest"; readonly span: Span }
  | { readonly kind: "by"; readonly name: Name; readonly down: boolean; readonly span: Span }
  | { readonly kind: "limit" | "skip"; readonly value: Expr; readonly span: Span };

/** A string literal, split where `{…}` stands in it; escapes are already resolved in `value`. */
export interface TextLit {
  readonly kind: "text";
  readonly parts: readonly TextPart[];
  /** Written with three quotes: outdented already. */
  readonly long: boolean;
  readonly span: Span;
}

export type TextPart = { readonly kind: "plain"; readonly value: string; readonly span: Span } | Interpolation;

/** `{what:the}`, `{Actor takes}`, `{n:coin}`. */
export interface Interpolation {
  readonly kind: "interp";
  readonly value: Expr;
  /** The path began with a capital: `{Actor}`. */
  readonly capital: boolean;
  /** `the a an The A n and ago time left`, kept as written. */
  readonly form: string | undefined;
  /** `{n:coin}`: a form that is a path to a model, or a word to count. */
  readonly counted: Path | undefined;
  /** Third-person verb after the path: `takes`. */
  readonly verb: string | undefined;
  readonly span: Span;
}
