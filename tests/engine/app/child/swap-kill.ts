// A world that is killed in the midst of a swap of its packs; at each instant before it, its files are copied as a kill then would leave
// them. Arguments: folders of the packs before and after, database, folder for the copies, and whether it dies before or after the commit.

import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { compose } from "../../../../engine/app/compose.ts";
import { DEFAULT_CONFIG } from "../../../../engine/app/config.ts";
import { Reloader } from "../../../../engine/app/reload/reloader.ts";
import { packsToStart } from "../../../../engine/app/reload/start-packs.ts";
import { tryPacks } from "../../../../engine/app/reload/trial.ts";
import { openSqliteStore } from "../../../../engine/store/sqlite-store.ts";

const [before = "", after = "", db = "", copies = "", end = ""] = process.argv.slice(2);
/** The first group of a swap is the dry run, the second one is kept. */
const KEPT = 2;
let group = 0;
let isSwapping = false;

function instant(name: string): void {
  if (!isSwapping) return;
  for (const part of ["", "-wal"]) if (existsSync(`${db}${part}`)) copyFileSync(`${db}${part}`, join(copies, `${group}-${name}.db${part}`));
  if (group === KEPT && name === end) process.kill(process.pid, "SIGKILL");
}

const store = openSqliteStore({ path: db });
const { packs } = await packsToStart(before, store);
const world = await compose({
  ...{ folder: before, packs, store, config: DEFAULT_CONFIG, trusting: true },
  begin: () => {
    if (isSwapping) group++;
    instant("begun");
  },
  saving: () => instant("saving"),
  rest: () => instant("saved"),
  failed: (error) => {
    throw error;
  },
});
await world.running.start();
const session = world.play.open({ address: "ann", as: "ann", door: { send() {}, close() {} } });
await world.play.run(() => {});
await world.play.line(session, "use bell");
isSwapping = true;
await new Reloader({ running: world.running, store, folder: after, tryPacks }).order({ who: "test", untested: true });
