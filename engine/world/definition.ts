// The shapes of what packs define, merged and ready to look up: everything here is frozen once built and replaced as a whole.

import type { CommandDef, ExitDef, TopicDef, Value } from "../../dsl/program.ts";
import type { Type } from "../../dsl/types.ts";
import type { Wire } from "../../dsl/wire.ts";
import type { Lookup } from "./lookup.ts";

/** Code of a pack, by the index into `CompiledPack.code`. */
export interface CodeRef {
  readonly pack: string;
  readonly code: number;
}

/** A default: a constant, or code that computes it at each read until the property is assigned. */
export type Default = { readonly wire: Wire } | CodeRef;

export interface Slot {
  readonly name: string;
  /** Key in an entity's state; differs from `name` when two packs add a property of the same name. */
  readonly key: string;
  readonly type: Type;
  readonly value: Default;
  /** Qualified kind of `for each KIND`. */
  readonly each: string | null;
  /** Core property that Lore may only read. */
  readonly readonly: boolean;
  /** Kind or entity that declares it, and its pack (`core` for the engine's own). */
  readonly owner: string;
  readonly pack: string;
}

export interface Method extends CodeRef {
  readonly name: string;
  /** What `base(…)` calls. */
  readonly base: Method | null;
}

export interface Trigger extends CodeRef {
  readonly phase: "on" | "before" | "every";
  readonly event: string;
  readonly takes: readonly number[];
  readonly periodMs: number | null;
  readonly dayAtMinutes: number | null;
  readonly always: boolean;
  /** Kind or entity that declares it; empty for a rule of the whole pack. */
  readonly owner: string;
  /** `CodeInfo.key`, which outlives a recompile. */
  readonly codeKey: string;
  readonly line: number;
}

export interface Command {
  readonly pack: string;
  readonly def: CommandDef;
  /** Kind or entity that declares it; null at top level. */
  readonly owner: string | null;
}

export interface Topic {
  readonly pack: string;
  readonly def: TopicDef;
}

export interface ExitInfo {
  readonly pack: string;
  readonly def: ExitDef;
}

/** A kind, core or declared, with its linear order. */
export interface Kind {
  readonly id: string;
  readonly name: string;
  readonly pack: string;
  /** Itself first, then what it is, each once: a kind always stands before what it derives from. */
  readonly order: readonly string[];
  readonly model: boolean;
}

/** A declared entity or model, or the one definition of all players. */
export interface Definition {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly pack: string;
  /** Its kinds in linear order, most special first, `core.entity` last. */
  readonly kinds: readonly string[];
  readonly model: boolean;
  /** Qualified id of what it starts in. */
  readonly place: string | null;
  /** The area model it is part of, so that it exists once a copy; null outside areas. */
  readonly area: string | null;
  /** What is declared to start inside it. */
  readonly parts: readonly Definition[];
  readonly slots: Lookup<Slot>;
  readonly methods: Lookup<Method>;
  readonly commands: readonly Command[];
  readonly topics: Lookup<Topic>;
  readonly exits: Lookup<ExitInfo>;
  readonly everies: readonly Trigger[];
  /** True for what stands in for a definition that is no more. */
  readonly lost: boolean;
  isA(kind: string): boolean;
  /** In the order they run; empty, never undefined. */
  triggers(phase: "on" | "before", event: string): readonly Trigger[];
  /** `pack`: whose name counts first when several packs add a property of this name. */
  slot(name: string, pack?: string): Slot | undefined;
}

/** A `Value` of a pack as a default. */
export function defaultOf(value: Value, pack: string): Default {
  return "wire" in value ? value : { pack, code: value.code };
}
