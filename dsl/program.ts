// What the compiler hands to the engine: one JavaScript unit a pack, and a manifest of plain data that says what is in it.
// Everything here survives JSON, so that a compiled pack can be cached by the hash of its sources.

import type { Type } from "./types.ts";
import type { Wire } from "./wire.ts";

/** Bumped when the shape below or the emitted code changes: older caches are thrown away. */
export const PROGRAM_FORMAT = 2;

export interface CompiledPack {
  readonly format: number;
  readonly id: string;
  /** SHA-256 of ids and sources, hex: the code version that the journal names. */
  readonly hash: string;
  /** A script whose value is `function ($) { … return [function, …] }`; see `dsl/runtime/`. */
  readonly js: string;
  /** Generated position → Lore position: triples flattened, sorted by generated offset. */
  readonly map: SourceMap;
  /** What each index of the returned array is; triggers, commands and methods name code by this index. */
  readonly code: readonly CodeInfo[];
  /** Plans of `where … update … remove` over tables; code names them by index. */
  readonly queries: readonly QueryPlan[];
  readonly kinds: readonly KindDef[];
  readonly extensions: readonly ExtensionDef[];
  /** Parents before their nested ones, in source order. */
  readonly entities: readonly EntityDef[];
  readonly records: readonly RecordDef[];
  readonly tables: readonly TableDef[];
  readonly texts: readonly TextDef[];
  readonly events: readonly EventDef[];
  readonly functions: readonly FunctionDef[];
  readonly commands: readonly CommandDef[];
  readonly rules: readonly TriggerDef[];
  readonly migrations: readonly MigrationDef[];
  /** Of a pack that was compiled to be traced: what each of its steps is. */
  readonly steps?: readonly StepInfo[];
}

/** A statement, or a part of one that has a line of its own. */
export interface StepInfo {
  readonly file: string;
  readonly line: number;
  /** Key of the code that it stands in. */
  readonly code: string;
  /** As the source writes it, without its blocks, in one line. */
  readonly text: string;
}

export interface SourceMap {
  readonly files: readonly string[];
  /** Groups of four: offset in `js`, file index, line (from 1), column (from 1). */
  readonly points: readonly number[];
}

export interface CodeInfo {
  /**
   * Stable name that outlives a recompile: `fn:price`, `bakery/on:use#0`, `command:buy|purchase`,
   * and below it `…/ask#0`, `…/after#0`.
   */
  readonly key: string;
  readonly role: "fn" | "text" | "trigger" | "command" | "slot" | "default" | "topic" | "choice" | "ask" | "after";
  /** Parameters after the leading `self` or context, in order. */
  readonly params: readonly ParamDef[];
  readonly file: string;
  readonly line: number;
}

export interface ParamDef {
  readonly name: string;
  readonly label?: string;
  readonly type: Type;
  readonly optional: boolean;
}

/** A default that folds to a constant, or code that computes it when it is first needed. */
export type Value = { readonly wire: Wire } | { readonly code: number };

export interface PropDef {
  readonly name: string;
  readonly type: Type;
  readonly value: Value;
  /** Qualified kind for `for each KIND`. */
  readonly each?: string;
}

export interface MethodDef {
  readonly name: string;
  readonly code: number;
}

export interface TriggerDef {
  readonly phase: "on" | "before" | "every";
  /** Bare name of a core event, or qualified id of a declared one; empty for `every`. */
  readonly event: string;
  /** Which event parameter each of the code's parameters takes, by its index in the event's list. */
  readonly takes: readonly number[];
  readonly periodMs?: number;
  readonly dayAtMinutes?: number;
  readonly always?: boolean;
  readonly code: number;
  readonly line: number;
}

/** What a kind, an entity and an extension have in common. */
export interface Body {
  readonly props: readonly PropDef[];
  /** `desc: "…"` lines: restated defaults of props that are declared elsewhere. */
  readonly values: readonly { readonly name: string; readonly value: Value }[];
  readonly methods: readonly MethodDef[];
  readonly triggers: readonly TriggerDef[];
  readonly commands: readonly CommandDef[];
  readonly topics: readonly TopicDef[];
  readonly exits: readonly ExitDef[];
}

export interface KindDef extends Body {
  /** Qualified: `stdlib.shop`. */
  readonly id: string;
  readonly parents: readonly string[];
  readonly line: number;
}

export interface ExtensionDef extends Body {
  /** Qualified id of a kind or an entity. */
  readonly target: string;
  /** Events whose earlier triggers of this pack are dropped (`replace on hear`). */
  readonly replaces: readonly string[];
  readonly line: number;
}

