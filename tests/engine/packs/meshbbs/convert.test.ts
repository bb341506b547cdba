// Seeds of the earlier system become a pack that checks, is in form, and plays; whatever the JSON holds.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compilePack, parse, format as print } from "../../../../dsl/index.ts";
import { wordsTaken } from "../../../../engine/app/commands/meshbbs.ts";
import { cacheFolder, PLACES, ROOT } from "../../../../engine/app/places.ts";
import { makeStage } from "../../../../engine/app/stage.ts";
import { surface } from "../../../../engine/app/surface.ts";
import { checkPath } from "../../../../engine/packs/check.ts";
import { type LoadedPack, loadPacks } from "../../../../engine/packs/load.ts";
import { type Conversion, convertSeeds } from "../../../../engine/packs/meshbbs/convert.ts";
import { findingLine, IMPORT_CODES } from "../../../../engine/packs/meshbbs/findings.ts";
import { runTranscript, showFailures } from "../../../../engine/play/transcript/run.ts";
import { MODES } from "../../../../engine/play/transcript/theatre.ts";
import { PackTree } from "../../../support/pack-tree.ts";

const HERE = join(ROOT, "tests/engine/packs/meshbbs");
const SEEDS = join(HERE, "seeds");
const NAMES = ["rooms.json", "npcs.json", "objects.json", "quests.json", "achievements.json", "companions.json", "recipes.json"];

let words: Awaited<ReturnType<typeof wordsTaken>>;
let below: readonly LoadedPack[];
beforeAll(async () => {
  words = await wordsTaken();
  below = (await loadPacks([join(ROOT, "worlds/adventure")], { ...PLACES, surface: surface(), cache: cacheFolder() })).packs;
});

function convert(files: Readonly<Record<string, string>>): Conversion {
  const list = Object.entries(files).map(([baseName, text]) => ({ baseName, name: `seeds/${baseName}`, text }));
  return convertSeeds(list, { ...words, id: "mill", title: "Mill" });
}

function sample(): Record<string, string> {
  return Object.fromEntries(readdirSync(SEEDS).map((name) => [name, readFileSync(join(SEEDS, name), "utf8")]));
}

function errorsIn({ sources, manifest }: Conversion): readonly string[] {
  const entry = /^entry = "(\w+)"$/m.exec(manifest)?.[1];
  const scopes = below.map((pack) => pack.scope);
  const output = compilePack({ id: "mill", sources, below: scopes, surface: surface(), capabilities: ["mint"], ...(entry && { entry }) });
  return output.diagnostics.filter(({ severity }) => severity === "error").map(({ file, line, message }) => `${file}:${line}: ${message}`);
}

describe("a world of seven files", () => {
  let tree: PackTree;
  let made: Conversion;
  beforeAll(() => {
    made = convert(sample());
    const files = made.sources.map(({ name, text }) => [`mill/${name}`, text] as const);
    tree = new PackTree({ "mill/pack.toml": made.manifest, ...Object.fromEntries(files) });
  });
  afterAll(() => tree.remove());

  test("checks without a finding and is in form", async () => {
    const report = await checkPath(tree.at("mill"), { ...PLACES, surface: surface(), cache: cacheFolder() });
    expect(report.problems).toEqual([]);
    for (const { name, text } of made.sources) expect(print(parse(text, { file: name }).file, text)).toBe(text);
  });

  test("has a line for all that it could not carry", () => {
    expect(made.findings.map(findingLine)).toEqual([
      'seeds/achievements.json:16:16: warning LORE925: It has no counterpart: counting by "friend_count"; it can only be awarded by talk',
      'seeds/companions.json:1:2: warning LORE925: It has no counterpart: "IdleChatter" of a companion',
      'seeds/npcs.json:8:15: warning LORE925: It has no counterpart: the flag "quest_giver" of an npc',
      'seeds/npcs.json:32:11: warning LORE925: It has no counterpart: the action "Dance"',
      'seeds/objects.json:17:30: warning LORE925: It has no counterpart: the flag "Magical" of a thing',
      'seeds/objects.json:20:17: warning LORE925: It has no counterpart: the trigger "OnIdle", which never ran in the old system either',
      'seeds/objects.json:42:17: warning LORE926: The script is left out: there is no function launch_rockets: "launch_rockets()"',
      'seeds/quests.json:17:133: warning LORE925: It has no counterpart: reputation with "Tinkers"',
      'seeds/recipes.json:6:23: warning LORE924: It leads nowhere: no file describes the thing "toast"; a plain toast stands in',
      "seeds/recipes.json:11:30: warning LORE925: It has no counterpart: crafting_time_seconds of a recipe",
      'seeds/rooms.json:7:48: warning LORE924: It leads nowhere: "Inside" is no direction',
      'seeds/rooms.json:8:23: warning LORE925: It has no counterpart: the room flag "Crowded"',
      'seeds/rooms.json:15:82: warning LORE924: It leads nowhere: there is no room "nowhere"',
      'seeds/shops.json:1:1: warning LORE925: It has no counterpart: the file "shops.json"',
    ]);
  });

  test.each(MODES)("plays: rooms, talk, a quest, scripts of both syntaxes (%s)", async (mode) => {
    const stage = makeStage({ mill: tree.at("mill") });
    const source = readFileSync(join(HERE, "mill.play"), "utf8");
    expect(showFailures(await runTranscript("mill.play", { stage, mode, pack: "mill", source }))).toBe("");
  });
});

