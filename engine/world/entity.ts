// An entity as the rest of the engine sees it: readable everywhere, changed only by the journal.

import type { Wire } from "../../dsl/wire.ts";
import type { EntityId } from "../base/ids.ts";
import type { Definition } from "./definition.ts";

export interface Entity {
  readonly id: EntityId;
  /** `#` and its number. */
  readonly wire: string;
  readonly key: string | null;
  readonly definition: Definition;
  readonly place: Entity | null;
  readonly arrival: number;
  readonly count: number;
  /** 0: nobody's. */
  readonly owner: EntityId;
  readonly madeMs: number;
  /** False once destroyed. */
  readonly alive: boolean;
  /** In order of arrival. */
  readonly contents: readonly Entity[];
  /** Assigned properties only, by `Slot.key`. */
  readonly state: ReadonlyMap<string, Wire>;
  /** Assigned `for each` properties: slot key, then whose. */
  readonly each: ReadonlyMap<string, ReadonlyMap<EntityId, Wire>>;
}

/** The same, for the journal and the loader. */
export interface EntityCell {
  id: EntityId;
  wire: string;
  key: string | null;
  definition: Definition;
  place: EntityCell | null;
  arrival: number;
  count: number;
  owner: EntityId;
  madeMs: number;
  alive: boolean;
  contents: EntityCell[];
  state: Map<string, Wire>;
  each: Map<string, Map<EntityId, Wire>>;
}

/** Where `arrival` stands, or would stand, among contents that are sorted by it. */
export function positionOf(contents: readonly Entity[], arrival: number): number {
  let low = 0;
  let high = contents.length;
  // Most arrivals are the newest: look at the end first.
  if (high > 0 && contents[high - 1]!.arrival < arrival) return high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (contents[middle]!.arrival < arrival) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What one that is made may be given from the start. */
export interface Birth {
  readonly count?: number;
  readonly owner?: EntityId;
  readonly key?: string;
  /** Keeps the place among contents of what it was split from. */
  readonly arrival?: number;
  /** The stack it is split from. */
  readonly origin?: Entity;
}
