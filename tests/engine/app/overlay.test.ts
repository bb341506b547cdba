// What is edited in the game of files that stay as they are: an overlay beside the world's database, for every start and reload of it.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { shadowOf } from "../../../engine/app/commands/shadow.ts";
import { overlayOf } from "../../../engine/app/overlay-places.ts";
import { nameless } from "../../../engine/packs/folder.ts";
import { packContent } from "../../../engine/packs/version-content.ts";
import { LiveWorld, QUAY } from "../../support/live-world.ts";
import { untilSo } from "../../support/until.ts";

let live: LiveWorld;
const DB = "isle.db";
const type = (line: string): Promise<string> => live.type(line);
const overlay = () => overlayOf(join(live.home, DB))!;
const QUAY_FILE = { pack: "isle", file: "quay.lore" };

/** The sysop brings another version of the file. */
const update = (...changes: (readonly [string, string])[]): void =>
  writeFileSync(
    live.file,
    changes.reduce((text, [was, is]) => text.replace(was, is), QUAY),
  );

function forgetKept(db: string): void {
  const file = new Database(db);
  file
    .prepare("UPDATE version_pack SET content = ?")
    .run(packContent({ path: live.folder, manifest: nameless("isle"), sources: [{ name: "a.lore", text: "room" }], tests: [] }));
  file.close();
}

async function again(mode: Parameters<LiveWorld["open"]>[1] = "overlay"): Promise<void> {
  live.close();
  await live.open(DB, mode);
}

beforeEach(async () => {
  live = new LiveWorld();
  await live.open(DB, "overlay");
});

afterEach(() => {
  // Each line has one answer, and each of those fits a frame.
  for (const [lines, frames] of live.answered) {
    expect([lines, frames.length]).toEqual([lines, lines.length]);
    expect(frames.filter((frame) => Buffer.byteLength(frame) > 200)).toEqual([]);
  }
  live.close();
  live.remove();
});

test("an edit lies over the file, the world runs it from then on, and the file is as it was", async () => {
  const frames = await live.answers(["live desc bell Dull by now."]);
  expect(frames[0]).toMatch(/^quay\.bell is changed over .*quay\.lore, which stays as it is: version 2 runs\. ROLLBACK brings/);
  expect(live.text).toBe(QUAY);
  expect(overlay().entry(QUAY_FILE)).toEqual({ base: QUAY, text: QUAY.replace("Shiny.", "Dull by now.") });
  expect(readdirSync(join(live.home, `${DB}.overlay`, "isle"))).toEqual(["quay.lore.json"]);
  expect(live.world.running.version?.packs.at(-1)).toMatchObject({ pack: "isle", overlay: ["quay.lore"] });

  await again();
  expect(await type("x bell")).toBe("Dull by now.");
  expect(live.world.running.version?.id).toBe(2);
  expect(await type("live desc bell Green.")).toContain("version 3 runs");
  expect(await type("rollback")).toContain("Back at version 2");
  expect(await type("reload")).toContain("Version 5 runs");
  expect(await type("live set bell nonsense to 3")).toMatch(/^Not written, all is as it was\. .*quay\.lore:\d+:\d+: error LORE104/);
  // An edit that makes of it what the file says leaves nothing over it.
  await type("live desc bell Shiny.");
  expect(overlay().files()).toEqual([]);
  expect(live.world.running.version?.packs.at(-1)).not.toHaveProperty("overlay");
}, 60_000);

test("another version of the file and what lies over it come together, and what did stays over the new one", async () => {
  await type("live desc bell Dull.");
  const newer = [
    ["Ropes.", "Nets."],
    ["-- By hand.", "-- By another hand."],
  ] as const;
  update(...newer);
  expect(await type("reload")).toContain("Version 3 runs");
  expect(await type("x bell")).toBe("Dull.");
  expect(await type("l")).toContain("Nets.");
  const base = readFileSync(live.file, "utf8");
  expect(overlay().entry(QUAY_FILE)).toEqual({ base, text: base.replace("Shiny.", "Dull.") });
  // The file comes to say what runs: nothing is swapped, and nothing lies over it any more.
  writeFileSync(live.file, base.replace("Shiny.", "Dull."));
  expect(await type("reload")).toBe("Nothing has changed: version 3 runs.");
  expect(overlay().files()).toEqual([]);
  await type("live desc bell Green.");
  expect(overlay().files()).toEqual([QUAY_FILE]);
  // At a start it is the same, and what the file says by itself is no edit any more.
  live.close();
  update(...newer, ["Ropes.", "Sails."], ["Shiny.", "Green."]);
  await live.open(DB);
  expect(await type("x bell")).toBe("Green.");
  expect(overlay().files()).toEqual([]);
}, 60_000);

