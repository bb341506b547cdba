// What comes with the engine is written for one frame: no text that may pass it, no title that leaves the exits no room.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "../../dsl/index.ts";
import { PLACES, packFolder } from "../../engine/app/places.ts";
import { surface } from "../../engine/app/surface.ts";
import { loadPacks } from "../../engine/packs/load.ts";
import { byteLength } from "../../engine/radio/compose/bytes.ts";
import { FRAME_BYTES } from "../../engine/radio/compose/limit.ts";
import { filesBelow, ROOT, readText } from "../support/tree.ts";

/** Beside it stand twelve exits in letters and a page number, in the shortest frame that is fit to play in. */
const TITLE_BYTES = 40;
/** May take two packets, said and shown as help. */
const OVERLONG = new Set(["LORE501", "LORE506"]);

const WORLDS = readdirSync(join(ROOT, "worlds")).map(packFolder);
const { packs, problems } = await loadPacks([PLACES.stdlib, ...WORLDS], { ...PLACES, surface: surface(), cache: null });
const LORE = ["stdlib", "worlds"].flatMap((folder) => filesBelow(folder, ".lore"));

test("no line that is said and no help may take two packets, at its worst", () => {
  expect(packs.length).toBeGreaterThan(WORLDS.length);
  expect(problems.filter(({ code }) => OVERLONG.has(code)).map(({ file, line, code }) => `${file}:${line} ${code}`)).toEqual([]);
});

test("no text in the source is longer than a frame, wherever it goes", () => {
  const texts = LORE.flatMap((path) => textsOf(parse(readText(path), { file: path }).file).map((text) => ({ path, text })));
  expect(texts.length).toBeGreaterThan(500);
  expect(texts.filter(({ text }) => byteLength(text) > FRAME_BYTES)).toEqual([]);
});

test(`no title is longer than ${TITLE_BYTES} bytes`, () => {
  const titles = packs.flatMap(({ compiled }) => compiled.entities.map(({ id, title }) => ({ id, title })));
  expect(titles.length).toBeGreaterThan(100);
  expect(titles.filter(({ title }) => byteLength(title) > TITLE_BYTES)).toEqual([]);
});

/** The plain parts of every text below a node of the syntax tree, joined. */
function textsOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(textsOf);
  if (typeof node !== "object" || node === null) return [];
  const { kind, parts } = node as { kind?: string; parts?: readonly { kind: string; value: unknown }[] };
  const here = kind === "text" && Array.isArray(parts) ? [parts.map((part) => (part.kind === "plain" ? part.value : "")).join("")] : [];
  return [...here, ...Object.values(node).flatMap(textsOf)];
}
