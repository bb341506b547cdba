// What a builder has made becomes a pack of files: all state stays with it, one transaction does it, and there is a way back.

import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Composition, compose } from "../../../engine/app/compose.ts";
import { DEFAULT_CONFIG, unhurried } from "../../../engine/app/config.ts";
import type { ReloadOrder, ReloadOutcome } from "../../../engine/app/reload/order.ts";
import { Reloader } from "../../../engine/app/reload/reloader.ts";
import { tryPacks } from "../../../engine/app/reload/trial.ts";
import type { Session } from "../../../engine/play/session.ts";
import { openSqliteStore } from "../../../engine/store/sqlite-store.ts";
import { findUnsound, snapshot } from "../../../engine/world/soundness.ts";

const ISLE = `room beach "Beach"
  desc: "Sand."
  flags: open_to_builders
end
`;
const CONFIG = unhurried(DEFAULT_CONFIG, 30_000, 60_000);

let scratch: string;
let opened: Composition[] = [];
let heard: string[] = [];

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "lore-promote-"));
  mkdirSync(join(scratch, "isle"));
  writeFileSync(join(scratch, "isle/pack.toml"), `id = "isle"\nversion = "1.0.0"\nentry = "beach"\n`);
  writeFileSync(join(scratch, "isle/isle.lore"), ISLE);
});

afterEach(() => {
  for (const one of opened.splice(0)) one.close();
  rmSync(scratch, { recursive: true, force: true });
  opened = [];
});

async function open(db: string, saving: () => void = () => {}): Promise<Composition> {
  const composed = await compose({
    folder: join(scratch, "isle"),
    store: openSqliteStore({ path: join(scratch, db) }),
    config: CONFIG,
    trusting: false,
    saving,
    failed(error) {
      throw error;
    },
  });
  opened.push(composed);
  await composed.running.start();
  return composed;
}

function close(composed: Composition): void {
  opened = opened.filter((one) => one !== composed);
  composed.close();
}

async function enter({ play }: Composition, name: string): Promise<Session> {
  const session = play.open({ door: { send: (text) => void heard.push(text), close: () => {} }, address: name, as: name });
  play.flush();
  const ranked = play.rank(session.player!, "builder");
  play.flush();
  await ranked;
  return session;
}

async function type({ play }: Composition, session: Session, line: string): Promise<string> {
  heard = [];
  const done = play.line(session, line);
  play.flush();
  await done;
  return heard.join("\n");
}

async function order(composed: Composition, what: Partial<ReloadOrder>, meanwhile = async (): Promise<void> => {}): Promise<ReloadOutcome> {
  const { running, store } = composed;
  const reloader = new Reloader({
    ...{ running, store, folder: join(scratch, "isle") },
    tryPacks: async (trial) => {
      const tried = await tryPacks(trial);
      await meanwhile();
      return tried;
    },
  });
  return await reloader.order({ who: "command line", untested: true, ...what });
}

const promoted = (title?: string): Partial<ReloadOrder> => ({
  promote: { pack: "ann", folder: join(scratch, "annex"), ...(title !== undefined && { title }) },
});

async function build(composed: Composition): Promise<Session> {
  const ann = await enter(composed, "Ann");
  for (const line of ["dig north den", "create orb", 'when poke orb: self.weight += 1; say "MEEP {self.weight}!"', "poke orb", "n"])
    await type(composed, ann, line);
  await type(composed, ann, "create lamp");
  return ann;
}

/** All that play has made, by entity. */
function state({ world }: Composition): unknown {
  const { entities, keys, limbo } = snapshot(world) as Record<string, unknown>;
  return { entities, keys, limbo };
}

