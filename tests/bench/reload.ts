// Other packs under the feet of a hundred people: from the order to the swap, and how long play waited meanwhile; beside a cold start of
// the same world from compiled packs.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compose } from "../../engine/app/compose.ts";
import { DEFAULT_CONFIG } from "../../engine/app/config.ts";
import { Reloader } from "../../engine/app/reload/reloader.ts";
import { TrialProcess } from "../../engine/app/reload/trial-process.ts";
import { openSqliteStore } from "../../engine/store/sqlite-store.ts";
import { writeBenchPack } from "./bench-pack.ts";
import { enterAll } from "./drive.ts";
import { median, type Row, row } from "./row.ts";

const PLAYERS = 100;
/** Somebody types so often while the packs are reloaded. */
const LINE_EVERY_MS = 20;

export async function reloadRows(quick: boolean): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "lore-bench-"));
  const trial = new TrialProcess();
  try {
    const pack = writeBenchPack(folder, 1_000);
    (await open(folder, pack, "warm.db")).close();
    const coldMs: number[] = [];
    for (let i = 0; i < (quick ? 1 : 5); i++) {
      const startMs = performance.now();
      const cold = await open(folder, pack, `cold${i}.db`);
      coldMs.push(performance.now() - startMs);
      cold.close();
    }
    const world = await open(folder, pack, "bench.db");
    const reloader = new Reloader({
      ...{ running: world.running, store: world.store, folder: pack },
      tryPacks: (order) => trial.run(order),
    });
    const sessions = enterAll(world, PLAYERS);
    let lines = 0;
    const typing = setInterval(() => void world.play.line(sessions[lines++ % PLAYERS]!, "l"), LINE_EVERY_MS);
    const outcomes = [];
    // The first one starts the process in which packs are tried.
    for (let i = 0; i < (quick ? 2 : 8); i++) {
      write(pack, i);
      const outcome = await reloader.order({ who: "bench" });
      if (outcome.kind !== "done") throw new TypeError(JSON.stringify(outcome));
      if (i > 0) outcomes.push(outcome);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    clearInterval(typing);
    world.close();
    const took = median(outcomes.map(({ tookMs }) => tookMs));
    const paused = Math.max(...outcomes.map(({ pausedMs }) => pausedMs));
    const name = `reload, 1,000 rooms and ${PLAYERS} players`;
    return [row(`${name}, in all`, "ms", took, median(coldMs)), row(`${name}, longest pause of play`, "ms", paused, median(coldMs))];
  } finally {
    trial.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function open(folder: string, pack: string, db: string): Promise<Awaited<ReturnType<typeof compose>>> {
  const composed = await compose({
    ...{ folder: pack, store: openSqliteStore({ path: join(folder, db) }), config: DEFAULT_CONFIG, trusting: true, seed: 7 },
    failed: (error) => {
      throw error;
    },
  });
  await composed.running.start();
  return composed;
}

/** One room reads otherwise: what a builder who looks at the result does again and again. */
function write(pack: string, round: number): void {
  const file = join(pack, "grid.lore");
  writeFileSync(file, readFileSync(file, "utf8").replace(/number 500 of many[^."]*/, `number 500 of many, painted ${round} times`));
}
