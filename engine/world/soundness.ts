// Proofs that a world in memory is whole, for the kill test, the start and the property tests; and its state as plain data.

import { EngineError } from "../base/errors.ts";
import type { Definition } from "./definition.ts";
import { type Entity, positionOf } from "./entity.ts";
import type { World } from "./world.ts";

/** What is wrong with containment, counts and purses; empty when sound. */
export function findUnsound(world: World): string[] {
  const wrong: string[] = [];
  for (const entity of world.all()) {
    const { wire, place, count, contents } = entity;
    if (!entity.alive) wrong.push(`${wire} is in the index but gone`);
    if (!Number.isSafeInteger(count) || count < 1) wrong.push(`${wire} stands for ${count}`);
    if (place !== null && (!place.alive || place.contents[positionOf(place.contents, entity.arrival)] !== entity))
      wrong.push(`${wire} is not among the contents of ${place.wire}`);
    for (const one of contents) if (one.place !== entity) wrong.push(`${one.wire} is among the contents of ${wire} but elsewhere`);
    if (goesRound(entity)) wrong.push(`${wire} is inside itself`);
  }
  for (const { id, balance, floor } of world.cells.purses.values()) {
    if (floor !== null && balance < floor) wrong.push(`purse ${id} holds ${balance}, below ${floor}`);
  }
  let sum = 0;
  for (const { balance } of world.cells.purses.values()) sum += balance;
  if (sum !== 0) wrong.push(`all purses together hold ${sum}, not 0`);
  return wrong;
}

/** Whether its declaration says that there is only one of it, whatever was assigned since. */
export function isUnique(definition: Definition): boolean {
  const value = definition.slot("unique")?.value;
  return value !== undefined && "wire" in value && value.wire === true;
}

/**
 * Of what unique things there is more than one. No host function makes a second one; a pack that calls unique what there were
 * several of before does not take them away, so this is no reason not to start.
 */
export function findDoubles(world: World): string[] {
  return [...world.definitions.all()]
    .filter((definition) => isUnique(definition))
    .map(({ id }) => [id, world.instances(id).reduce((sum, { count }) => sum + count, 0)] as const)
    .flatMap(([id, count]) => (count > 1 ? [`there are ${count} of ${id}`] : []));
}

/** Throws `E_WORLD` when a world that was read is not whole: better no start than play on broken ground. */
export function requireSound(world: World): void {
  const wrong = findUnsound(world);
  if (wrong.length > 0) throw new EngineError("E_WORLD", { detail: wrong.slice(0, 3).join("; ") });
}

function goesRound(entity: Entity): boolean {
  let slow: Entity | null = entity.place;
  let fast: Entity | null = entity.place?.place ?? null;
  while (fast !== null) {
    if (slow === fast) return true;
    slow = slow!.place;
    fast = fast.place?.place ?? null;
  }
  return false;
}

/** All that a world remembers, in an order of its own: two worlds are the same when these are. */
export function snapshot(world: World): unknown {
  const { cells } = world;
  const byNumber = <T>(map: ReadonlyMap<number, T>): [number, T][] => [...map].sort(([a], [b]) => a - b);
  return {
    entities: byNumber(cells.entities).map(([, cell]) => entitySnapshot(cell)),
    models: [...cells.byModel]
      .filter(([, list]) => list.length > 0)
      .map(([id, list]) => [id, list.map((one) => one.id)])
      .sort(),
    keys: [...cells.keys].map(([key, cell]) => [key, cell.id]).sort(),
    spawned: [...cells.spawned].sort(),
    aliases: byNumber(cells.aliases),
    timers: cells.timers.all(),
    prompts: byNumber(cells.prompts),
    accounts: byNumber(cells.accounts),
    purses: byNumber(cells.purses),
    treasuries: [...cells.treasuries].sort(),
    limbo: byNumber(cells.limbo),
    data: [...cells.data].map(([space, values]) => [space, [...values].sort()]).sort(),
    last: { ...cells.last },
  };
}

function entitySnapshot(entity: Entity): unknown {
  const { id, key, definition, place, arrival, count, owner, madeMs, contents, state, each } = entity;
  return {
    ...{ id, key, arrival, count, owner, madeMs },
    model: definition.id,
    place: place?.id ?? 0,
    contents: contents.map((one) => one.id),
    state: [...state].sort(),
    each: [...each].map(([name, values]) => [name, [...values].sort()]).sort(),
  };
}
