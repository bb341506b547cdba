// Whose radios are whose, who is banned, and the codes that add a radio: kept in the world's data, so that turns change them and replays know them.

import type { EntityId } from "../base/ids.ts";
import type { World } from "./world.ts";

/** A key that stands for a player. The key is the person; the node is only where it was last seen. */
export interface Radio {
  /** Base64, as the firmware's. */
  readonly key: string;
  readonly player: EntityId;
  readonly node: number;
  /** The node's own name for people to know it by; may be empty. */
  readonly name: string;
  readonly sinceMs: number;
}

export interface Ban {
  /** `node 168496141` or `player 42`. */
  readonly who: string;
  /** Null: until it is lifted. */
  readonly untilMs: number | null;
  readonly why: string;
  readonly by: string;
}

/** A way in for one more radio of a player; kept by the hash of what is typed. */
export interface RadioCode {
  readonly player: EntityId;
  readonly untilMs: number;
}

const RADIOS = "radio";
const BANS = "ban";
const CODES = "radio-code";

export function radioOf(world: World, key: string): Radio | undefined {
  const text = world.data(RADIOS, key);
  return text === undefined ? undefined : ({ ...(JSON.parse(text) as Omit<Radio, "key">), key } as Radio);
}

/** Oldest first. */
export function radiosOf(world: World, player: EntityId): Radio[] {
  return allRadios(world).filter((radio) => radio.player === player);
}

/** The keys that this node has come with before. */
export function radiosAt(world: World, node: number): Radio[] {
  return allRadios(world).filter((radio) => radio.node === node);
}

function allRadios(world: World): Radio[] {
  const radios = [...world.dataOf(RADIOS).keys()].map((key) => radioOf(world, key)!);
  return radios.sort((a, b) => a.sinceMs - b.sinceMs || (a.key < b.key ? -1 : 1));
}

/** Within a turn. */
export function putRadio(world: World, { key, ...radio }: Radio): void {
  world.journal.setData(RADIOS, key, JSON.stringify(radio));
}

/** Within a turn. */
export function dropRadio(world: World, key: string): void {
  world.journal.setData(RADIOS, key, undefined);
}

/** `!0a0b0c0d`, as every client of the mesh shows it. */
export function nodeName(node: number): string {
  return `!${node.toString(16).padStart(8, "0")}`;
}

/** The number of `!0a0b0c0d`; null for anything else. */
export function nodeNumber(name: string): number | null {
  return /^![0-9a-f]{8}$/i.test(name) ? Number.parseInt(name.slice(1), 16) : null;
}

// -------------------------------------------------------------------- codes

export function codeOf(world: World, hash: string, nowMs: number): RadioCode | undefined {
  const text = world.data(CODES, hash);
  const code = text === undefined ? undefined : (JSON.parse(text) as RadioCode);
  return code === undefined || code.untilMs <= nowMs ? undefined : code;
}

/** Within a turn. A player has one code at a time, and what is over goes. */
export function putCode(world: World, hash: string, code: RadioCode, nowMs: number): void {
  for (const [known, text] of world.dataOf(CODES)) {
    const { player, untilMs } = JSON.parse(text) as RadioCode;
    if (player === code.player || untilMs <= nowMs) world.journal.setData(CODES, known, undefined);
  }
  world.journal.setData(CODES, hash, JSON.stringify(code));
}

/** Within a turn: a code works once. */
export function dropCode(world: World, hash: string): void {
  world.journal.setData(CODES, hash, undefined);
}

// --------------------------------------------------------------------- bans

/** The ban on a node or a player that is in force. */
export function banOf(world: World, who: string, nowMs: number): Ban | undefined {
  const text = world.data(BANS, who);
  const ban = text === undefined ? undefined : ({ ...(JSON.parse(text) as Omit<Ban, "who">), who } as Ban);
  return ban === undefined || (ban.untilMs !== null && ban.untilMs <= nowMs) ? undefined : ban;
}

export function bansNow(world: World, nowMs: number): Ban[] {
  return [...world.dataOf(BANS).keys()].flatMap((who) => banOf(world, who, nowMs) ?? []).sort((a, b) => (a.who < b.who ? -1 : 1));
}

/** Within a turn. */
export function putBan(world: World, { who, ...ban }: Ban): void {
  world.journal.setData(BANS, who, JSON.stringify(ban));
}

/** Within a turn. */
export function dropBan(world: World, who: string): void {
  world.journal.setData(BANS, who, undefined);
}
