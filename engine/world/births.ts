// How entities come into the world: created in play, copied as an area, or spawned once where a pack declares them.

import { TAG, type Wire } from "../../dsl/wire.ts";
import { asPurseId, type EntityId } from "../base/ids.ts";
import { ACCOUNT, AREA, PLAYER } from "./core-kinds.ts";
import type { Definition } from "./definition.ts";
import type { Birth, Entity } from "./entity.ts";
import type { Outcome } from "./outcome.ts";
import { refuse } from "./outcome.ts";
import { isUnique } from "./soundness.ts";
import { isStackable } from "./stacks.ts";
import type { World } from "./world.ts";

/** Most instances that one `create … times n` makes when they cannot stand in one stack. */
const MOST_AT_ONCE = 100;

export interface Creation {
  readonly times?: number;
  readonly owner?: EntityId;
}

/** Makes instances of a model with all its parts; an area is copied whole. Gives the (last) instance; capacity is asked elsewhere. */
export function createInstance(
  world: World,
  model: Definition,
  place: Entity | null,
  { times = 1, owner }: Creation = {},
): Outcome<Entity> {
  if (!model.model || model.lost) return refuse("not a model");
  if (place !== null && !place.alive) return refuse("gone");
  if (!Number.isSafeInteger(times) || times < 1) return refuse("not a whole number");
  if (wouldDouble(world, model, times)) return refuse("only one");
  const birth: Birth = owner === undefined ? {} : { owner };
  if (isStackable(model)) return { ok: bear(world, model, place, { ...birth, count: times }) };
  if (times > MOST_AT_ONCE) return refuse("not enough");
  let last = bearWithParts(world, model, place, birth);
  for (let i = 1; i < times; i++) last = bearWithParts(world, model, place, birth);
  return { ok: last };
}

/**
 * One more of what an entity is, with what play has changed about it. What is in it, what it holds in money, sums among its
 * properties and what it keeps for single players stay its own. Only what has a model can be copied, and nothing unique.
 */
export function copyInstance(world: World, source: Entity, place: Entity, { owner }: Creation = {}): Outcome<Entity> {
  const { definition } = source;
  if (!definition.model || definition.lost) return refuse("not a model");
  if (world.isTrue(source, "unique") || wouldDouble(world, definition, 1)) return refuse("only one");
  const copy = bear(world, definition, place, owner === undefined ? {} : { owner });
  for (const [key, value] of source.state) if (!holdsMoney(value)) world.journal.set(copy, key, value);
  return { ok: copy };
}

/** A sum, or a list, map or record with one in it. */
function holdsMoney(value: Wire): boolean {
  return typeof value === "string" && (value.startsWith(TAG.money) || (value.startsWith(TAG.composite) && value.includes(`"${TAG.money}`)));
}

/** Whether making so many would make a second one of what its declaration calls unique, be it deep inside. */
function wouldDouble(world: World, model: Definition, times: number): boolean {
  if (isUnique(model) && (times > 1 || world.instances(model.id).length > 0)) return true;
  return model.parts.some((part) => wouldDouble(world, part, times));
}

/** A new player's entity. Name, account and room are the caller's. */
export function createPlayer(world: World, name: string, place: Entity | null): Entity {
  const player = bear(world, world.definitions.definition(PLAYER)!, place, {});
  world.journal.set(player, "name", `s${name}`);
  return player;
}

/** An account that is kept with somebody: it stands nowhere. */
export function bearAccount(world: World, definition: Definition, key: string): Entity {
  return bear(world, definition, null, { key });
}

/**
 * Makes every declared placement that this world has never made: rooms, people, fixtures, and things that stand somewhere.
 * Gives what is new, in order, so that its `create` triggers can run. `pack`: only what that one declares.
 */
export function spawnDeclared(world: World, pack?: string): Entity[] {
  const doors = world.definitions.doors();
  const born: Entity[] = [];
  const visiting = new Set<string>();
  const spawn = (definition: Definition): void => {
    const { id } = definition;
    if (world.cells.spawned.has(id) || visiting.has(id) || !isPlaced(definition, doors)) return;
    visiting.add(id);
    let place: Entity | null = null;
    if (definition.place !== null) {
      const outer = world.definitions.definition(definition.place);
      if (outer !== undefined) spawn(outer);
      place = world.byKey(definition.place) ?? null;
      // What it stands in was taken from the world, or is a model of which none was placed.
      if (place === null) return;
    }
    world.journal.setSpawned(id);
    // What a builder's pack declares is its builder's.
    const owner = world.source(definition.pack)?.owner;
    born.push(bear(world, definition, place, { key: id, ...(owner !== undefined && { owner }) }));
  };
  for (const definition of world.definitions.all()) if (pack === undefined || definition.pack === pack) spawn(definition);
  return born;
}

/** Opens a purse for whoever should have one and has none: after a reload made an `account` of an old entity. */
export function openPurses(world: World): void {
  for (const kind of [PLAYER, ACCOUNT]) for (const entity of world.ofKind(kind)) openPurse(world, entity);
}

function openPurse(world: World, entity: Entity): void {
  const { definition, id } = entity;
  if (!definition.isA(PLAYER) && !definition.isA(ACCOUNT)) return;
  if (world.purse(asPurseId(id)) === undefined) world.journal.setPurse({ id: asPurseId(id), balance: 0, floor: 0, name: null });
}

function isPlaced(definition: Definition, doors: ReadonlySet<string>): boolean {
  // Parts of areas exist in copies only; the player's definition is nobody by itself, nor is the account's.
  if (definition.area !== null || definition.isA(AREA) || definition.id === PLAYER || definition.id === ACCOUNT) return false;
  // A door stands in an exit, so it needs no other place to be.
  return !definition.model || definition.place !== null || doors.has(definition.id);
}

function bearWithParts(world: World, definition: Definition, place: Entity | null, birth: Birth): Entity {
  const entity = bear(world, definition, place, birth);
  for (const part of definition.parts) bearWithParts(world, part, entity, birth);
  return entity;
}

function bear(world: World, definition: Definition, place: Entity | null, birth: Birth): Entity {
  const entity = world.journal.create(definition, place, birth);
  openPurse(world, entity);
  return entity;
}
