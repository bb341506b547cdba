// What a world starts with after a rollback, and how far back a rollback goes: real packs, a store in memory, no process besides.

import { afterEach, beforeEach, expect, test } from "vitest";
import { type Composition, compose } from "../../../engine/app/compose.ts";
import { DEFAULT_CONFIG } from "../../../engine/app/config.ts";
import type { ReloadOrder } from "../../../engine/app/reload/order.ts";
import { Reloader } from "../../../engine/app/reload/reloader.ts";
import { packsToStart } from "../../../engine/app/reload/start-packs.ts";
import { tryPacks } from "../../../engine/app/reload/trial.ts";
import { openMemoryStore } from "../../../engine/store/memory-store.ts";
import type { Store } from "../../../engine/world/port.ts";
import { PackTree } from "../../support/pack-tree.ts";

let tree: PackTree;
let store: Store;
let world: Composition;

const write = (version: string, desc: string): void =>
  tree.write({
    "isle/pack.toml": `id = "isle"\nversion = "${version}"\nlicence = "GPL-3.0-or-later"\nrequires = ["stdlib"]\nentry = "beach"\n`,
    "isle/isle.lore": `room beach "Beach"\n  desc: ${desc}\nend\n`,
  });

const order = (more: Partial<ReloadOrder> = {}) =>
  new Reloader({ running: world.running, store, folder: tree.at("isle"), tryPacks }).order({ who: "test", untested: true, ...more });

beforeEach(async () => {
  tree = new PackTree({});
  store = openMemoryStore();
  write("1.0", '"Sand."');
  const { packs } = await packsToStart(tree.at("isle"), store);
  world = await compose({
    ...{ folder: tree.at("isle"), packs, store, config: DEFAULT_CONFIG, trusting: true },
    failed: (error) => {
      throw error;
    },
  });
  await world.running.start();
});

afterEach(() => {
  world.close();
  tree.remove();
});

test("each rollback goes one further back, and forward again by number", async () => {
  for (const version of ["1.1", "1.2"]) {
    write(version, `"Sand ${version}."`);
    expect(await order()).toMatchObject({ kind: "done", swapped: ["isle"] });
  }
  expect(await order({ to: 0 })).toMatchObject({ kind: "done", version: 4, changed: "isle 1.2 -> 1.1", back: { to: 2, from: 3 } });
  expect(await order({ to: 0 })).toMatchObject({ kind: "done", version: 5, changed: "isle 1.1 -> 1.0", back: { to: 1, from: 4 } });
  expect(await order({ to: 0 })).toMatchObject({ kind: "refused", step: "version" });
  expect(await order({ to: 4 })).toMatchObject({ kind: "done", version: 6, back: { to: 2, from: 5 } });
  expect(await order({ to: 0 })).toMatchObject({ kind: "done", version: 7, back: { to: 1, from: 6 } });
});

test("a start after a rollback takes what ran, until a file changes; files that do not check are left alone too", async () => {
  const start = async (): Promise<string> => {
    const { packs, kept } = await packsToStart(tree.at("isle"), store);
    return `${packs.at(-1)!.manifest.version} ${kept === null ? "files" : (kept.problem ?? "rolled back")}`;
  };
  expect(await start()).toBe("1.0 files");
  write("1.1", '"Rocks."');
  expect(await start()).toBe("1.1 files");
  await order();
  await order({ to: 0 });
  expect(await start()).toBe("1.0 rolled back");
  write("1.1", '"Pebbles."');
  expect(await start()).toBe("1.1 files");
  write("1.1", '"Pebbles.');
  expect(await start()).toMatch(/^1\.0 .*isle\.lore:2:\d+: error LORE001/);
  // A reload that was ordered all the same is what runs from then on.
  write("1.1", '"Rocks."');
  expect(await order()).toMatchObject({ kind: "done" });
  expect(await start()).toBe("1.1 files");
});

test("a world that has never run and does not check does not start", async () => {
  write("1.0", '"Sand.');
  await expect(packsToStart(tree.at("isle"), openMemoryStore())).rejects.toMatchObject({ code: "E_PACK" });
});
