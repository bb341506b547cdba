// A pack of rooms by chance: titles of all scripts, many exits, crowds, heaps of things, long descriptions. The same for the same seed.

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";

export interface WildRoom {
  readonly title: string;
  readonly desc: string;
  /** Direction words, in order. */
  readonly exits: readonly string[];
  readonly folk: readonly string[];
  readonly goods: readonly string[];
}

export const WAYS: Readonly<Record<string, string>> = {
  north: "n",
  south: "s",
  east: "e",
  west: "w",
  northeast: "ne",
  northwest: "nw",
  southeast: "se",
  southwest: "sw",
  up: "u",
  down: "d",
  in: "in",
  out: "out",
};

const MOST_TITLE_BYTES = 60;
// What no reader takes for one character by its bytes alone.
const SIGNS = ["a", "b", "o", "st", "ü", "é", "Ж", "я", "世", "नि", "e\u0301", "👍🏽", "👨‍👩‍👧", "🇳🇴"];

const word = fc.array(fc.constantFrom(...SIGNS), { minLength: 1, maxLength: 7 }).map((signs) => signs.join(""));
const words = (most: number, bytes: number) =>
  fc
    .array(word, { minLength: 1, maxLength: most, size: "max" })
    .map((list) => list.join(" "))
    .filter((text) => Buffer.byteLength(text) <= bytes);
// A capital makes a proper name: it stands without an article, and each once.
const names = (most: number) =>
  fc.array(words(3, 40), { maxLength: most, size: "max" }).map((list) => [...new Set(list.map((name, i) => `X${i} ${name}`))]);

const room: fc.Arbitrary<WildRoom> = fc.record({
  title: words(9, MOST_TITLE_BYTES - 2).map((title) => `T ${title}`),
  desc: fc
    .array(words(12, 190), { maxLength: 4, size: "max" })
    .map((sentences) => sentences.map((sentence) => `D${sentence}.`).join(" "))
    .filter((text) => Buffer.byteLength(text) <= 600),
  exits: fc.subarray(Object.keys(WAYS)),
  folk: names(14),
  goods: names(16),
});

export function wildRooms(count: number, seed: number): readonly WildRoom[] {
  return fc.sample(room, { numRuns: count, seed });
}

/** Writes the pack `wild` into a folder of its own; room `i` is called `r<i>`. */
export function writeWildPack(rooms: readonly WildRoom[]): string {
  const folder = mkdtempSync(join(tmpdir(), "lore-wild-"));
  const manifest =
    'id = "wild"\ntitle = "Rooms by chance"\nversion = "0.1.0"\nlicence = "GPL-3.0-or-later"\nrequires = ["stdlib"]\nentry = "r0"\ncapabilities = []\n';
  writeFileSync(join(folder, "pack.toml"), manifest);
  writeFileSync(join(folder, "rooms.lore"), rooms.map((one, at) => roomSource(one, at, rooms.length)).join("\n"));
  return folder;
}

function roomSource({ title, desc, exits, folk, goods }: WildRoom, at: number, count: number): string {
  const ways = exits.map((way, i) => `  exit ${way} to r${(at + i + 1) % count}`);
  const beings = folk.map((name, i) => `npc r${at}_npc${i} "${name}" in r${at}\n  desc: "One of many."\nend`);
  const things = goods.map((name, i) => `thing r${at}_thing${i} "${name}" in r${at}\n  desc: "Goods."\nend`);
  return [`room r${at} "${title}"`, `  desc: "${desc}"`, ...ways, "end", ...beings, ...things, ""].join("\n");
}
