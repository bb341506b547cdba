// The command as a stranger runs it: with an old Node, with a new one, and in a checkout where nothing is installed.

import { spawnSync } from "node:child_process";
import { cpSync, existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { PackTree } from "../../support/pack-tree.ts";

const BIN = fileURLToPath(new URL("../../../engine/app/bin/lore.js", import.meta.url));
const SYSTEM_NODE = "/usr/bin/node";

let tree: PackTree;
afterEach(() => tree?.remove());

function run(node: string, bin: string, ...args: string[]) {
  const result = spawnSync(node, [bin, ...args], { encoding: "utf8" });
  return { code: result.status, out: result.stdout, err: result.stderr };
}

describe("the command lore", () => {
  test("runs on the Node that runs these tests", () => {
    const { code, out } = run(process.execPath, BIN, "--version");
    expect([code, out]).toEqual([0, "0.1.0\n"]);
  });

  test.runIf(existsSync(SYSTEM_NODE))("runs on the machine's own Node, however old", () => {
    const { code, out } = run(SYSTEM_NODE, BIN, "help");
    expect(code).toBe(0);
    expect(out).toContain("Usage: lore");
  });

  test("says plainly that nothing is installed", () => {
    tree = new PackTree({ "engine/app/bin/.keep": "" });
    cpSync(BIN, tree.at("engine/app/bin/lore.js"));
    const { code, err } = run(process.execPath, tree.at("engine/app/bin/lore.js"), "help");
    expect(code).toBe(69);
    expect(err).toContain("is not installed.\nRun `npm ci` in ");
  });

  test("says plainly that no Node is new enough", () => {
    tree = new PackTree({
      "engine/app/bin/.keep": "",
      "node_modules/isolated-vm/x": "",
      "node_modules/better-sqlite3/x": "",
      "node_modules/smol-toml/x": "",
    });
    cpSync(BIN, tree.at("engine/app/bin/lore.js"));
    tree.write({ "old.cjs": 'Object.defineProperty(process, "version", { value: "v18.0.0" }); process.execve = undefined;' });
    const result = spawnSync(process.execPath, ["-r", tree.at("old.cjs"), tree.at("engine/app/bin/lore.js"), "help"], { encoding: "utf8" });
    expect(result.status).toBe(69);
    expect(result.stderr).toContain("this is Node v18.0.0, and Loremesh needs Node 24 or newer.");
  });

  test("passes on the exit code and what was said", () => {
    const { code, err } = run(process.execPath, BIN, "nonsense");
    expect(code).toBe(2);
    expect(err).toContain("unknown command 'nonsense'");
  });
});
