// What a host offers to Lore, as data: kinds, functions, events and values. The language knows only this shape;
// the engine fills it from its host tables, so checker, reference page and sandbox can never disagree.

import type { Type } from "./types.ts";

/** What a sum of money may take to write: the checker counts on it, and a currency that needs more is refused where a pack declares it. */
export const MONEY_BYTES = 20;
/** The same for `{price:long}`: names in place of signs. */
export const LONG_MONEY_BYTES = 45;

export interface Surface {
  readonly kinds: readonly SurfaceKind[];
  readonly functions: readonly SurfaceFunction[];
  readonly events: readonly SurfaceEvent[];
  /** Bare names that mean a value: `actor`, `room`, `now`, `players`. */
  readonly values: readonly SurfaceValue[];
  /** Direction words with their short forms: `["north", "n"]`. */
  readonly directions: readonly (readonly string[])[];
  readonly capabilities: readonly string[];
}

export interface SurfaceKind {
  /** Bare name; its qualified id is `core.` + name. */
  readonly name: string;
  readonly parents: readonly string[];
  readonly doc: string;
  readonly props: readonly SurfaceProp[];
  /** Declared by name in a file: room, thing, npc, area … but never player. */
  readonly declarable: boolean;
  /** A declared one is a model (thing, area) and not the one instance (room, npc). */
  readonly model: boolean;
}

export interface SurfaceProp {
  readonly name: string;
  readonly type: Type;
  readonly readonly: boolean;
  readonly doc: string;
}

export interface SurfaceParam {
  readonly name: string;
  /** Undefined: positional. A label may also be any word such as `from`, `with`, `up_to`. */
  readonly label?: string;
  readonly type: Type;
  /** True when the argument may be left out; the host gets nothing. */
  readonly optional?: boolean;
}

export interface SurfaceFunction {
  readonly name: string;
  readonly doc: string;
  readonly params: readonly SurfaceParam[];
  readonly result: Type;
  /** May answer with a refusal: a statement is denied by it, a condition reads false. */
  readonly refuses: boolean;
  readonly capability?: string;
  /** Fuel one call costs, besides what its size costs. */
  readonly cost: number;
  /** May run other scripts before it returns (moves, creations, deeds). */
  readonly reenters: boolean;
  /** Changes nothing that anybody could read. */
  readonly harmless?: boolean;
  /**
   * Changes no properties but those of these names, whoever has them; any, where this is left out. `#` stands for all that name an
   * entity. What scripts change that it runs is not among them.
   */
  readonly touches?: readonly string[];
  /** Wrong anywhere but where an actor exists (`say` without `to`). */
  readonly needsActor?: boolean;
}

export interface SurfaceEvent {
  readonly name: string;
  readonly doc: string;
  readonly params: readonly SurfaceParam[];
  /** Qualified kind of `self` in a top-level rule. */
  readonly self: Type;
  /** `deny` is allowed in `before`; clocks and connections have no `before`. */
  readonly before: boolean;
  readonly hasActor: boolean;
}

export interface SurfaceValue {
  readonly name: string;
  readonly type: Type;
  readonly doc: string;
  /** Where it exists: with an actor, in commands, or everywhere. */
  readonly where: "actor" | "command" | "everywhere" | "else";
}
