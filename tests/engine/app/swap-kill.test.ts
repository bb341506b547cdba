// SIGKILL while packs are swapped: what comes up is the old packs with the old state or the new ones with the migrated state, whole,
// and what was played before is there.

import { spawn } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { compose } from "../../../engine/app/compose.ts";
import { DEFAULT_CONFIG } from "../../../engine/app/config.ts";
import { packsToStart } from "../../../engine/app/reload/start-packs.ts";
import { openSqliteStore } from "../../../engine/store/sqlite-store.ts";
import { PackTree } from "../../support/pack-tree.ts";

const CHILD = fileURLToPath(new URL("child/swap-kill.ts", import.meta.url));
let tree: PackTree;

const isle = (under: string, version: string, more: string) => ({
  [`${under}/isle/pack.toml`]: `id = "isle"\nversion = "${version}"\nlicence = "GPL-3.0-or-later"\nrequires = ["stdlib"]\nentry = "beach"\n`,
  [`${under}/isle/isle.lore`]: `room beach "Beach"
  desc: "Sand."

  thing bell "bell" is fixture
    prop rings: number = 0
    on use: self.rings += 1; end
  end
end
${more}`,
});

/** The signal it died of. */
function killed(db: string, end: "saving" | "saved"): Promise<NodeJS.Signals | null> {
  mkdirSync(tree.at(`copies-${end}`));
  const args = [tree.at("old/isle"), tree.at("new/isle"), db, tree.at(`copies-${end}`), end];
  const child = spawn(process.execPath, ["--no-node-snapshot", CHILD, ...args], { stdio: ["ignore", "ignore", "inherit"] });
  return new Promise((resolve) => child.on("exit", (_code, signal) => resolve(signal)));
}

/** The version that is found, and the rings that its state has. */
function found(db: string): string {
  const store = openSqliteStore({ path: db, durable: false });
  const rings = store.load().props.find(({ name }) => name === "rings");
  const audited = store.auditRows(1, 10).filter(({ what }) => what.startsWith("reload")).length;
  const text = `${store.versions.list(1)[0]!.packs.at(-1)!.version}: ${rings?.value}, ${audited}`;
  store.close();
  return text;
}

beforeEach(() => {
  tree = new PackTree({ ...isle("old", "1.0", ""), ...isle("new", "1.1", 'migrate from "1.0": bell.rings += 10; end\n') });
});
afterEach(() => tree.remove());

test("whenever a world is killed in a swap, it has the old packs or the new ones whole, and each migration once", async () => {
  const [saving, saved] = [tree.at("saving.db"), tree.at("saved.db")];
  expect(await killed(saving, "saving")).toBe("SIGKILL");
  expect(await killed(saved, "saved")).toBe("SIGKILL");
  expect([found(saving), found(saved)]).toEqual(["1.0: 1, 0", "1.1: 11, 1"]);
  const instants = readdirSync(tree.at("copies-saved")).filter((name) => name.endsWith(".db"));
  expect(instants).toEqual(["1-begun.db", "1-saved.db", "1-saving.db", "2-begun.db", "2-saved.db", "2-saving.db"]);
  const inCopies = instants.map((name) => found(join(tree.at("copies-saved"), name)));
  expect(inCopies).toEqual(instants.map((name) => (name === "2-saved.db" ? "1.1: 11, 1" : "1.0: 1, 0")));

  // The next start takes the new files, from wherever it was.
  for (const db of [saving, saved]) {
    const store = openSqliteStore({ path: db });
    const { packs } = await packsToStart(tree.at("new/isle"), store);
    const world = await compose({
      ...{ folder: tree.at("new/isle"), packs, store, config: DEFAULT_CONFIG, trusting: true },
      failed: (error) => {
        throw error;
      },
    });
    await world.running.start();
    expect(world.world.constant(world.world.byKey("isle.beach.bell")!, "rings")).toBe(11);
    world.close();
  }
});
