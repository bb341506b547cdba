import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Location, WorkspaceEdit } from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { PLACES } from "../../../../engine/app/places.ts";
import { surface } from "../../../../engine/app/surface.ts";
import { checkPath } from "../../../../engine/packs/check.ts";
import { Editor } from "../../../support/editor.ts";
import { readText } from "../../../support/tree.ts";

const MARKET = "gullwick/town/market.lore";
const GARRET = "gullwick/garret.lore";
const QUAY = "gullwick/harbour/quay.lore";
let editor: Editor;

beforeAll(async () => {
  editor = await Editor.start("gullwick");
  editor.save(GARRET, readText("tests/engine/app/lsp/support/garret.lore"));
  for (const name of [GARRET, MARKET, QUAY]) await editor.open(name);
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
    expect(await definition(GARRET, "exit down to mar<|>ket")).toMatch(/^town\/market\.lore:\d+ room market "/);
    expect(await definition(GARRET, 'crust "crust of bread" is f<|>ood')).toMatch(/^stdlib\/.*kind food\b/);
    expect(await definition(GARRET, "if can_p<|>ass(actor)")).toBe("garret.lore:42 fn can_pass(who: being): bool");
    expect(await definition(GARRET, "actor.climb<|>ed += 1")).toBe("garret.lore:39 prop climbed: number = 0");
    expect(await definition(GARRET, "destroy gi<|>ft")).toBe("garret.lore:12 on use with gift");
    expect(await definition(GARRET, "{gi<|>ft:the}")).toBe("garret.lore:12 on use with gift");
  });

  test("what the engine gives is declared in no file", async () => {
    expect(await definition(GARRET, "destr<|>oy gift")).toBeNull();
    expect(await definition(GARRET, "actor is a play<|>er")).toBeNull();
  });
});

describe("references", () => {
  test("of a room are all exits to it and its declaration, across files", async () => {
    const found = await references(GARRET, "exit down to mar<|>ket");
    expect(found).toContain("garret.lore:5 exit down to market");
    expect(found).toContain("garret.lore:36 extend market: exit up to garret; end");
    expect(found.filter((one) => /^town\/market\.lore:\d+ room market/.test(one)).length).toBe(1);
    expect(found.some((one) => /^town\/square\.lore:\d+ exit \w+ to market$/.test(one))).toBe(true);
    expect(found.every((one) => /\bmarket\b/.test(one))).toBe(true);
  });

  test("of a property of one thing are its own and no other's", async () => {
    expect(await references(GARRET, "prop u<|>p: bool")).toEqual([
      "garret.lore:11 prop up: bool = false -- which way it points",
      "garret.lore:14 self.up = not self.up",
      "garret.lore:14 self.up = not self.up",
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
    [GARRET, "exit down to mar<|>ket", "plaza", 5],
    [GARRET, "create mar<|>ble in actor", "bead", 2],
    [GARRET, "actor.climb<|>ed += 1", "ascents", 2],
    [GARRET, "on use with gi<|>ft", "offering", 4],
    [GARRET, "prop u<|>p: bool", "raised", 3],
    [GARRET, "fn can_p<|>ass", "may_pass", 2],
    [GARRET, "can_pass(wh<|>o: being)", "climber", 2],
  ])("%s: %s to %s", async (name, marked, newName, least) => {
    const edit = await rename(name, marked, newName);
    expect(Object.values(edit.changes!).flat().length).toBeGreaterThanOrEqual(least);
    expect(await after(edit)).toEqual([]);
  });

  test("the room where newcomers start takes pack.toml along", async () => {
    const edit = await rename(QUAY, "to land<|>ing", "pier");
    expect(edit.changes![editor.uri("gullwick/pack.toml")]).toMatchObject([{ newText: "pier" }]);
    expect(await after(edit)).toEqual([]);
  });

  test.each([
    ["what another pack declares", GARRET, 'crust "crust of bread" is f<|>ood', "meal", /declared in the pack `stdlib`/],
    ["what comes with the engine", GARRET, "destr<|>oy gift", "crush", /comes with the engine/],
    ["a name that is taken", GARRET, "exit down to mar<|>ket", "square", /`square` is declared twice/],
    ["a name that would hide another", GARRET, "on use with gi<|>ft", "actor", /actor/],
    ["a word of the language", GARRET, "exit down to mar<|>ket", "while", /word of the language/],
    ["what is no name", GARRET, "exit down to mar<|>ket", "two words", /no name/],
  ])("refuses %s, and says why", async (_, name, marked, newName, reason) => {
    await expect(rename(name, marked, newName)).rejects.toThrow(reason);
  });

  test("says so before a new name is typed", async () => {
    const spot = editor.spot(GARRET, 'crust "crust of bread" is f<|>ood');
    await expect(editor.connection.sendRequest("textDocument/prepareRename", spot)).rejects.toThrow(/stdlib/);
    expect(await editor.connection.sendRequest("textDocument/prepareRename", editor.spot(GARRET, "exit down to mar<|>ket"))).toMatchObject({
      start: { line: 4, character: 15 },
      end: { line: 4, character: 21 },
    });
  });
});
