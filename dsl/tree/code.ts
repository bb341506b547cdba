// Names, types, statements and expressions: what stands inside a declaration.

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

export type TypeRef =
  | { readonly kind: "named"; readonly path: Path; readonly length: number | undefined; readonly optional: boolean; readonly span: Span }
  | { readonly kind: "list" | "map"; readonly of: TypeRef; readonly optional: boolean; readonly span: Span }
  | { readonly kind: "model"; readonly path: Path; readonly optional: boolean; readonly span: Span }
  | { readonly kind: "words"; readonly words: readonly TextLit[]; readonly optional: boolean; readonly span: Span };

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