test("all state stays with what was built, history goes on, and the next start runs the files", async () => {
  const composed = await open("isle.db");
  const ann = await build(composed);
  const before = state(composed);
  const written = composed.world.source("ann")!.text;
  expect(await order(composed, promoted('The "Annex"'))).toMatchObject({
    kind: "done",
    changed: "ann 0.1.4",
    report: { lost: {}, born: 0, back: 0 },
  });
  expect(state(composed)).toEqual(before);
  expect(readFileSync(join(scratch, "annex/ann.lore"), "utf8")).toBe(written);
  expect(readFileSync(join(scratch, "annex/pack.toml"), "utf8")).toContain('requires = ["isle"]\ncapabilities = []\n');
  expect(composed.running.packs.map(({ manifest }) => manifest.title)).toContain('The "Annex"');
  expect([...composed.world.sources()]).toEqual([]);
  expect(await type(composed, ann, "poke orb")).toBe("MEEP 2!");
  expect(await type(composed, ann, "history")).toMatch(/^5 promoted annex\n4 create lamp\n/);
  expect(await type(composed, ann, "diff 5")).toBe("5 promoted, command line, just now: the whole pack. annex");
  expect(await type(composed, ann, "undo")).toBe("There is nothing to undo.");
  // What comes next is a pack of Ann's own again, whose versions follow.
  await type(composed, ann, "create cup");
  expect(await type(composed, ann, "history")).toMatch(/^6 create cup\n5 promoted annex\n/);
  expect(composed.running.own.manifest.id).toBe("isle");
  expect(composed.store.auditVerify()).toBe(0);
  close(composed);

  writeFileSync(join(scratch, "annex/ann.lore"), written.replace("MEEP", "MOOP"));
  const again = await open("isle.db");
  const back = await enter(again, "Ann");
  expect(await type(again, back, "l")).toContain("den");
  expect(await type(again, back, "poke orb")).toBe("MOOP 3!");
  expect(again.running.broken).toEqual([]);
  expect(findUnsound(again.world)).toEqual([]);
  // A reload reads it with the world's own.
  writeFileSync(join(scratch, "annex/ann.lore"), written.replace("MEEP", "MAAP"));
  expect(await order(again, {})).toMatchObject({ kind: "done", changed: "ann 0.1.4" });
  expect(await type(again, back, "poke orb")).toBe("MAAP 4!");
}, 60_000);

test("a rollback gives the pack back to its builder, who undoes what could be undone before", async () => {
  const composed = await open("isle.db");
  const ann = await build(composed);
  const before = state(composed);
  const { text } = composed.world.source("ann")!;
  await order(composed, promoted());
  expect(await order(composed, { to: 0 })).toMatchObject({ kind: "done", report: { lost: {} } });
  expect(state(composed)).toEqual(before);
  expect(composed.world.source("ann")).toMatchObject({ text, version: 6, top: 4 });
  expect(await type(composed, ann, "history")).toMatch(/^6 given back \n5 promoted annex\n4 create lamp/);
  expect(await type(composed, ann, "undo")).toBe("Undone: version 4. REDO does it again.");
  // And once more, in the folder that lies there.
  expect(await order(composed, promoted())).toMatchObject({ kind: "done" });
}, 60_000);

test("a crash on either side of the commit leaves the one or the other, whole", async () => {
  let copyTo: string | null = null;
  const copy = (to: string): void => {
    for (const end of ["", "-wal"]) copyFileSync(join(scratch, `isle.db${end}`), join(scratch, `${to}${end}`));
  };
  const composed = await open("isle.db", () => copyTo !== null && copy(copyTo));
  await build(composed);
  copyTo = "before.db";
  expect(await order(composed, promoted())).toMatchObject({ kind: "done" });
  copyTo = null;
  copy("after.db");
  close(composed);
  const old = await open("before.db");
  expect(old.running.packs.map(({ manifest }) => manifest.id)).toEqual(["stdlib", "isle"]);
  expect(old.world.source("ann")?.version).toBe(4);
  expect(old.world.definitions.definition("ann.den")).toBeDefined();
  // The files of the try that died lie there, and are no hindrance.
  expect(await order(old, promoted())).toMatchObject({ kind: "done" });
  const young = await open("after.db");
  expect(young.running.packs.map(({ manifest }) => manifest.id)).toEqual(["stdlib", "isle", "ann"]);
  expect(young.world.source("ann")).toBeUndefined();
  expect(state(young)).toEqual(state(old));
}, 60_000);

test("nothing is promoted that is not there, does not fit, or changes meanwhile; and no file is left of it", async () => {
  const composed = await open("isle.db");
  const nobody = await order(composed, { promote: { pack: "bob", folder: join(scratch, "bob") } });
  expect(nobody).toEqual({ kind: "refused", step: "check", problems: ["no builder's pack is called bob; there are: none"] });
  const ann = await build(composed);
  expect(await order(composed, { promote: { pack: "ann", folder: join(scratch, "isle") } })).toMatchObject({
    problems: [`${join(scratch, "isle")} is not empty`],
  });
  const late = await order(composed, promoted(), async () => void (await type(composed, ann, "create cup")));
  expect(late).toMatchObject({ kind: "refused", problems: ["ann was edited meanwhile: promote it again"] });
  expect(existsSync(join(scratch, "annex"))).toBe(false);
  expect(await order(composed, { ...promoted(), dry: true })).toMatchObject({ kind: "tried" });
  expect(existsSync(join(scratch, "annex"))).toBe(false);
  expect(composed.world.source("ann")?.version).toBe(5);
}, 60_000);
