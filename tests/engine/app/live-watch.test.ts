// An edit in the game and a watch of the same files: each edit is one reload, and what is taken back is none.

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { LiveMode } from "../../../engine/app/reload/live-site.ts";
import { watchPacks } from "../../../engine/app/reload/watch.ts";
import { LiveWorld, QUAY } from "../../support/live-world.ts";
import { untilSo } from "../../support/until.ts";

let live: LiveWorld;
/** Orders of the watch that are done. */
let seen = 0;

const reloads = () => live.said("other packs are in place").map(({ fields }) => fields["who"]);

/** Until the watch has come after what was done just now, and nothing more does. */
async function watched(): Promise<void> {
  const before = seen;
  await untilSo("the watch has seen it", () => seen > before);
  await wait(700);
}

async function open(db: string, mode: LiveMode): Promise<void> {
  await live.open(db, mode);
  const { overlay } = live.keeper;
  overlay?.make();
  watchPacks(
    () => [...live.world.packs.map(({ path }) => path), ...(overlay === null ? [] : [overlay.folder])],
    () => void live.keeper.order({ who: "file watch" }).then(() => seen++),
  );
  // A system may take its time to begin watching.
  await untilSo("the watch is there", async () => {
    writeFileSync(live.file, QUAY);
    await wait(700);
    return seen > 0;
  });
}

beforeEach(() => {
  seen = 0;
  live = new LiveWorld();
});

afterEach(() => {
  live.close();
  live.remove();
});

test("an edit in the game is one reload, though the watch sees it; a refused one is told once, and nothing is reloaded", async () => {
  await open(":memory:", "auto");
  expect(reloads()).toEqual([]);
  // Nothing that is in force is played first: this transcript would fail.
  const transcript = join(live.folder, "tests", "rust.play");
  mkdirSync(dirname(transcript));
  writeFileSync(transcript, "pack isle\nann in quay\n\nann> x bell\nann: Rust.\n");
  expect(await live.type("live desc bell Dull.")).toContain("version 2 runs");
  await watched();
  expect(reloads()).toEqual(["Ann"]);
  expect(await live.type("live set bell nonsense to 3")).toMatch(/^Not written/);
  await watched();
  expect(reloads()).toEqual(["Ann"]);
  expect(live.said("The packs were not reloaded").map(({ fields }) => fields["who"])).toEqual(["Ann"]);
  expect(live.world.running.version?.id).toBe(2);
  // It still sees what is saved by hand, and that is played.
  writeFileSync(live.file, live.text.replace("Ropes.", "Nets."));
  await untilSo("a refusal", () => live.said("The packs were not reloaded").length === 2);
  rmSync(transcript);
  writeFileSync(live.file, live.text.replace("Nets.", "Sails."));
  await untilSo("a reload by the watch", () => reloads().length === 2);
  expect(reloads()).toEqual(["Ann", "file watch"]);
}, 60_000);

test("so is one that lies over its file; what the sysop drops of it is gone by the next look", async () => {
  await open("isle.db", "overlay");
  expect(await live.type("live desc bell Dull.")).toContain("version 2 runs");
  await watched();
  expect(reloads()).toEqual(["Ann"]);
  live.keeper.overlay!.remove({ pack: "isle", file: "quay.lore" });
  await untilSo("a reload by the watch", () => reloads().length === 2);
  // Who may reload is told of it as well, sooner or later.
  expect(await live.type("x bell")).toMatch(/^(Version 3 runs: isle 1\.0\.0\.\n)?Shiny\.$/);
}, 60_000);