export interface EntityDef extends Body {
  /** Qualified: `gullwick.square`, nested `gullwick.square.fountain`. */
  readonly id: string;
  readonly name: string;
  readonly title: string;
  /** Its declared kind first, then what it mixes in. */
  readonly kinds: readonly string[];
  /** Qualified id of what it starts in (`in …`, or the entity it is nested in). */
  readonly place?: string;
  /** Qualified id of the declaration it is nested in; differs from `place` for exits' doors and areas' rooms. */
  readonly parent?: string;
  /** A thing or an area: its name is a model, and instances come from placement and `create`. */
  readonly model: boolean;
  readonly file: string;
  readonly line: number;
}

export interface ExitDef {
  readonly direction: string;
  readonly to: string;
  /** Qualified id of the door thing. */
  readonly door?: string;
  readonly attrs: readonly { readonly name: string; readonly value: Value }[];
  readonly line: number;
}

export interface TopicDef {
  readonly name: string;
  /** Code that says the text and runs the statements; it answers with the name of the topic to go to, or nothing. */
  readonly code: number;
  readonly choices: readonly { readonly text: number; readonly cond?: number; readonly to?: string }[];
}

export interface RecordDef {
  readonly id: string;
  readonly fields: readonly { readonly name: string; readonly type: Type; readonly value: Value | null }[];
}

export interface TableDef {
  readonly id: string;
  /** The plural it is read by. */
  readonly plural: string;
  readonly columns: readonly { readonly name: string; readonly type: Type; readonly value: Value | null }[];
  readonly key: readonly string[];
  readonly unique: readonly (readonly string[])[];
  readonly index: readonly (readonly string[])[];
  readonly appendOnly: boolean;
}

export interface TextDef {
  /** `stdlib.shop.sold`; a world pack's own declaration of a name it sees from below restates it. */
  readonly id: string;
  /** Qualified id of the text that this one restates. */
  readonly restates?: string;
  readonly code: number;
  readonly params: readonly ParamDef[];
  /** Worst case in bytes, with declared lengths of slots. */
  readonly worstBytes: number;
}

export interface EventDef {
  readonly id: string;
  readonly params: readonly ParamDef[];
}

/** `migrate from "1.2"`: code without `self` or actor. */
export interface MigrationDef {
  readonly from: string;
  readonly code: number;
  readonly file: string;
  readonly line: number;
}

export interface FunctionDef {
  readonly id: string;
  readonly code: number;
  readonly params: readonly ParamDef[];
  readonly result: Type | null;
}

export interface CommandDef {
  readonly patterns: readonly (readonly PatternDef[])[];
  /** Level that `needs …` asks for. */
  readonly needs?: string;
  readonly help?: string;
  readonly code: number;
  /** Names bound by the patterns, in the order of the code's parameters after `self`. */
  readonly slots: readonly string[];
  readonly line: number;
  readonly file: string;
}

export type PatternDef =
  | { readonly words: readonly string[] }
  | { readonly optional: readonly PatternDef[] }
  | {
      readonly slot: string;
      /** Absent for `<self>`. */
      readonly type?: Type;
      /** The slot's type was written `word`: one word of text, where `text` takes the rest of the line. */
      readonly oneWord?: true;
      readonly scope?: "held" | "here" | "near" | "anywhere";
      /** Code of `in EXPR`: gives the list or the place to look in; parameters are the slots that it names. */
      readonly within?: number;
      readonly value?: number;
      /** What the code of `value` always gives. */
      readonly constant?: Wire;
    };

/** A query over a table, with every value a numbered parameter: never text built from strings. */
export interface QueryPlan {
  readonly table: string;
  readonly where: Cond | null;
  readonly order: readonly { readonly column: string; readonly down: boolean }[];
  /** Parameter numbers. */
  readonly limit: number | null;
  readonly skip: number | null;
  /** For `update`: column and parameter number or expression over columns. */
  readonly sets: readonly { readonly column: string; readonly value: Operand }[];
}

export type Cond =
  | { readonly op: "and" | "or"; readonly args: readonly Cond[] }
  | { readonly op: "not"; readonly arg: Cond }
  | { readonly op: "=" | "!=" | "<" | "<=" | ">" | ">="; readonly left: Operand; readonly right: Operand }
  /** Right side a parameter that holds a list. */
  | { readonly op: "in"; readonly left: Operand; readonly right: Operand }
  /** Contains these words, punctuation and case ignored (texts). */
  | { readonly op: "has"; readonly left: Operand; readonly right: Operand }
  /** A bool column, or a bool parameter. */
  | { readonly op: "true"; readonly arg: Operand };

export type Operand =
  | { readonly column: string }
  | { readonly param: number }
  | { readonly op: "+" | "-" | "*"; readonly left: Operand; readonly right: Operand };
