// What a pack of files declares is edited in the game: the file keeps the hand that wrote it, and what does not check is not in it.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Composition, compose } from "../../../engine/app/compose.ts";
import { DEFAULT_CONFIG } from "../../../engine/app/config.ts";
import { SILENT } from "../../../engine/app/log.ts";
import { DEFAULT_CANARY } from "../../../engine/app/reload/canary.ts";
import { PackKeeper } from "../../../engine/app/reload/keeper.ts";
import { Reloader } from "../../../engine/app/reload/reloader.ts";
import { tryPacks } from "../../../engine/app/reload/trial.ts";
import type { Session } from "../../../engine/play/session.ts";
import { openMemoryStore } from "../../../engine/store/memory-store.ts";
import { untilSo } from "../../support/until.ts";

const QUAY = `-- The quay, by hand.
room   quay "Quay"     -- wide
  desc:   "Ropes."
  -- The bell hangs here.
  thing bell "brass bell" is fixture
      desc: "Shiny."   -- never dull
      on use:   say "Ding."; end
  end
end
`;
const CONFIG = {
  ...DEFAULT_CONFIG,
  budget: { ...DEFAULT_CONFIG.budget, wallMs: 30_000 },
  sandbox: { ...DEFAULT_CONFIG.sandbox, wallMs: 30_000, buildMs: 60_000 },
};

let folder: string;
let world: Composition;
let keeper: PackKeeper;
let ann: Session;
let heard: string[];
const file = (): string => join(folder, "quay.lore");
const text = (): string => readFileSync(file(), "utf8");

beforeEach(async () => {
  folder = join(mkdtempSync(join(tmpdir(), "lore-live-")), "isle");
  mkdirSync(folder);
  writeFileSync(join(folder, "pack.toml"), `id = "isle"\nversion = "1.0.0"\nentry = "quay"\n`);
  writeFileSync(file(), QUAY);
  heard = [];
  const store = openMemoryStore();
  world = await compose({
    ...{ folder, store, config: CONFIG, trusting: false },
    failed(error) {
      throw error;
    },
  });
  await world.running.start();
  const { play, running } = world;
  keeper = new PackKeeper({
    reloader: new Reloader({ running, store, folder, tryPacks }),
    ...{ play, world: world.world, log: SILENT, canary: DEFAULT_CANARY, nowMs: () => 0, kept: null },
  });
  ann = play.open({ door: { send: (frame) => void heard.push(frame), close: () => {} }, address: "ann", as: "Ann" });
  play.flush();
  const ranked = play.rank(ann.player!, "wizard");
  play.flush();
  await ranked;
});

afterEach(() => {
  world.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What is read in the end; a line that asks for an edit is answered once that is done. */
async function type(line: string): Promise<string> {
  heard = [];
  void world.play.line(ann, line);
  world.play.flush();
  await untilSo(`an answer to ${line}`, () => heard.length > 0);
  return heard.join("\n");
}

test("an edit takes the place of what it changes in the file, and the world runs it", async () => {
  expect(await type("live desc bell Dull by now.")).toMatch(/^quay\.bell is written to .*quay\.lore: version 2 runs\. ROLLBACK/);
  expect(text()).toBe(QUAY.replace('"Shiny."', '"Dull by now."'));
  expect(await type("x bell")).toBe("Dull by now.");
  await type("live rename bell to iron bell");
  expect(text()).toBe(QUAY.replace('"Shiny."', '"Dull by now."').replace("brass bell", "iron bell"));
  await type('live when use bell: say "Dong."');
  expect(await type("use bell")).toBe("Dong.");
  for (const comment of ["-- The quay, by hand.", "-- wide", "-- The bell hangs here.", "-- never dull"]) expect(text()).toContain(comment);
  expect(readdirSync(folder).sort()).toEqual(["pack.toml", "quay.lore"]);
  // A watch sees what was written, and finds it in force.
  expect(await keeper.order({ who: "file watch" })).toMatchObject({ kind: "same", version: 4 });
}, 60_000);

test("what does not check is not left in the file, and what nobody has read yet is not written over", async () => {
  expect(await type("live set bell nonsense to 3")).toMatch(/^Not written, all is as it was\. .*quay\.lore:\d+:\d+: error LORE104/);
  expect(text()).toBe(QUAY);
  expect(await type("live desc bell Shiny.")).toBe("quay.bell is so already.");
  expect(await type("live desc ghost Pale.")).toContain("No file of a pack has what you mean by that.");
  expect(await type("live remove bell poke")).toContain("quay.bell has no poke.");
  const other = QUAY.replace("Ropes.", "Nets.");
  writeFileSync(file(), other);
  expect(await type("live desc bell Dull.")).toMatch(/^Not written: .*quay\.lore has changed since it was read\. RELOAD/);
  expect(text()).toBe(other);
  await type("reload");
  await type("live desc bell Dull.");
  expect(text()).toBe(other.replace("Shiny.", "Dull."));
}, 60_000);

test("two edits at once both come, and those of one place do not undo each other", async () => {
  heard = [];
  for (const line of ["live desc here Nets.", "live desc bell Dull.", "live desc bell Green."]) void world.play.line(ann, line);
  world.play.flush();
  await untilSo("three answers", () => heard.length === 3);
  expect(heard.map((frame) => frame.split(" ").slice(0, 2).join(" "))).toEqual(["quay is", "quay.bell is", "Not written:"]);
  expect(text()).toBe(QUAY.replace("Ropes.", "Nets.").replace('desc:   "', 'desc: "').replace("Shiny.", "Dull."));
}, 60_000);

test("the library is the engine's, and is not edited from the game", async () => {
  expect(await type("live set building most_rooms to 3")).toMatch(/^Not written: .* cannot be changed from here\.$/);
});
