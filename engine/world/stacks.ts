// Counts (rule 5): one entity may stand for several equal instances. Parts split off when only some are moved,
// and equal ones in one place become one again when the turn ends.

import type { Wire } from "../../dsl/wire.ts";
import type { EntityId } from "../base/ids.ts";
import { ACCOUNT, CONTAINER, DOOR, FIXTURE, THING } from "./core-kinds.ts";
import type { Definition } from "./definition.ts";
import type { Entity } from "./entity.ts";
import type { World } from "./world.ts";

/** Whether instances of this definition may stand for several: what holds others or has a clock of its own may not. */
export function isStackable(definition: Definition): boolean {
  const { everies, parts } = definition;
  if (!definition.model || everies.length > 0 || parts.length > 0 || !definition.isA(THING)) return false;
  // Two purses are never one.
  if (definition.isA(ACCOUNT)) return false;
  return !definition.isA(CONTAINER) && !definition.isA(DOOR) && !definition.isA(FIXTURE);
}

/** A new entity for `count` of a stack; the stack keeps the rest. `count` is less than there are. Without an arrival it comes last. */
export function splitOff(world: World, stack: Entity, count: number, at: { place: Entity | null; arrival?: number }): Entity {
  const { journal } = world;
  journal.setCount(stack, stack.count - count);
  const birth = { count, owner: stack.owner, origin: stack, ...(at.arrival === undefined ? {} : { arrival: at.arrival }) };
  const part = journal.create(stack.definition, at.place, birth);
  for (const [key, value] of stack.state) journal.set(part, key, value);
  for (const [key, values] of stack.each) for (const [who, value] of values) journal.setEach(part, key, who, value);
  return part;
}

/** Merges what this turn touched with its equals. Called once, at the end of a turn: until then every id stays its own. */
export function mergeStacks(world: World): void {
  for (const entity of [...world.journal.touched]) {
    if (!entity.alive || entity.place === null || !isStackable(entity.definition)) continue;
    const twin = entity.place.contents.find((other) => other !== entity && isEqual(world, entity, other));
    if (twin !== undefined) absorb(world, ...byArrival(entity, twin));
  }
}

function byArrival(a: Entity, b: Entity): [Entity, Entity] {
  return a.arrival < b.arrival ? [a, b] : [b, a];
}

/** Whether two stacks differ in nothing but where they stand and how many they are. */
export function isEqual(world: World, a: Entity, b: Entity): boolean {
  if (a.definition !== b.definition || a.owner !== b.owner) return false;
  if (a.contents.length > 0 || b.contents.length > 0 || a.each.size > 0 || b.each.size > 0) return false;
  if (world.timersOf(a.id).length > 0 || world.timersOf(b.id).length > 0) return false;
  return holdsAllOf(a, b) && holdsAllOf(b, a);
}

/** A property that was put back to what it starts as is as good as one that was never set. */
function holdsAllOf(a: Entity, b: Entity): boolean {
  for (const [key, value] of a.state) if ((b.state.has(key) ? b.state.get(key) : startOf(b.definition, key)) !== value) return false;
  return true;
}

function startOf(definition: Definition, key: string): Wire | undefined {
  const slot = definition.slot(key);
  return slot !== undefined && slot.key === key && "wire" in slot.value ? slot.value.wire : undefined;
}

/** `kept` takes over the count of `gone`, and its name wherever it is remembered. */
function absorb(world: World, kept: Entity, gone: Entity): void {
  const { journal } = world;
  const id: EntityId = gone.id;
  journal.setCount(kept, kept.count + gone.count);
  journal.destroy(gone);
  journal.join(gone, kept);
  world.rows?.redirect(id, kept.id, journal.row);
}
