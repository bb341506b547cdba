// Guests: a small pool of players who may look about, taken in turn by nodes that cannot say who they are.

import { asEntityId } from "../../base/ids.ts";
import type { Entity } from "../../world/entity.ts";
import { isNameTaken } from "../../world/people.ts";
import type { World } from "../../world/world.ts";
import { hasRank } from "../ranks.ts";

const MOST_GUESTS = 12;

/** A guest whom nobody plays, the name for a new one, or null when there are enough. */
export function freeGuest(world: World, isTaken: (player: number) => boolean): Entity | string | null {
  const guests = [...world.dataOf("rank").keys()].flatMap((id) => world.entity(asEntityId(Number(id))) ?? []);
  const all = guests.filter((player) => !hasRank(world, player, "player"));
  const free = all.find((player) => !isTaken(player.id));
  if (free !== undefined) return free;
  if (all.length >= MOST_GUESTS) return null;
  for (let n = all.length + 1; ; n++) if (!isNameTaken(world, `Guest${n}`)) return `Guest${n}`;
}
