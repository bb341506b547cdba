// Who is who. Whose name is whose is asked when a player is made and when one takes another name, so that nobody passes for somebody else.

import type { EntityId } from "../base/ids.ts";
import { foldName, shapeOf } from "../base/names.ts";
import type { Entity } from "./entity.ts";
import type { World } from "./world.ts";

/** True when another player bears this name or one that looks the same. */
export function isNameTaken(world: World, name: string, self?: EntityId): boolean {
  const account = world.accountNamed(foldName(name));
  if (account !== undefined && account.entity !== self) return true;
  const shape = shapeOf(name);
  // Players of a terminal or a transcript may have a name and no account.
  const nameOf = (id: EntityId, stated: unknown): string => world.account(id)?.name ?? String(stated ?? "s").slice(1);
  return world.players().some((player) => player.id !== self && shapeOf(nameOf(player.id, world.constant(player, "name"))) === shape);
}

/** Names of people in the world are taken too. */
export function isNpcName(world: World, folded: string): boolean {
  return world.ofKind("core.npc").some((npc) => foldName(npc.definition.title) === folded);
}

/** The word for what a player may do. Kept by player and not by account alone, for who plays at a terminal has a rank and no account. */
export function rankWord(world: World, { id }: Entity): string {
  return world.data(RANK_SPACE, String(id)) ?? world.account(id)?.rank ?? "player";
}

/** Where it is kept in the world's data, by the player's number. */
export const RANK_SPACE = "rank";
