// Moving and destroying, with the checks that keep the world sound. Whether a script may do it is asked elsewhere.

import { asPurseId, type EntityId, NOBODY } from "../base/ids.ts";
import { isWithin } from "./contents.ts";
import { AREA, PLAYER } from "./core-kinds.ts";
import type { Entity } from "./entity.ts";
import { closePurse } from "./ledger.ts";
import type { Outcome } from "./outcome.ts";
import { DONE, refuse } from "./outcome.ts";
import { splitOff } from "./stacks.ts";
import type { World } from "./world.ts";

/**
 * Moves an entity, or `times` of a stack: what moves keeps its number, the rest becomes a new entity where the stack stood.
 * Gives what was moved.
 */
export function moveEntity(world: World, entity: Entity, place: Entity, times: number = entity.count): Outcome<Entity> {
  const wrong = checkTimes(entity, times);
  if (wrong !== null) return wrong;
  if (!place.alive) return refuse("gone");
  if (isWithin(place, entity)) return refuse("inside itself");
  if (entity.place === place) return { ok: entity };
  const { arrival, place: from, count } = entity;
  world.journal.move(entity, place);
  if (times < count) splitOff(world, entity, count - times, { place: from, arrival });
  return { ok: entity };
}

/** `times` of a stack as an entity of their own, still in the same place; all of it when that is all there are. */
export function takeSome(world: World, entity: Entity, times: number): Outcome<Entity> {
  const wrong = checkTimes(entity, times);
  if (wrong !== null) return wrong;
  return { ok: times === entity.count ? entity : splitOff(world, entity, times, { place: entity.place }) };
}

/** Takes a thing to nowhere: it is destroyed at the run's end unless something moves it again. */
export function takeOut(world: World, entity: Entity): void {
  world.journal.move(entity, null);
}

/** Destroys an entity with all that is in it, or `times` of a stack. Refused while a player, or in an area anything foreign, is inside. */
export function destroyEntity(world: World, entity: Entity, times: number = entity.count): Outcome {
  const wrong = checkTimes(entity, times);
  if (wrong !== null) return wrong;
  if (times < entity.count) {
    world.journal.setCount(entity, entity.count - times);
    return DONE;
  }
  const inside = everythingIn(entity);
  if (inside.some((one) => one.definition.isA(PLAYER))) return refuse("a player is inside");
  if (entity.definition.isA(AREA) && inside.some((one) => isForeign(one, entity))) return refuse("things are inside");
  // The deepest first, so that nothing is ever in what is gone.
  for (const one of inside.toReversed()) destroyOne(world, one);
  destroyOne(world, entity);
  return DONE;
}

/** What was carried into an area and belongs to nobody would be lost with it. */
function isForeign(entity: Entity, area: Entity): boolean {
  return entity.definition.area !== area.definition.id && entity.owner === NOBODY;
}

export function everythingIn(entity: Entity): Entity[] {
  const all: Entity[] = [];
  for (const one of entity.contents) all.push(one, ...everythingIn(one));
  return all;
}

function destroyOne(world: World, entity: Entity): void {
  const { journal } = world;
  const { id, definition } = entity;
  for (const timer of world.timersOf(id)) journal.removeTimer(timer);
  for (const prompt of world.promptsOf(id)) journal.removePrompt(prompt);
  for (const kept of [...(world.cells.kept.get(id) ?? [])]) destroyOne(world, kept);
  closePurse(world, asPurseId(id), `${definition.title} ${entity.wire}`);
  if (definition.kinds.some((kind) => world.definitions.eachKinds.has(kind))) forgetEach(world, id);
  if (world.account(id) !== undefined) journal.setAccount(id, undefined);
  world.rows?.forget(id, journal.row);
  journal.destroy(entity);
}

function forgetEach(world: World, who: EntityId): void {
  for (const entity of world.all()) {
    for (const [key, values] of entity.each) if (values.has(who)) world.journal.setEach(entity, key, who, undefined);
  }
}

function checkTimes(entity: Entity, times: number) {
  if (!entity.alive) return refuse("gone");
  if (!Number.isSafeInteger(times) || times < 1) return refuse("not a whole number");
  return times > entity.count ? refuse("not enough") : null;
}
