// What is remembered of talks and menus for each player, in the world's own data: where the talk stands, what the numbers mean, and
// which topics were heard before.

import type { Wire } from "../../dsl/wire.ts";
import type { EntityId } from "../base/ids.ts";
import { type ChangeSum, mapMoney } from "../world/money-wires.ts";
import type { World } from "../world/world.ts";

/** How long the numbers of a menu hold (rule 37). */
export const MENU_MS = 30 * 60_000;

export interface Talk {
  readonly npc: string;
  /** The topic whose menu is open. */
  readonly topic: string;
  /** What each number leads to: a topic, or null to end the talk. */
  readonly choices: readonly (string | null)[];
  /** As the player read them. */
  readonly labels: readonly string[];
  readonly atMs: number;
}

interface Menu {
  readonly items: readonly Wire[];
  readonly atMs: number;
}

const TALK = "talk";
const MENU = "menu";

export function talkOf(world: World, player: EntityId): Talk | null {
  const text = world.data(TALK, String(player));
  return text === undefined ? null : (JSON.parse(text) as Talk);
}

export function setTalk(world: World, player: EntityId, talk: Talk): void {
  world.journal.setData(TALK, String(player), JSON.stringify(talk));
}

export function endTalk(world: World, player: EntityId): void {
  world.journal.setData(TALK, String(player), undefined);
}

/** The numbers that a player was shown last. A bare number still answers an open talk; these are for slots: `buy 2`. */
export function setMenu(world: World, player: EntityId, items: readonly Wire[], atMs: number): void {
  world.journal.setData(MENU, String(player), JSON.stringify({ items, atMs } satisfies Menu));
}

export function menuOf(world: World, player: EntityId, nowMs: number): readonly Wire[] | null {
  const text = world.data(MENU, String(player));
  if (text === undefined) return null;
  const menu = JSON.parse(text) as Menu;
  return nowMs - menu.atMs > MENU_MS ? null : menu.items;
}

/** A stored menu with its sums changed; undefined for what is none. */
export function changeMenu(space: string, value: string, change: ChangeSum): string | undefined {
  if (space !== MENU) return undefined;
  const menu = JSON.parse(value) as Menu;
  return JSON.stringify({ ...menu, items: menu.items.map((item) => mapMoney(item, change)) } satisfies Menu);
}

// --------------------------------------------------------------- said(topic)

const saidSpace = (player: EntityId): string => `said ${player}`;

/** A single npc is known by its declaration, so that what was said outlives a rebuild. */
const saidKey = (npc: string, topic: string): string => `${npc} ${topic}`;

export function hasSaid(world: World, player: EntityId, npc: string, topic: string): boolean {
  return world.data(saidSpace(player), saidKey(npc, topic)) !== undefined;
}

export function setSaid(world: World, player: EntityId, npc: string, topic: string): void {
  world.journal.setData(saidSpace(player), saidKey(npc, topic), "1");
}
