// Ranks: what `needs …` asks for.

import type { Entity } from "../world/entity.ts";
import { RANK_SPACE, rankWord } from "../world/people.ts";
import type { World } from "../world/world.ts";

/** Each includes those before it. A guest does only what a command `needs guest` says; a command that says nothing is for players. */
export const RANKS = ["guest", "player", "builder", "wizard", "sysop"] as const;
export type Rank = (typeof RANKS)[number];

export function isRank(word: string): word is Rank {
  return (RANKS as readonly string[]).includes(word);
}

/** Within a turn. */
export function putRank(world: World, player: Entity, rank: Rank): void {
  world.journal.setData(RANK_SPACE, String(player.id), rank);
  const row = world.account(player.id);
  if (row !== undefined) world.journal.setAccount(player.id, { ...row, rank });
}

/** A word that is no rank is the common one. */
export function rankOf(world: World, player: Entity): Rank {
  const rank = rankWord(world, player);
  return isRank(rank) ? rank : "player";
}

/** Whether the player's rank includes this one; a word that is no rank is nobody's. */
export function hasRank(world: World, player: Entity, level: string): boolean {
  return isRank(level) && RANKS.indexOf(rankOf(world, player)) >= RANKS.indexOf(level);
}
