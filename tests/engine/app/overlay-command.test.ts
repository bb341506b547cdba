// `lore overlay`: the sysop sees what lies over the files, brings it into them, or gives it up.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  type ChosenFlags,
  diffOverlay,
  dropOverlay,
  listOverlay,
  type MergeFlags,
  mergeOverlay,
  writeOverlay,
} from "../../../engine/app/commands/overlay.ts";
import { overlayOf } from "../../../engine/app/overlay-places.ts";
import { LiveWorld, QUAY } from "../../support/live-world.ts";

let live: LiveWorld;
const overlay = () => overlayOf(join(live.home, "isle.db"))!;
const flags = (more: ChosenFlags = {}) => ({ world: live.folder, db: join(live.home, "isle.db"), ...more });
const EDITED = QUAY.replace("Shiny.", "Dull.");
const QUAY_FILE = { pack: "isle", file: "quay.lore" };

/** What a command prints, and the code it ends with. */
async function run(command: () => Promise<void>): Promise<{ readonly out: string; readonly code: number }> {
  let out = "";
  const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    out += String(text);
    return true;
  });
  try {
    await command();
  } finally {
    write.mockRestore();
  }
  const code = Number(process.exitCode ?? 0);
  process.exitCode = undefined;
  return { out, code };
}

beforeEach(() => {
  live = new LiveWorld();
  overlay().put(QUAY_FILE, { base: QUAY, text: EDITED });
});
afterEach(() => live.remove());

test("list says how each goes with its file, and diff shows it line by line", async () => {
  const list = () => run(() => listOverlay(flags()));
  expect(await list()).toEqual({ out: "isle/quay.lore: as it was edited in the game\n", code: 0 });
  const { out, code } = await run(() => diffOverlay(undefined, flags()));
  expect(code).toBe(1);
  expect(out).toContain('-      desc: "Shiny."   -- never dull\n+      desc: "Dull."   -- never dull\n');
  writeFileSync(live.file, QUAY.replace("Ropes.", "Nets."));
  expect(await list()).toEqual({ out: "isle/quay.lore: as it was edited in the game, upon a file that has changed since\n", code: 0 });
  writeFileSync(live.file, EDITED);
  expect(await list()).toEqual({ out: "isle/quay.lore: the file says the same by now\n", code: 0 });
  expect(await run(() => diffOverlay(undefined, flags()))).toEqual({ out: "", code: 0 });
  writeFileSync(live.file, QUAY.replace("Shiny.", "Green."));
  expect(await list()).toMatchObject({
    out: expect.stringMatching(/^isle\/quay\.lore: not read; .*quay\.lore:6:1: error LORE912: .*both changed quay bell desc\n$/),
    code: 1,
  });
  const stuck = await run(() => diffOverlay("quay.lore", flags()));
  for (const line of ['-      desc: "Shiny."', '+      desc: "Green."', '+      desc: "Dull."']) expect(stuck.out).toContain(line);
  overlay().put({ pack: "bog", file: "bog.lore" }, { base: "", text: "-- peat\n" });
  expect(JSON.parse((await run(() => listOverlay({ ...flags(), json: true }))).out)).toMatchObject([
    { pack: "bog", file: "bog.lore", state: "stuck", detail: "this world has no such pack" },
    { pack: "isle", file: "quay.lore", state: "stuck" },
  ]);
});

test("write brings it into the file, with what the file has become; what is stuck goes elsewhere", async () => {
  writeFileSync(live.file, QUAY.replace("Ropes.", "Nets."));
  expect((await run(() => writeOverlay("isle/quay.lore", flags()))).out).toMatch(/^isle\/quay\.lore: written to .*; nothing lies over it/);
  expect(live.text).toBe(EDITED.replace("Ropes.", "Nets."));
  expect(overlay().files()).toEqual([]);

  overlay().put(QUAY_FILE, { base: QUAY, text: EDITED });
  const green = QUAY.replace("Shiny.", "Green.");
  writeFileSync(live.file, green);
  expect(await run(() => writeOverlay("quay.lore", flags()))).toMatchObject({ out: expect.stringContaining("not written"), code: 1 });
  const into = join(live.home, "out");
  mkdirSync(into);
  expect(await run(() => writeOverlay(undefined, flags({ all: true, into })))).toMatchObject({ code: 0 });
  expect(readFileSync(join(into, "isle", "quay.lore"), "utf8")).toBe(EDITED);
  expect([live.text, overlay().files()]).toEqual([green, [QUAY_FILE]]);
});

test("merge brings together what is stuck, as it is told", async () => {
  const newer = QUAY.replace("Shiny.", "Green.").replace("Ropes.", "Nets.");
  const merge = (more: MergeFlags) => run(() => mergeOverlay("quay.lore", { ...flags(), ...more }));
  writeFileSync(live.file, newer);
  await expect(merge({})).rejects.toMatchObject({ message: "Say --mine or --theirs." });
  expect((await merge({ mine: true })).out).toMatch(/^isle\/quay\.lore: as it was edited in the game, upon the file as it lies now\./);
  expect(overlay().entry(QUAY_FILE)).toEqual({ base: newer, text: newer.replace("Green.", "Dull.") });
  overlay().put(QUAY_FILE, { base: QUAY, text: EDITED.replace("Ding.", "Dong.") });
  await merge({ theirs: true });
  expect(overlay().entry(QUAY_FILE)).toEqual({ base: newer, text: newer.replace('use:   say "Ding.', 'use: say "Dong.') });
  rmSync(live.file);
  expect(await merge({ mine: true })).toMatchObject({ out: expect.stringContaining("the file is gone"), code: 1 });
});

test("drop gives it up, and the next start reads the file; nothing is meant that is not said", async () => {
  await expect(dropOverlay(undefined, flags())).rejects.toMatchObject({ message: "Say which, or --all. There are: isle/quay.lore." });
  await expect(dropOverlay("quai.lore", flags())).rejects.toMatchObject({
    message: "Nothing lies over quai.lore. There are: isle/quay.lore.",
  });
  // What does not check is in the way of every reload until it is dropped.
  await live.open("isle.db");
  overlay().put(QUAY_FILE, { base: QUAY, text: QUAY.replace("desc:", "nonsense:") });
  expect(await live.type("reload")).toMatch(/^Not reloaded.*LORE104/);
  expect((await run(() => dropOverlay("quay.lore", flags()))).out).toBe(
    "isle/quay.lore: dropped. A reload or a start reads the file as it lies.\n",
  );
  expect(await live.type("reload")).toContain("Version 2 runs");
  expect(await live.type("x bell")).toBe("Shiny.");
  live.close();
  expect((await run(() => listOverlay(flags()))).out).toMatch(/^Nothing lies over the files: there is no .*isle\.db\.overlay\.\n$/);
}, 60_000);
