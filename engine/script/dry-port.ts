// What a dry run tells: plain values, so that host functions can pass it on.

import type { CompiledPack } from "../../dsl/program.ts";
import type { Wire } from "../../dsl/wire.ts";
import type { EntityId } from "../base/ids.ts";
import type { Trigger } from "../world/definition.ts";
import type { CommandCall } from "./line-read.ts";

/** One effect. `from` is empty where nothing was before it, `to` where nothing is after it. */
export interface Deed {
  readonly sort: "make" | "move" | "count" | "own" | "destroy" | "set" | "later" | "ask" | "pay" | "keep";
  readonly what: string;
  readonly part: string;
  readonly from: string;
  readonly to: string;
}

/** Where and why it failed: the line is of the pack's text, `code` the stable key of what ran. */
export interface DryFault {
  readonly pack: string;
  readonly message: string;
  readonly line: number;
  readonly code: string;
}

/** One step of a traced run: a statement, another round of it, or a part of one that has a line of its own. */
export interface DryStep {
  readonly pack: string;
  readonly file: string;
  readonly line: number;
  /** Stable key of the code that it stands in. */
  readonly code: string;
  readonly text: string;
  /** What it worked out, as a reader sees it; null when it works out nothing. */
  readonly value: string | null;
  /** What it spent, with all that it called and that is not told as a step. */
  readonly fuel: number;
  /** All that it did was taken back again by the script itself. */
  readonly undone: boolean;
  readonly said: readonly { readonly to: EntityId; readonly text: string }[];
  readonly deeds: readonly Deed[];
}

/** Watches a run of traced code. Fuel is what is left at that moment; steps are numbers of the pack that runs. */
export interface Tracer {
  /** A step begins (`own` 1) or goes on in another round; false when nothing more is to be told. */
  step(at: number, fuel: number, paid: number, own: number): boolean;
  back(at: number, fuel: number): null;
  saw(at: number, fuel: number, value: Wire): null;
  /** Other code runs, which has `fuel` of the `purse`. The answer is what goes on afterwards. */
  enter(purse: number, fuel: number): unknown;
  /** It has come back with `left` of its fuel. */
  leave(step: unknown, left: number, purse: number): void;
  /** The script itself takes back what it did and said since a mark. */
  undone(mark: number, line: number): void;
  finish(): { readonly steps: readonly DryStep[]; readonly more: boolean };
}

/** What is tried. */
export type Tried =
  /** Of one entity; `args` in the order of the event's parameters. */
  | { readonly t: "triggers"; readonly triggers: readonly Trigger[]; readonly self: Wire; readonly args: readonly Wire[] }
  | { readonly t: "topic"; readonly npc: Wire; readonly topic: string }
  /** What a line comes to. */
  | { readonly t: "calls"; readonly line: string; readonly calls: readonly CommandCall[] };

export interface Rehearsal {
  readonly tried: Tried;
  readonly actor: Wire;
  /** Packs compiled to be traced: this code takes the place of theirs while it runs. */
  readonly traced?: readonly CompiledPack[];
}

export interface DryRun {
  readonly outcome: "done" | "refused" | "fault";
  /** Why it refused. */
  readonly why: string;
  readonly fault: DryFault | null;
  /** What it spent of its budgets. */
  readonly fuel: number;
  readonly messages: number;
  readonly effects: number;
  readonly said: readonly { readonly to: EntityId; readonly text: string }[];
  readonly deeds: readonly Deed[];
  /** Of a traced run, in the order in which they ran; `more` came after those that are told. */
  readonly steps: readonly DryStep[];
  readonly more: boolean;
}
