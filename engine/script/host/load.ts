// What fits where: the weight a player can carry, the places in a box, the beings a room holds. Kinds without such a property hold all.

import type { Wire } from "../../../dsl/wire.ts";
import { BEING, CONTAINER, ROOM } from "../../world/core-kinds.ts";
import type { Definition } from "../../world/definition.ts";
import type { Entity } from "../../world/entity.ts";
import { isStackable } from "../../world/stacks.ts";
import { isPlayer, numberProp } from "./args.ts";
import type { Turn } from "./record.ts";

/** What is to be put somewhere: its model, how many, and the weight of one. */
export interface Load {
  /** How a refusal names it. */
  readonly wire: Wire;
  readonly definition: Definition;
  readonly times: number;
  readonly eachWeight: number;
}

export function loadOf(turn: Turn, what: Entity, times: number): Load {
  const inside = what.contents.reduce((sum, one) => sum + weightOf(turn, one), 0);
  return { wire: what.wire, definition: what.definition, times, eachWeight: numberProp(turn, what, "weight", 0) + inside };
}

/** Null when the load fits into the place, else the refusal that says why not. */
export function checkFit(turn: Turn, load: Load, place: Entity): Wire {
  const { definition } = place;
  if (load.definition.isA(BEING)) return checkRoom(turn, place);
  if (definition.isA(CONTAINER) && isFull(turn, load, place)) return turn.refuse("stdlib.core.no_room", { place: place.wire });
  const carrier = carrierOf(place);
  return carrier === null ? null : checkWeight(turn, load, carrier);
}

/** A room counts the beings in it, but not players who are away: they would fill it for ever. */
function checkRoom(turn: Turn, place: Entity): Wire {
  if (!place.definition.isA(ROOM)) return null;
  const capacity = numberProp(turn, place, "capacity", Number.POSITIVE_INFINITY);
  if (capacity === Number.POSITIVE_INFINITY) return null;
  const isThere = (one: Entity): boolean => one.definition.isA(BEING) && (!isPlayer(one) || turn.isOnline(one));
  const inside = place.contents.filter(isThere).length;
  return inside < capacity ? null : turn.refuse("stdlib.core.no_room", { place: place.wire });
}

/** A box counts what lies in it, a stack as one: what joins a stack needs no place of its own. */
function isFull(turn: Turn, load: Load, box: Entity): boolean {
  const capacity = numberProp(turn, box, "capacity", Number.POSITIVE_INFINITY);
  if (box.contents.length < capacity) return false;
  return !(isStackable(load.definition) && box.contents.some((one) => one.definition === load.definition));
}

/** The player who carries the place, or is it. */
function carrierOf(place: Entity): Entity | null {
  for (let at: Entity | null = place; at !== null; at = at.place) if (isPlayer(at)) return at;
  return null;
}

function checkWeight(turn: Turn, load: Load, carrier: Entity): Wire {
  if (load.eachWeight <= 0) return null;
  const limit = numberProp(turn, carrier, "carry_max", Number.POSITIVE_INFINITY);
  if (limit === Number.POSITIVE_INFINITY) return null;
  const carried = carrier.contents.reduce((sum, one) => sum + weightOf(turn, one), 0);
  if (carried + load.eachWeight * load.times <= limit) return null;
  return turn.refuse("stdlib.core.too_heavy", { what: load.wire, who: carrier.wire });
}

/** Weight of a whole stack with all that is in it. */
export function weightOf(turn: Turn, entity: Entity): number {
  const inside = entity.contents.reduce((sum, one) => sum + weightOf(turn, one), 0);
  return numberProp(turn, entity, "weight", 0) * entity.count + inside;
}
