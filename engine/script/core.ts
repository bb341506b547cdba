// What all parts of the script floor share for the life of a world: world, units, budget, packs and who is online.

import type { CompiledPack } from "../../dsl/program.ts";
import type { Wire } from "../../dsl/wire.ts";
import type { Clock } from "../base/clock.ts";
import type { EntityId } from "../base/ids.ts";
import type { Store } from "../world/port.ts";
import type { World } from "../world/world.ts";
import type { Budget } from "./budget.ts";
import type { Caller, HostFunction } from "./host/record.ts";
import type { LineRead } from "./line-read.ts";
import type { Before } from "./swap-report.ts";
import type { Look } from "./text/look.ts";
import type { Tries } from "./tries.ts";
import type { Units } from "./units.ts";
import type { Workbench } from "./workbench.ts";

/** One pack as the bridge needs it. */
export interface PackCode {
  readonly id: string;
  readonly compiled: CompiledPack;
  readonly caller: Caller;
  /** `CodeInfo.key` → index. */
  readonly codeByKey: ReadonlyMap<string, number>;
}

export interface Core {
  readonly world: World;
  readonly store: Store;
  readonly clock: Clock;
  readonly units: Units;
  readonly budget: Budget;
  readonly functions: ReadonlyMap<string, HostFunction>;
  readonly packs: Map<string, PackCode>;
  readonly online: Set<EntityId>;
  readonly zoneMs: number;
  look: Look;
  /** Reads a line for the actor of the open turn; null where nobody types. */
  reader: ((line: string) => LineRead) | null;
  /** While a swap runs: what was there before it. */
  before: Before | null;
  /** Null where nothing is built. */
  readonly bench: Workbench | null;
  /** Null where there are no private copies of the world. */
  readonly tries: Tries | null;
  /** Makes a pack's code callable in place of what it had; undefined takes it away. */
  readonly define: (id: string, compiled: CompiledPack | undefined) => void;
}

/** The unit of statements typed at the prompt: replaced by the next ones, so nothing in it may last. */
export const STATEMENTS_UNIT = "~run";

/** Whose rights a call without a script has: the engine's own, when it raises events or runs what a sysop typed. */
export const ENGINE: Caller = { unit: "stdlib", owner: null, capabilities: new Set() };

/** Everyone online, by number. */
export function onlinePlayers(core: Core): Wire[] {
  return [...core.online].sort((a, b) => a - b).flatMap((id) => core.world.entity(id)?.wire ?? []);
}
