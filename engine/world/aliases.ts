// Numbers of entities that were merged into others: kept as long as anything in the world may still name them.

import { asEntityId, type EntityId } from "../base/ids.ts";
import type { World } from "./world.ts";

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
