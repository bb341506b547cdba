// Tries in the world's own state: whose private copy is called what, who may come into it, and who is in which. What was built there is
// in the copy; where a row's copy is missing there is no try any more.

import { asEntityId, type EntityId } from "../base/ids.ts";
import type { World } from "./world.ts";

const TRIES = "try";
/** By player, whose try they are in. */
const INSIDE = "trying";

export interface TryRow {
  /** Of the copy: never used twice. */
  readonly name: string;
  readonly atMs: number;
  /** Who may come in, but the owner. */
  readonly guests: readonly EntityId[];
  /** Names what stood against keeping it when that was last shown; empty when nothing was. */
  readonly shown: string;
}

export function tryOf(world: World, owner: EntityId): TryRow | undefined {
  const stored = world.data(TRIES, String(owner));
  return stored === undefined ? undefined : (JSON.parse(stored) as TryRow);
}

export function putTry(world: World, owner: EntityId, row: TryRow): void {
  world.journal.setData(TRIES, String(owner), JSON.stringify(row));
}

/** Whose tries there are, the oldest first. */
export function tryOwners(world: World): readonly EntityId[] {
  const all = [...world.dataOf(TRIES).keys()].map((owner) => asEntityId(Number(owner)));
  return all.sort((a, b) => tryOf(world, a)!.atMs - tryOf(world, b)!.atMs || a - b);
}

/** Forgets the row and puts everybody out; who was in it. */
export function dropTry(world: World, owner: EntityId): readonly EntityId[] {
  const inside = insideOf(world, owner);
  for (const player of inside) putInside(world, player, undefined);
  world.journal.setData(TRIES, String(owner), undefined);
  return inside;
}

/** Whose try a player is in. */
export function tryingOf(world: World, player: EntityId): EntityId | undefined {
  const owner = world.data(INSIDE, String(player));
  return owner === undefined ? undefined : asEntityId(Number(owner));
}

export function putInside(world: World, player: EntityId, owner: EntityId | undefined): void {
  world.journal.setData(INSIDE, String(player), owner === undefined ? undefined : String(owner));
}

export function insideOf(world: World, owner: EntityId): readonly EntityId[] {
  const all = [...world.dataOf(INSIDE)].filter(([, of]) => of === String(owner)).map(([player]) => asEntityId(Number(player)));
  return all.sort((a, b) => a - b);
}
