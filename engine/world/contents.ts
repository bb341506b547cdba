// What is in what: the computed properties that are pure containment, as functions that host tables can call.

import { TAG, type Wire } from "../../dsl/wire.ts";
import { AREA, BEING, CONTAINER, NPC, PLAYER, ROOM, THING } from "./core-kinds.ts";
import type { Entity } from "./entity.ts";
import type { World } from "./world.ts";

/** The room an entity is in, at any depth; a room is in itself. */
export function roomOf(entity: Entity): Entity | null {
  return nearest(entity, ROOM);
}

/** The area an entity belongs to; an area is in itself. */
export function areaOf(entity: Entity): Entity | null {
  return nearest(entity, AREA);
}

function nearest(entity: Entity, kind: string): Entity | null {
  for (let at: Entity | null = entity; at !== null; at = at.place) if (at.definition.isA(kind)) return at;
  return null;
}

export const things = (place: Entity): Entity[] => ofKind(place, THING);
export const players = (place: Entity): Entity[] => ofKind(place, PLAYER);
export const npcs = (place: Entity): Entity[] => ofKind(place, NPC);
export const beings = (place: Entity): Entity[] => ofKind(place, BEING);
export const rooms = (area: Entity): Entity[] => ofKind(area, ROOM);

function ofKind(place: Entity, kind: string): Entity[] {
  return place.contents.filter((entity) => entity.definition.isA(kind));
}

/** An area's first room. */
export function entry(area: Entity): Entity | null {
  return area.contents.find((entity) => entity.definition.isA(ROOM)) ?? null;
}

/** `a.hall`: what is declared under that name in the area's model, in this copy. */
export function inner(area: Entity, name: string): Entity | null {
  return findDefined(area, `${area.definition.id}.${name}`);
}

/** The entity in `place`, at any depth, that has this definition; what is near the top is found first. */
export function findDefined(place: Entity, definition: string): Entity | null {
  for (const entity of place.contents) if (entity.definition.id === definition) return entity;
  for (const entity of place.contents) {
    const found = findDefined(entity, definition);
    if (found !== null) return found;
  }
  return null;
}

/** Whether `entity` is in `holder` at any depth, or is it. */
export function isWithin(entity: Entity, holder: Entity): boolean {
  for (let at: Entity | null = entity; at !== null; at = at.place) if (at === holder) return true;
  return false;
}

/**
 * `x has y`: at any depth except in others' closed boxes. A being's boxes are its own, so it has what is shut in them;
 * of a room or a box only what lies open counts. `what`: `#` an instance, `@` a model, `k` a kind.
 */
export function has(world: World, holder: Entity, what: Wire): boolean {
  if (typeof what !== "string") return false;
  if (!what.startsWith(TAG.entity)) return firstHeld(world, holder, what) !== null;
  const entity = world.ofWire(what);
  if (entity === undefined || entity === holder) return false;
  const opens = holder.definition.isA(BEING);
  for (let at = entity.place; at !== null; at = at.place) {
    if (at === holder) return true;
    if (!opens && isShut(world, at)) return false;
  }
  return false;
}

/** The first instance of a model or kind that `holder` has; what it holds directly comes before what is deeper. */
export function firstHeld(world: World, holder: Entity, what: Wire): Entity | null {
  const matches = matcher(what);
  let found: Entity | null = null;
  walkHeld(world, holder, (entity) => {
    if (matches(entity)) found = entity;
    return found === null;
  });
  return found;
}

/** `count(rope, in: actor)`: how many of a model, kind or instance `holder` has, stacks counted whole. */
export function countHeld(world: World, holder: Entity, what: Wire): number {
  const matches = matcher(what);
  let sum = 0;
  walkHeld(world, holder, (entity) => {
    if (matches(entity)) sum += entity.count;
    return true;
  });
  return sum;
}

/** All that `holder` has of a model, kind or instance; what it holds directly comes first. */
export function allHeld(world: World, holder: Entity, what: Wire): Entity[] {
  const matches = matcher(what);
  const found: Entity[] = [];
  walkHeld(world, holder, (entity) => {
    if (matches(entity)) found.push(entity);
    return true;
  });
  return found;
}

function matcher(what: Wire): (entity: Entity) => boolean {
  if (typeof what !== "string") return () => false;
  const id = what.slice(1);
  if (what.startsWith(TAG.model)) return (entity) => entity.definition.id === id;
  if (what.startsWith(TAG.kind)) return (entity) => entity.definition.isA(id);
  return (entity) => entity.wire === what;
}

/** Breadth first over all that `holder` has; `visit` answers whether to go on. */
function walkHeld(world: World, holder: Entity, visit: (entity: Entity) => boolean): void {
  const opens = holder.definition.isA(BEING);
  let level: readonly Entity[] = holder.contents;
  while (level.length > 0) {
    const next: Entity[] = [];
    for (const entity of level) {
      if (!visit(entity)) return;
      if (entity.contents.length > 0 && (opens || !isShut(world, entity))) next.push(...entity.contents);
    }
    level = next;
  }
}

function isShut(world: World, entity: Entity): boolean {
  return entity.definition.isA(CONTAINER) && world.isTrue(entity, "closed");
}
