// `lore bench [--json] [--quick]`: every figure in one run on this machine, each beside its baseline.
// Each group of figures has a process of its own, so that one's garbage is not the other's memory.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { WORLD_OPTIONS } from "../../engine/app/node-options.ts";
import { DEEDS, type Deed } from "./deeds.ts";
import type { Row } from "./row.ts";
import { table } from "./row.ts";

type Group = (quick: boolean) => Promise<Row[]> | Row[];

const GROUPS: Readonly<Record<string, Group>> = {
  compile: async (quick) => (await import("./compile.ts")).compileRows(quick),
  trigger: async (quick) => (await import("./trigger.ts")).triggerRows(quick),
  one: async (quick) => (await import("./crowd.ts")).crowdRows(1, quick ? 50 : 5_000),
  hundred: async (quick) => (await import("./crowd.ts")).crowdRows(100, quick ? 300 : 60_000),
  crowd: async (quick) => (await import("./crowd.ts")).crowdRows(500, quick ? 1_000 : 100_000),
  // After the crowd, whose pack it plays: what is measured is a world that was compiled before, as it is at every start but the first.
  memory: async (quick) => (await import("./crowd.ts")).memoryRows(quick ? 100 : 10_000),
  // One world a process, as it is when it is served.
  ...Object.fromEntries(DEEDS.map(([group, deed]) => [group, (quick: boolean) => moneyRows(group, deed, quick)])),
  sim: async (quick) => (await import("./sim.ts")).simRows(quick),
  reload: async (quick) => (await import("./reload.ts")).reloadRows(quick),
  editor: async (quick) => (await import("./editor.ts")).editorRows(quick),
  start: async (quick) => (await import("./start.ts")).startRows(quick),
};

async function moneyRows(group: string, deed: Deed, quick: boolean): Promise<Row[]> {
  const { moneyRow } = await import("./money.ts");
  return [await moneyRow(group, deed, quick ? 300 : 30_000)];
}

async function main(args: readonly string[]): Promise<void> {
  const quick = args.includes("--quick");
  const one = args.find((arg) => arg.startsWith("--group="))?.slice("--group=".length);
  if (one !== undefined) {
    process.stdout.write(JSON.stringify(await GROUPS[one]!(quick)));
    return;
  }
  const rows = Object.keys(GROUPS).flatMap((group) => inItsOwnProcess(group, quick));
  process.stdout.write(args.includes("--json") ? `${JSON.stringify(rows, null, 2)}\n` : `${table(rows)}\n`);
}

function inItsOwnProcess(group: string, quick: boolean): Row[] {
  const args = [...WORLD_OPTIONS, fileURLToPath(import.meta.url), `--group=${group}`, ...(quick ? ["--quick"] : [])];
  const done = spawnSync(process.execPath, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1 << 26 });
  if (done.status !== 0) process.exit(done.status ?? 1);
  return JSON.parse(done.stdout) as Row[];
}

await main(process.argv.slice(2));
