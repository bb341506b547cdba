import { renameSync, rmSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Canary } from "../../../engine/app/reload/canary.ts";
import { watchPacks } from "../../../engine/app/reload/watch.ts";
import { PackTree } from "../../support/pack-tree.ts";
import { untilSo } from "../../support/until.ts";

let tree: PackTree;
beforeEach(() => {
  tree = new PackTree({ "isle/pack.toml": 'id = "isle"\n', "isle/north/a.lore": "-- one\n", "isle/notes.txt": "none\n" });
});
afterEach(() => tree.remove());

test("files that change together are one change, and what is no part of a pack is none", async () => {
  let changes = 0;
  watchPacks(
    () => [tree.at("isle")],
    () => void changes++,
  );
  // Writes until the watch is there: a system may take its time to begin.
  await untilSo("a change is seen", async () => {
    writeFileSync(tree.at("isle/north/a.lore"), "-- two\n");
    writeFileSync(tree.at("isle/pack.toml"), 'id = "isle"\ntitle = "Isle"\n');
    await new Promise((resolve) => setTimeout(resolve, 700));
    return changes > 0;
  });
  const seen = changes;
  writeFileSync(tree.at("isle/notes.txt"), "some\n");
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(changes).toBe(seen);
  rmSync(tree.at("isle/north/a.lore"));
  await untilSo("a file that is gone is a change", () => changes > seen);

  // A file that another one takes the place of is watched like the one before it, and so is a new folder.
  for (const text of ["-- three\n", "-- four\n"]) {
    const before = changes;
    writeFileSync(tree.at("isle/pack.toml.tmp"), text);
    renameSync(tree.at("isle/pack.toml.tmp"), tree.at("isle/pack.toml"));
    await untilSo("another file in its place is a change", () => changes > before);
  }
  const before = changes;
  tree.write({ "isle/south/b.lore": "-- one\n" });
  await untilSo("a new folder is a change", () => changes > before);
  const newer = changes;
  tree.write({ "isle/south/b.lore": "-- two\n" });
  await untilSo("a file in a new folder is a change", () => changes > newer);
});

test("faults after a reload are too many once, within its time, and never after going back", () => {
  let nowMs = 0;
  const canary = new Canary({ faults: 3, watchMs: 1_000 }, () => nowMs);
  expect(canary.isTooMuch(9)).toBe(false);
  canary.watch(true);
  expect([canary.isTooMuch(2), canary.isTooMuch(0), canary.isTooMuch(1), canary.isTooMuch(9)]).toEqual([false, false, true, false]);
  canary.watch(true);
  nowMs = 1_000;
  expect(canary.isTooMuch(9)).toBe(false);
  canary.watch(false);
  expect(canary.isTooMuch(9)).toBe(false);
  const never = new Canary({ faults: 0, watchMs: 1_000 }, () => nowMs);
  never.watch(true);
  expect(never.isTooMuch(99)).toBe(false);
});
