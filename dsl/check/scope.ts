// What a pack declares, as plain data: all that a later pack needs to be checked against it without its sources.
// It survives JSON; every id is qualified (`stdlib.shop`, `gullwick.square.fountain`, `core.thing`).

import type { Type } from "../types.ts";

export interface PackScope {
  readonly pack: string;
  readonly kinds: readonly ScopeKind[];
  /** Parents before the nested. */
  readonly entities: readonly ScopeEntity[];
  readonly extensions: readonly ScopeExtension[];
  readonly records: readonly ScopeRecord[];
  readonly tables: readonly ScopeTable[];
  readonly texts: readonly ScopeText[];
  readonly events: readonly ScopeEvent[];
  readonly functions: readonly ScopeFunction[];
  /** Shapes of the pack's top-level commands, by which a later command is seen to shadow one. */
  readonly commands: readonly string[];
}

export interface ScopeParam {
  readonly name: string;
  readonly label?: string;
  readonly type: Type;
  readonly optional: boolean;
}

/** Parameters and result of a function; `null` when it gives no value. */
export interface Signature {
  readonly params: readonly ScopeParam[];
  readonly result: Type | null;
}

export interface ScopeProp {
  readonly name: string;
  readonly type: Type;
  /** Qualified kind of `for each KIND`. */
  readonly each?: string;
}

export interface ScopeMethod extends Signature {
  readonly name: string;
}

/** What kinds, entities and extensions have in common. */
export interface ScopeMembers {
  readonly props: readonly ScopeProp[];
  readonly methods: readonly ScopeMethod[];
  readonly topics: readonly string[];
  /** Names of properties that are given a value here, by a line of their own or by a default. */
  readonly values: readonly string[];
}

export interface ScopeKind extends ScopeMembers {
  readonly id: string;
  readonly name: string;
  readonly parents: readonly string[];
}

export interface ScopeEntity extends ScopeMembers {
  readonly id: string;
  /** Without the pack: `square.fountain`. */
  readonly path: string;
  readonly name: string;
  readonly title: string;
  /** Its declared kind first, then what it mixes in. */
  readonly kinds: readonly string[];
  /** Qualified id of the declaration that it is nested in. */
  readonly parent?: string;
  /** Qualified id of what it starts in. */
  readonly place?: string;
  /** Its name is a model: instances come from placement and `create`. */
  readonly model: boolean;
}

export interface ScopeExtension extends ScopeMembers {
  readonly target: string;
}

export interface ScopeRecord {
  readonly id: string;
  readonly name: string;
  readonly fields: readonly ScopeField[];
}

export interface ScopeField {
  readonly name: string;
  readonly type: Type;
  /** May be left out of a literal. */
  readonly optional: boolean;
}

export interface ScopeTable {
  readonly id: string;
  readonly name: string;
  /** The word under which its rows are read. */
  readonly plural: string;
  readonly columns: readonly ScopeField[];
  readonly appendOnly: boolean;
}

export interface ScopeText {
  readonly id: string;
  /** Without the pack: `shop.sold`. */
  readonly path: string;
  readonly params: readonly ScopeParam[];
}

export interface ScopeEvent {
  readonly id: string;
  readonly name: string;
  readonly params: readonly ScopeParam[];
}

export interface ScopeFunction extends Signature {
  readonly id: string;
  readonly name: string;
}