describe("wrong files", () => {
  test("are told with code, file and place, and the rest comes over", () => {
    const made = convert({
      "rooms.json": '[{"id": "a", "name": 7}, {"name": "no id"}, 3, {"id": "a"}, {"id": "b", "exits": {"North": ["x"]}}]',
      "npcs.json": '[{"id": "x",\n  "name": }]',
      "quests.json": '{"id": "q"}',
    });
    expect(made.findings.map(findingLine)).toEqual([
      "seeds/npcs.json:2:11: error LORE921: The file cannot be read: no JSON: ValueExpected",
      "seeds/quests.json:1:1: error LORE921: The file cannot be read: it holds an object, where a list is wanted",
      "seeds/rooms.json:1:22: warning LORE923: A value is left out: name is 7, where a text is wanted",
      "seeds/rooms.json:1:26: error LORE922: An entry is left out: the room has no id",
      "seeds/rooms.json:1:45: error LORE922: An entry is left out: 3 stands where an object is wanted",
      'seeds/rooms.json:1:55: error LORE922: An entry is left out: room "a" is there already',
      "seeds/rooms.json:1:92: warning LORE923: A value is left out: North is a list, where a text is wanted",
    ]);
    expect(made.sources.map(({ name, text }) => `${name}: ${text}`)).toEqual([
      'rooms.lore: room a "a"\n  desc: ""\nend\n\nroom b "b"\n  desc: ""\nend\n',
    ]);
  });

  test("names that mean something already are changed, and what points at them follows", () => {
    const made = convert({
      "rooms.json": '[{"id": "if", "exits": {"Up": "shop"}}, {"id": "shop"}, {"id": "42"}, {"id": "***"}, {"id": "Shop"}]',
    });
    expect(made.sources[0]!.text.match(/^room \w+|^ +exit .*/gm)).toEqual([
      "room if_room",
      "  exit up to shop_room",
      "room shop_room",
      "room room_42",
      "room room_room",
      "room shop_room_2",
    ]);
    expect(errorsIn(made)).toEqual([]);
  });

  test("what is too long is cut and told, and so is a file that is no UTF-8", () => {
    const text = JSON.stringify([{ id: "a", name: "n".repeat(90), description: "d".repeat(5000) }]);
    const file = { baseName: "rooms.json", name: "rooms.json", text, isLatin: true };
    const { findings, sources } = convertSeeds([file], { ...words, id: "mill", title: "Mill" });
    expect(findings.map(({ code, message }) => `${code} ${message.replace(/"[nd]+\.\.\./, "...")}`)).toEqual([
      "LORE923 A value is left out: it is no UTF-8; it was read as Latin-1",
      "LORE923 A value is left out: what is behind 60 letters of ...",
      "LORE923 A value is left out: what is behind 4000 letters of ...",
    ]);
    expect(sources[0]!.text).toMatch(/^room a "n{60}"\n {2}desc: "d{4000}"\nend\n$/);
  });

  test("a list nested ten thousand deep is told, not crashed on", () => {
    const made = convert({ "rooms.json": `${"[".repeat(10_000)}${"]".repeat(10_000)}` });
    expect(made.findings.map(({ code }) => code)).toEqual([expect.stringMatching(/^LORE92[12]$/)]);
  });

  // Values that stand where they should, and anything else where they should not.
  const wild = fc.jsonValue({ maxDepth: 3 });
  const scriptText = fc.oneof(
    fc.string(),
    fc
      .array(
        fc.constantFrom(
          'message("x")',
          "&&",
          "||",
          "?",
          ":",
          "(",
          ")",
          'has_item("lamp")',
          "random_chance(5)",
          "$room_id",
          "==",
          '"cellar"',
          "heal(3)",
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join(" ")),
    fc
      .array(
        fc.constantFrom(
          "If player has lamp:",
          "Otherwise:",
          'Say "x".',
          "Give player 3 health.",
          "Unlock north.",
          "1 in 3 chance",
          "and",
          "or",
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.join(" ")),
  );
  const WORDS =
    "lamp mill_yard odile stuck_wheel self end any all count first sum model chance on before every prop room text where by base topic exit otherwise it verb state kind command npc thing quest flags desc actor here now north up two said take create money level name Odile's";
  const change = fc.tuple(fc.constantFrom(...NAMES), fc.nat(), fc.oneof(wild, scriptText, fc.constantFrom("", ...WORDS.split(" "))));

  test("any JSON, and the sample with anything in any place of it, becomes a pack without an error", () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
        const trees = Object.fromEntries(NAMES.map((name) => [name, JSON.parse(sample()[name]!) as unknown]));
        for (const [name, at, value] of changes) replaceAt(trees, name, at, value);
        const made = convert(Object.fromEntries(Object.entries(trees).map(([name, value]) => [name, JSON.stringify(value)])));
        expect(errorsIn(made)).toEqual([]);
        for (const { code, file, line, column } of made.findings) {
          expect(IMPORT_CODES).toHaveProperty(code);
          expect(file).toMatch(/^seeds\//);
          expect(Math.min(line, column)).toBeGreaterThan(0);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("any text at all in the place of a file is told or read", () => {
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), fc.oneof(fc.string(), fc.json()), (name, text) => {
        expect(errorsIn(convert({ [name]: text }))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

/** Puts a value in the place of one node of a tree, counted from the top. */
function replaceAt(trees: Record<string, unknown>, name: string, at: number, value: unknown): void {
  const places: (() => void)[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const holder = node as Record<string, unknown>;
    for (const key of Object.keys(holder)) {
      places.push(() => {
        holder[key] = value;
      });
      walk(holder[key]);
    }
  };
  walk(trees[name]);
  if (places.length > 0) places[at % places.length]!();
}
