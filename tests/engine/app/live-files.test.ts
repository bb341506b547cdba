// What a pack of files declares is edited in the game: the file keeps the hand that wrote it, and what does not check is not in it.

import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LiveWorld, QUAY } from "../../support/live-world.ts";
import { untilSo } from "../../support/until.ts";

let live: LiveWorld;
const type = (line: string): Promise<string> => live.type(line);

beforeEach(async () => {
  live = new LiveWorld();
  await live.open();
});

afterEach(() => {
  live.close();
  live.remove();
});

test("an edit takes the place of what it changes in the file, and the world runs it", async () => {
  expect(await type("live desc bell Dull by now.")).toMatch(/^quay\.bell is written to .*quay\.lore: version 2 runs\. ROLLBACK/);
  expect(live.text).toBe(QUAY.replace('"Shiny."', '"Dull by now."'));
  expect(await type("x bell")).toBe("Dull by now.");
  await type("live rename bell to iron bell");
  expect(live.text).toBe(QUAY.replace('"Shiny."', '"Dull by now."').replace("brass bell", "iron bell"));
  await type('live when use bell: say "Dong."');
  expect(await type("use bell")).toBe("Dong.");
  for (const comment of ["-- The quay, by hand.", "-- wide", "-- The bell hangs here.", "-- never dull"])
    expect(live.text).toContain(comment);
  expect(readdirSync(live.folder).sort()).toEqual(["pack.toml", "quay.lore"]);
  // A watch sees what was written, and finds it in force.
  expect(await live.keeper.order({ who: "file watch" })).toMatchObject({ kind: "same", version: 4 });
}, 60_000);

test("what does not check is not left in the file, and what nobody has read yet is not written over", async () => {
  expect(await type("live set bell nonsense to 3")).toMatch(/^Not written, all is as it was\. .*quay\.lore:\d+:\d+: error LORE104/);
  expect(live.text).toBe(QUAY);
  expect(await type("live desc bell Shiny.")).toBe("quay.bell is so already.");
  expect(await type("live desc ghost Pale.")).toContain("No file of a pack has what you mean by that.");
  expect(await type("live remove bell poke")).toContain("quay.bell has no poke.");
  const other = QUAY.replace("Ropes.", "Nets.");
  writeFileSync(live.file, other);
  expect(await type("live desc bell Dull.")).toMatch(/^Not written: .*quay\.lore has changed since it was read\. RELOAD/);
  expect(live.text).toBe(other);
  await type("reload");
  await type("live desc bell Dull.");
  expect(live.text).toBe(other.replace("Shiny.", "Dull."));
}, 60_000);

test("where the settings say so an edit that a transcript of the pack speaks against is not left in the file", async () => {
  live.close();
  live.liveTests = true;
  mkdirSync(join(live.folder, "tests"));
  writeFileSync(join(live.folder, "tests/bell.play"), "pack isle\nann in quay\n\nann> use bell\nann: Ding.\n");
  await live.open();
  expect(await type('live when use bell: say "Dong."')).toMatch(/^Not written, all is as it was\. .*bell\.play:5/);
  expect(live.text).toBe(QUAY);
  expect(await type("live desc bell Dull.")).toContain("version 2 runs");
}, 60_000);

test("two edits at once both come, and those of one place do not undo each other", async () => {
  const heard = await live.answers(["live desc here Nets.", "live desc bell Dull.", "live desc bell Green."]);
  expect(heard.map((frame) => frame.split(" ").slice(0, 2).join(" "))).toEqual(["quay is", "quay.bell is", "Not written:"]);
  expect(live.text).toBe(QUAY.replace("Ropes.", "Nets.").replace('desc:   "', 'desc: "').replace("Shiny.", "Dull."));
}, 60_000);

test("a file keeps its mode, and what a link points to is what is written", async () => {
  chmodSync(live.file, 0o664);
  await type("live desc bell Dull.");
  expect(statSync(live.file).mode & 0o777).toBe(0o664);
  const real = join(live.home, "quay-elsewhere.lore");
  writeFileSync(real, live.text, { mode: 0o600 });
  rmSync(live.file);
  symlinkSync(real, live.file);
  expect(await type("live desc bell Green.")).toMatch(/^quay\.bell is written to/);
  expect(readFileSync(real, "utf8")).toBe(QUAY.replace("Shiny.", "Green."));
  expect(statSync(real).mode & 0o777).toBe(0o600);
}, 60_000);

test("the library is the engine's, and is not edited from the game", async () => {
  expect(await type("live set building most_rooms to 3")).toMatch(/^Not written: .* cannot be changed from here\.$/);
});

test("what was typed is done and told before a world that waits for it closes", async () => {
  const answer = type("live desc bell Dull.");
  await untilSo("the order is given", () => live.text !== QUAY);
  await live.keeper.idle();
  expect(live.heard).toHaveLength(1);
  expect(await answer).toContain("version 2 runs");
}, 60_000);
