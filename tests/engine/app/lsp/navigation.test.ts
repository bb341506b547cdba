import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Location, WorkspaceEdit } from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { PLACES } from "../../../../engine/app/places.ts";
import { surface } from "../../../../engine/app/surface.ts";
import { checkPath } from "../../../../engine/packs/check.ts";
import { Editor } from "../../../support/editor.ts";

const MARKET = "gullwick/town/market.lore";
const SQUARE = "gullwick/town/square.lore";
const ODO = "gullwick/people/odo.lore";
const WEATHER = "gullwick/weather.lore";
let editor: Editor;

beforeAll(async () => {
  editor = await Editor.start("gullwick");
  for (const name of [MARKET, SQUARE, ODO, WEATHER, "gullwick/people/mira.lore", "gullwick/people/pip.lore", "gullwick/lesson.lore"])
    await editor.open(name);
});

afterAll(() => editor.stop());

/** `town/square.lore:9 room square "Harbor Square"` */
function line({ uri, range }: Location): string {
  const path = fileURLToPath(uri);
  const text = readFileSync(path, "utf8").split("\n")[range.start.line]!;
  return `${path.replace(`${editor.folder}/gullwick/`, "").replace(`${PLACES.stdlib}/`, "stdlib/")}:${range.start.line + 1} ${text.trim()}`;
}

async function definition(name: string, marked: string): Promise<string | null> {
  const found = await editor.connection.sendRequest<Location | null>("textDocument/definition", editor.spot(name, marked));
  return found === null ? null : line(found);
}

async function references(name: string, marked: string): Promise<string[]> {
  const context = { includeDeclaration: true };
  const found = await editor.connection.sendRequest<Location[]>("textDocument/references", { ...editor.spot(name, marked), context });
  return found.map(line);
}

describe("go to definition", () => {
  test("of a room in another file, a kind of the library, a function, a property, a local", async () => {
    expect(await definition(MARKET, "exit south to squ<|>are")).toMatch(/^town\/square\.lore:\d+ room square "Harbor Square"$/);
    expect(await definition(MARKET, 'bread "loaf of bread" is f<|>ood')).toMatch(/^stdlib\/.*kind food\b/);
    expect(await definition(ODO, "can_w<|>ork(actor)")).toMatch(/^people\/odo\.lore:\d+ fn can_work\(/);
    expect(await definition(SQUARE, "actor.lucky_<|>until = now")).toMatch(/^town\/square\.lore:\d+ prop lucky_until: time\?$/);
    expect(await definition(MARKET, "destroy gi<|>ft")).toMatch(/^town\/market\.lore:\d+ on use with gift$/);
    expect(await definition(MARKET, "{gi<|>ft:the}")).toMatch(/^town\/market\.lore:\d+ on use with gift$/);
  });

  test("what the engine gives is declared in no file", async () => {
    expect(await definition(MARKET, "destr<|>oy gift")).toBeNull();
    expect(await definition(MARKET, "actor is a play<|>er")).toBeNull();
  });
});

describe("references", () => {
  test("of a room are all exits to it and its declaration, across files", async () => {
    const found = await references(MARKET, 'room mar<|>ket "Market"');
    expect(found).toContain('town/market.lore:2 room market "Market"');
    expect(found).toContain("town/square.lore:14 exit north to market");
    expect(found.filter((one) => one.includes("town/market.lore")).length).toBeGreaterThan(2);
    expect(found.every((one) => /\bmarket\b/.test(one))).toBe(true);
  });

  test("of a property of one thing are its own and no other's", async () => {
    expect(await references(MARKET, "prop u<|>p: bool")).toEqual([
      "town/market.lore:113 prop up: bool = false",
      "town/market.lore:115 self.up = not self.up",
      "town/market.lore:115 self.up = not self.up",
      "town/market.lore:116 if self.up",
    ]);
  });
});

describe("rename", () => {
  async function rename(name: string, marked: string, newName: string): Promise<WorkspaceEdit> {
    return await editor.connection.sendRequest<WorkspaceEdit>("textDocument/rename", { ...editor.spot(name, marked), newName });
  }

  /** Findings of the pack as a rename would leave it. */
  async function after({ changes = {} }: WorkspaceEdit): Promise<string[]> {
    const before = new Map<string, string>();
    for (const [uri, edits] of Object.entries(changes)) {
      const path = fileURLToPath(uri);
      before.set(path, readFileSync(path, "utf8"));
      editor.save(
        path.slice(editor.folder.length + 1),
        TextDocument.applyEdits(TextDocument.create(uri, "lore", 1, before.get(path)!), edits),
      );
    }
    const { problems } = await checkPath(editor.at("gullwick"), { ...PLACES, surface: surface(), cache: null });
    for (const [path, text] of before) editor.save(path.slice(editor.folder.length + 1), text);
    return problems.map((problem) => `${problem.file}:${problem.line} ${problem.message}`);
  }

  test.each([
    [MARKET, 'room mar<|>ket "Market"', "plaza", 5],
    [MARKET, 'thing peb<|>ble "round', "stone", 3],
    [SQUARE, "actor.lucky_<|>until = now", "charmed_until", 2],
    [MARKET, "on use with gi<|>ft", "offering", 6],
    ["gullwick/people/mira.lore", "prop tru<|>st: number", "faith", 2],
    [WEATHER, "fn weather_l<|>ine", "forecast", 2],
    [ODO, "fn can_w<|>ork", "may_work", 2],
  ])("%s: %s to %s", async (name, marked, newName, least) => {
    const edit = await rename(name, marked, newName);
    expect(Object.values(edit.changes!).flat().length).toBeGreaterThanOrEqual(least);
    expect(await after(edit)).toEqual([]);
  });

  test("the room where newcomers start takes pack.toml along", async () => {
    await editor.open("gullwick/harbour/quay.lore");
    const edit = await rename("gullwick/harbour/quay.lore", "to land<|>ing", "pier");
    expect(edit.changes![editor.uri("gullwick/pack.toml")]).toMatchObject([{ newText: "pier" }]);
    expect(await after(edit)).toEqual([]);
  });

  test.each([
    ["what another pack declares", MARKET, 'bread "loaf of bread" is f<|>ood', "meal", /declared in the pack `stdlib`/],
    ["what comes with the engine", MARKET, "destr<|>oy gift", "crush", /comes with the engine/],
    ["a name that is taken", MARKET, 'room mar<|>ket "Market"', "square", /`square` is declared twice/],
    ["a name that would hide another", MARKET, "on use with gi<|>ft", "actor", /actor/],
    ["a word of the language", MARKET, 'room mar<|>ket "Market"', "while", /word of the language/],
    ["what is no name", MARKET, 'room mar<|>ket "Market"', "two words", /no name/],
  ])("refuses %s, and says why", async (_, name, marked, newName, reason) => {
    await expect(rename(name, marked, newName)).rejects.toThrow(reason);
  });

  test("says so before a new name is typed", async () => {
    const spot = editor.spot(MARKET, 'bread "loaf of bread" is f<|>ood');
    await expect(editor.connection.sendRequest("textDocument/prepareRename", spot)).rejects.toThrow(/stdlib/);
    expect(await editor.connection.sendRequest("textDocument/prepareRename", editor.spot(MARKET, 'room mar<|>ket "Market"'))).toMatchObject(
      {
        start: { line: 1, character: 5 },
        end: { line: 1, character: 11 },
      },
    );
  });
});
