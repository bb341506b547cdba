// Edits of files that another user owns and nobody may write, and a world that is killed between the overlay and its commit.

import { spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, cpSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { overlayOf } from "../../../engine/app/overlay-places.ts";
import { cacheFolder } from "../../../engine/app/places.ts";
import { openSqliteStore } from "../../../engine/store/sqlite-store.ts";
import { LiveWorld, QUAY } from "../../support/live-world.ts";
import type { LiveLines } from "./child/live-lines.ts";

const CHILD = fileURLToPath(new URL("child/live-lines.ts", import.meta.url));
const QUAY_FILE = { pack: "isle", file: "quay.lore" };
/** Root may write what it likes: then somebody else is asked, who must be able to read this checkout. */
const NOBODY = process.getuid?.() === 0 ? 65_534 : undefined;
const isAnother = NOBODY === undefined || spawnSync("cat", [CHILD], { uid: NOBODY, gid: NOBODY }).status === 0;

let live: LiveWorld;
beforeEach(() => {
  live = new LiveWorld();
});
afterEach(() => {
  chmodSync(live.folder, 0o755);
  live.remove();
});

interface Ended {
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
}

function typed(lines: Partial<LiveLines>, env: NodeJS.ProcessEnv = {}, uid?: number): Promise<Ended> {
  const args = ["--no-node-snapshot", CHILD, JSON.stringify({ home: live.home, db: "isle.db", ...lines })];
  const child = spawn(process.execPath, args, {
    ...{ stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, ...env } },
    ...(uid !== undefined && { uid, gid: uid }),
  });
  let out = "";
  child.stdout!.on("data", (chunk: Buffer) => {
    out += chunk.toString();
  });
  return new Promise((resolve) => child.on("close", (_code, signal) => resolve({ signal, out })));
}

test.skipIf(process.platform === "win32" || !isAnother)(
  "a file that may not be written, in a folder that may not, is edited over it",
  async () => {
    if (NOBODY !== undefined) for (const path of [live.home, live.folder, live.file]) chownSync(path, NOBODY, NOBODY);
    chmodSync(live.file, 0o444);
    chmodSync(live.folder, 0o555);
    const { out } = await typed(
      { mode: "auto", lines: ["live desc bell Dull.", "x bell", "live show bell"] },
      { LORE_CACHE: "", HOME: live.home },
      NOBODY,
    );
    const [edited, seen, shown] = JSON.parse(out) as string[];
    expect(edited).toMatch(/^quay\.bell is changed over .*quay\.lore, which stays as it is: version 2 runs\./);
    expect(seen).toBe("Dull.");
    expect(shown).toMatch(/^quay\.bell, quay\.lore \(edited over it\)\nthing bell/);
    expect(live.text).toBe(QUAY);
    expect(statSync(live.file).mode & 0o777).toBe(0o444);
    expect(readdirSync(live.folder).sort()).toEqual(["pack.toml", "quay.lore"]);
    expect(overlayOf(join(live.home, "isle.db"))!.entry(QUAY_FILE)).toEqual({ base: QUAY, text: QUAY.replace("Shiny.", "Dull.") });
  },
  60_000,
);

test("a pack that was installed is its signer's, and is edited over it by whoever may write all files too", async () => {
  const packs = join(live.home, "packs");
  cpSync(live.folder, join(packs, "isle"), { recursive: true });
  const { out } = await typed(
    { home: packs, mode: "auto", lines: ["live desc bell Dull.", "x bell"] },
    { LORE_HOME: live.home, LORE_CACHE: cacheFolder() ?? "" },
  );
  expect(JSON.parse(out)).toEqual([expect.stringContaining("is changed over"), "Dull."]);
  expect(readFileSync(join(packs, "isle/quay.lore"), "utf8")).toBe(QUAY);
}, 60_000);

// The line's own group, the swap's dry run, and the swap that is kept.
test.each(["saving", "saved"] as const)("a world that is killed %s the swap has the edit from its next start on, once", async (when) => {
  const { signal, out } = await typed({ mode: "overlay", lines: ["live desc bell Dull."], kill: { group: 3, when } });
  expect([signal, out]).toEqual(["SIGKILL", ""]);
  expect(overlayOf(join(live.home, "isle.db"))!.entry(QUAY_FILE)).toEqual({ base: QUAY, text: QUAY.replace("Shiny.", "Dull.") });
  const store = openSqliteStore({ path: join(live.home, "isle.db") });
  expect(store.versions.list(9).map(({ why }) => why)).toEqual(when === "saving" ? ["start"] : ["reload", "start"]);
  store.close();
  await live.open("isle.db", "overlay");
  expect(await live.type("x bell")).toBe("Dull.");
  expect(live.world.running.version).toMatchObject({ id: 2 });
  expect(live.text).toBe(QUAY);
  live.close();
});
