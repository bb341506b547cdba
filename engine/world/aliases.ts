// Numbers of entities that were merged into others: kept as long as anything in the world may still name them.

import { asEntityId, type EntityId } from "../base/ids.ts";
import type { World } from "./world.ts";

/** Names of merged entities pile up by the thousand in a busy shop; below this they are not worth a walk over the world. */
export const MANY_ALIASES = 1_000;
const EVERY_TURNS = 256;

/**
 * Drops names now and then while the world runs, so that months of play do not pile them up. When is a matter of the turn's
 * number and the world's state alone, and so the same in a replay.
 */
export function thinAliases(world: World, turn: number): void {
  if (turn % EVERY_TURNS === 0 && world.cells.aliases.size > MANY_ALIASES) dropAliases(world);
}

/** Drops the names that no property, timer, question or remembered value holds. Rows were pointed elsewhere when they merged. */
export function dropAliases(world: World): void {
  const named = namedEntities(world);
  const { aliases } = world.cells;
  // What is still named may reach its entity by way of others.
  for (const old of [...named]) for (let now = aliases.get(old); now !== undefined; now = aliases.get(now)) named.add(now);
  // By number: a world that was loaded holds them in another order than one that has run through, and a replay must not differ.
  for (const old of [...aliases.keys()].sort((a, b) => a - b)) if (!named.has(old)) world.journal.setAlias(old, undefined);
}

const NUMBER = /#(\d+)/g;

function namedEntities(world: World): Set<EntityId> {
  const named = new Set<EntityId>();
  const read = (text: unknown): void => {
    if (typeof text !== "string" || !text.includes("#")) return;
    for (const [, digits] of text.matchAll(NUMBER)) named.add(asEntityId(Number(digits)));
  };
  for (const entity of world.all()) {
    for (const value of entity.state.values()) read(value);
    for (const values of entity.each.values()) for (const value of values.values()) read(value);
  }
  for (const { payload } of world.timers()) read(payload);
  for (const { payload } of world.prompts()) read(payload);
  for (const values of world.cells.data.values()) for (const value of values.values()) read(value);
  return named;
}
