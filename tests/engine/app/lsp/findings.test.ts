import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DidChangeWatchedFilesNotification, FileChangeType } from "vscode-languageserver-protocol/node";
import { PLACES } from "../../../../engine/app/places.ts";
import { surface } from "../../../../engine/app/surface.ts";
import { checkPath } from "../../../../engine/packs/check.ts";
import { Editor } from "../../../support/editor.ts";
import { readText } from "../../../support/tree.ts";

const MARKET = "gullwick/town/market.lore";
const GARRET = "gullwick/garret.lore";
let editor: Editor;

beforeAll(async () => {
  editor = await Editor.start("gullwick");
  editor.save(GARRET, readText("tests/engine/app/lsp/support/garret.lore"));
});

afterAll(() => editor.stop());

/** What `lore check` says of a file in the editor's folder, in the editor's words. */
async function checked(name: string): Promise<string[]> {
  const { problems } = await checkPath(editor.at("gullwick"), { ...PLACES, surface: surface(), cache: null });
  return problems
    .filter((problem) => problem.file === editor.at(name))
    .map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`);
}

describe("findings while one types", () => {
  test("a misspelt word is found before it is saved, with its hint, and gone when it is mended", async () => {
    await editor.open(GARRET);
    await editor.replace(GARRET, "exit down to market", "exit down to markt");
    await editor.until(GARRET, (found) => found.length > 0);
    const [found] = editor.diagnostics(GARRET);
    expect(found).toMatchObject({ code: "LORE401", severity: 1, source: "lore", range: { start: { line: 4, character: 15 } } });
    expect(found!.message).toBe("The exit down leads nowhere: there is no room `markt`.\ndid you mean `market`?");
    await editor.replace(GARRET, "exit down to markt", "exit down to market");
    await editor.until(GARRET, (found) => found.length === 0);
    await editor.close(GARRET);
  });

  test("half a line at a time, they are those of `lore check` in the end", async () => {
    await editor.open(GARRET);
    const wrong = [
      "flags: safe\n  befor",
      "flags: safe\n  before enter\n    if chance 5",
      "flags: safe\n  before enter\n    if actor has\n",
    ];
    let now = "flags: safe";
    for (const next of wrong) {
      await editor.replace(GARRET, now, next);
      now = next;
      editor.save(GARRET, editor.text(GARRET));
      const wanted = await checked(GARRET);
      expect(wanted.length).toBeGreaterThan(0);
      expect(await editor.until(GARRET, (found) => found.join() === wanted.join())).toEqual(wanted);
    }
    await editor.replace(GARRET, now, "flags: safe");
    await editor.until(GARRET, (found) => found.length === 0);
    editor.save(GARRET, editor.text(GARRET));
    await editor.close(GARRET);
  });

  test("a name taken out in one file is missed in the others", async () => {
    await editor.open(GARRET);
    await editor.open(MARKET);
    await editor.replace(MARKET, "room market", "room markets");
    const lost = await editor.until(GARRET, (found) => found.some((line) => line.includes("`market`")));
    expect(lost[0]).toMatch(/^5:16 LORE401/);
    await editor.close(MARKET);
    await editor.until(GARRET, (found) => found.length === 0);
    await editor.close(GARRET);
  });

  test("Windows' line ends and emoji do not shift a place", async () => {
    const name = "gullwick/emoji.lore";
    await editor.open(name, 'room perch "Perch"\r\n  desc: "A gull 🐦🐦 looks on."\r\n  on enter: say "🐦 {actr}"; end\r\nend\r\n');
    expect(await editor.until(name, (found) => found.some((line) => line.includes("actr")))).toContain(
      "3:22 LORE101 There is nothing called `actr`.",
    );
    await editor.close(name);
    await editor.until(name, (found) => found.length === 0);
  });
});

describe("files that come, go and do not belong", () => {
  test("a file outside of a pack is checked against the library alone", async () => {
    mkdirSync(editor.at("loose"));
    await editor.open("loose/hut.lore", 'room hut "Hut"\n  desc: "Bare."\n  on enter: sya "Hm."; end\nend\n');
    const found = await editor.until("loose/hut.lore", (lines) => lines.length > 0);
    expect(found).toContain("3:13 LORE105 There is no function `sya`.");
    await editor.close("loose/hut.lore");
  });

  test("a broken pack.toml is shown in its place, and the pack goes on as it was", async () => {
    await editor.open(MARKET);
    await editor.open("gullwick/pack.toml");
    const entry = /^entry = .*$/m.exec(editor.text("gullwick/pack.toml"))![0];
    await editor.replace("gullwick/pack.toml", entry, "entry = ");
    expect((await editor.until("gullwick/pack.toml", (found) => found.length > 0))[0]).toMatch(/LORE902/);
    expect(editor.findings(MARKET)).toEqual([]);
    await editor.replace("gullwick/pack.toml", "entry = ", 'entry = "nowhere"');
    expect((await editor.until("gullwick/pack.toml", (found) => found.join().includes("nowhere")))[0]).toMatch(/LORE903/);
    await editor.replace("gullwick/pack.toml", 'entry = "nowhere"', entry);
    await editor.until("gullwick/pack.toml", (found) => found.length === 0);
    await editor.close("gullwick/pack.toml");
    await editor.close(MARKET);
  });

  test("a pack that requires what is not there says so and is checked all the same", async () => {
    mkdirSync(editor.at("lonely"));
    writeFileSync(editor.at("lonely/pack.toml"), 'id = "lonely"\nrequires = ["atlantis"]\n');
    await editor.open("lonely/hut.lore", 'room hut "Hut"\n  desk: "Bare."\nend\n');
    expect((await editor.until("lonely/pack.toml", (found) => found.length > 0))[0]).toMatch(/LORE904 .*atlantis/);
    expect((await editor.until("lonely/hut.lore", (found) => found.length > 0)).join()).toMatch(/LORE104 .*desk/);
    await editor.close("lonely/hut.lore");
  });

  test("a file that another program deletes is missed, and found again when it is back", async () => {
    cpSync(editor.at("gullwick"), editor.at("second"), { recursive: true });
    const square = "second/town/square.lore";
    await editor.open("second/town/market.lore");
    const tell = (type: FileChangeType) =>
      editor.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [{ uri: editor.uri(square), type }] });
    rmSync(editor.at(square));
    await tell(FileChangeType.Deleted);
    await editor.until("second/town/market.lore", (found) => found.some((line) => line.includes("`square`")));
    cpSync(editor.at("gullwick/town/square.lore"), editor.at(square));
    await tell(FileChangeType.Created);
    await editor.until("second/town/market.lore", (found) => found.length === 0);
    await editor.close("second/town/market.lore");
  });

  test("what the server cannot know about gets an empty answer and no error", async () => {
    const textDocument = { uri: "untitled:Untitled-1" };
    expect(await editor.connection.sendRequest("textDocument/hover", { textDocument, position: { line: 0, character: 0 } })).toBeNull();
    const gone = { uri: editor.uri(join("gullwick", "never-there.lore")) };
    expect(await editor.connection.sendRequest("textDocument/documentSymbol", { textDocument: gone })).toBeNull();
  });
});
