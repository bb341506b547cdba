// What was said to players who were away, kept in the world's data until they connect: the newest few, oldest first.

import type { EntityId } from "../base/ids.ts";
import type { World } from "../world/world.ts";

const SPACE = "notes";
/** A radio digest is short: what is older falls off. */
const MOST = 12;

export function notesOf(world: World, player: EntityId): readonly string[] {
  const text = world.data(SPACE, String(player));
  return text === undefined ? [] : (JSON.parse(text) as string[]);
}

export function addNotes(world: World, player: EntityId, lines: readonly string[]): void {
  const kept = [...notesOf(world, player), ...lines].slice(-MOST);
  world.journal.setData(SPACE, String(player), JSON.stringify(kept));
}

export function clearNotes(world: World, player: EntityId): void {
  world.journal.setData(SPACE, String(player), undefined);
}