test("what both changed is refused with its place, and neither is lost", async () => {
  await type("live desc bell Dull.");
  const edited = overlay().entry(QUAY_FILE);
  update(["Shiny.", "Green."], ["Ropes.", "Nets."]);
  expect(await type("reload")).toMatch(/^Not reloaded, all goes on as it was\. .*quay\.lore:6:1: error LORE912: .*both changed quay bell/);
  expect(await type("x bell")).toBe("Dull.");
  expect(await type("live desc here Sails.")).toMatch(/^Not written: .*quay\.lore has changed since it was read/);
  expect(overlay().entry(QUAY_FILE)).toEqual(edited);

  // A start goes on with what ran, and says so.
  await again();
  expect(await type("x bell")).toBe("Dull.");
  expect(live.said("Version 2 of the packs runs and not the files").map(({ fields }) => fields["code"])).toEqual(["E_KEPT"]);
  expect(overlay().entry(QUAY_FILE)).toEqual(edited);

  // Nothing was kept that runs: rather the files without what was edited than no world.
  live.close();
  await live.open("other.db");
  expect(await type("x bell")).toBe("Green.");
  live.close();
  overlayOf(join(live.home, "third.db"))!.put(QUAY_FILE, edited as { base: string; text: string });
  await live.open("third.db");
  expect(await type("x bell")).toBe("Green.");
  expect(live.said("The files run without what was edited over them").map(({ fields }) => fields["code"])).toEqual(["E_OVERLAY"]);
  expect(overlayOf(join(live.home, "third.db"))!.entry(QUAY_FILE)).toEqual(edited);

  // The same after an update of the engine, which cannot read what was kept; whoever keeps the world reads why on coming in.
  live.close();
  forgetKept(join(live.home, "third.db"));
  await live.open("third.db");
  await untilSo("it is told", () => live.heard.some((frame) => frame.startsWith("The files run without what was edited over them here. ")));
  expect(await type("x bell")).toBe("Green.");
}, 60_000);

test("a shadow run reads what the world reads", async () => {
  await type("live desc bell Dull.");
  expect(await type("x bell")).toBe("Dull.");
  live.close();
  const db = join(live.home, DB);
  expect(await shadowOf(live.folder, { journal: db })).toMatchObject({ refused: null, different: [] });
  overlay().remove(QUAY_FILE);
  const plain = await shadowOf(live.folder, { journal: db });
  expect("different" in plain && JSON.stringify(plain.different)).toContain("Shiny.");
  await live.open(DB);
}, 60_000);

test("an overlay that is not whole is no text: it is told, and what ran runs", async () => {
  await type("live desc bell Dull.");
  const place = overlay().placeOf(QUAY_FILE);
  writeFileSync(place, readFileSync(place, "utf8").replace("Dull.", "Gold."));
  expect(await type("reload")).toMatch(/^Not reloaded.*LORE906/);
  await again();
  expect(await type("x bell")).toBe("Dull.");
}, 60_000);

test("the settings say where an edit goes", async () => {
  await type("live desc bell Dull.");
  // What lies over its file stays there.
  await again("auto");
  expect(await type("live desc here Nets.")).toContain("is changed over");
  await again("files");
  expect(await type("live desc here Sails.")).toContain("is written to");
  expect(live.text).toBe(QUAY.replace("Shiny.", "Dull.").replace('desc:   "Ropes."', 'desc: "Sails."'));
  expect(overlay().files()).toEqual([]);
  await again("no");
  expect(await type("live desc here Nets.")).toBe("Files are not edited from the game here: the settings say so.");
  live.close();
  await live.open(":memory:", "overlay");
  expect(await type("live desc here Nets.")).toMatch(/cannot be changed from here\.$/);
}, 60_000);
