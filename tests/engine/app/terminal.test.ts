import { readFileSync } from "node:fs";
import { PassThrough } from "node:stream";
import { afterEach, describe, expect, test } from "vitest";
import { TerminalDoor } from "../../../engine/app/terminal/door.ts";
import { PackTree } from "../../support/pack-tree.ts";

let tree: PackTree;
afterEach(() => tree?.remove());

function open(isTTY: boolean, historyFile: string | null = null) {
  const input = Object.assign(new PassThrough(), { isTTY });
  const output = Object.assign(new PassThrough(), { isTTY, columns: 80 });
  const lines: string[] = [];
  let ended = false;
  const door = new TerminalDoor({ input, output, historyFile }, { line: (text) => lines.push(text), ended: () => (ended = true) });
  const settle = () => new Promise((resolve) => setTimeout(resolve, 20));
  return { input, door, lines, settle, ended: () => ended, shown: () => String(output.read() ?? "") };
}

describe("the terminal door", () => {
  test("on a pipe takes a line a command and writes nothing but replies", async () => {
    const t = open(false);
    t.input.write("look\r\nnor");
    await t.settle();
    t.door.send("A room.\nIt is dark.");
    t.input.end("th\n");
    await t.settle();
    expect(t.lines).toEqual(["look", "north"]);
    expect(t.shown()).toBe("A room.\nIt is dark.\n");
    expect(t.ended()).toBe(true);
  });

  test("on a pipe takes a last line without a newline", async () => {
    const t = open(false);
    t.input.end("look");
    await t.settle();
    expect(t.lines).toEqual(["look"]);
  });

  test("on a terminal keeps what is being typed when somebody speaks", async () => {
    const t = open(true);
    t.input.write("loo");
    await t.settle();
    t.shown();
    t.door.send("Bob waves.");
    const shown = t.shown();
    expect(shown).toContain("Bob waves.\n");
    expect(shown.indexOf("> loo")).toBeGreaterThan(shown.indexOf("Bob waves."));
  });

  test("on a terminal remembers lines for the next play, but no password", async () => {
    tree = new PackTree({ history: "older\n" });
    const t = open(true, tree.at("history"));
    t.input.write("look\n");
    await t.settle();
    t.door.hide(true);
    t.shown();
    t.input.write("tulip7\n");
    await t.settle();
    expect(t.shown()).not.toContain("tulip7");
    t.door.hide(false);
    t.input.write("north\n");
    await t.settle();
    t.door.close();
    expect(t.lines).toEqual(["look", "tulip7", "north"]);
    expect(readFileSync(tree.at("history"), "utf8")).toBe("north\nlook\nolder\n");
  });
});
