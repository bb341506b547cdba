// The kill test of tries: a world that makes, fills and keeps them is killed with SIGKILL again and again. What was answered as kept must
// be there, what is there must be there whole, and no copy may be left that nobody has.
//
//   node --no-node-snapshot tests/soak/try-kill.ts --rounds 50

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Chance } from "../../engine/base/chance.ts";
import { openSqliteStore } from "../../engine/store/sqlite-store.ts";

const BUILDER = fileURLToPath(new URL("try-builder.ts", import.meta.url));
/** More than any life comes to: names are never used twice. */
const STEP = 1_000;

export interface TryKillOptions {
  readonly rounds: number;
  readonly seed: number;
  /** A kill comes at a random moment up to so long after the world is there. */
  readonly longestMs: number;
}

export interface TryKillReport {
  readonly kept: number;
  /** What is wrong; empty when all is proven. */
  readonly wrong: readonly string[];
}

export async function runTryKill({ rounds, seed, longestMs }: TryKillOptions): Promise<TryKillReport> {
  const folder = mkdtempSync(join(tmpdir(), "lore-try-kill-"));
  const db = join(folder, "soak.db");
  const chance = new Chance(seed);
  const kept: number[] = [];
  const wrong: string[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      kept.push(...(await life(db, round * STEP + 1, chance.between(0, longestMs))));
      wrong.push(...inspect(db, kept));
    }
    return { kept: kept.length, wrong };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Numbers that were answered as kept, until the kill. */
function life(db: string, from: number, killAfterMs: number): Promise<number[]> {
  const child: ChildProcess = spawn(process.execPath, ["--no-node-snapshot", BUILDER, db, String(from)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const kept: number[] = [];
  let rest = "";
  return new Promise((resolve) => {
    child.stdout!.on("data", (data: Buffer) => {
      const lines = (rest + data).split("\n");
      rest = lines.pop()!;
      for (const line of lines) {
        if (line === "ready") setTimeout(() => child.kill("SIGKILL"), killAfterMs);
        else kept.push(Number(line.slice("kept ".length)));
      }
    });
    child.on("exit", () => resolve(kept));
  });
}

function inspect(db: string, kept: readonly number[]): string[] {
  const store = openSqliteStore({ path: db });
  try {
    const { sources, data } = store.load();
    const source = sources[0];
    const wrong = store.reconcile();
    const found = new Map<number, number>();
    for (const [, n] of (source?.text ?? "").matchAll(/^thing [abc](\d+)x /gm)) found.set(Number(n), (found.get(Number(n)) ?? 0) + 1);
    for (const [n, count] of found) if (count !== 3) wrong.push(`${count} of 3 things of try ${n}`);
    for (const n of kept) if (!found.has(n)) wrong.push(`try ${n} was answered as kept and is not there`);
    const versions = source === undefined ? [] : store.edits(source.pack, 0, 100_000).map(({ version }) => version);
    if (versions.length !== (source?.version ?? 0)) wrong.push(`${versions.length} edits up to version ${source?.version}`);
    const names = data.filter(({ space }) => space === "try").map(({ value }) => (JSON.parse(value) as { name: string }).name);
    // One that was forgotten as the world died goes at the next start; more than that is a leak.
    const left = store.copies.names().filter((name) => !names.includes(name));
    if (left.length > 1) wrong.push(`copies that nobody has: ${left.join(", ")}`);
    return wrong;
  } finally {
    store.close();
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      rounds: { type: "string", default: "50" },
      seed: { type: "string", default: "1" },
      longest: { type: "string", default: "4000" },
    },
  });
  const report = await runTryKill({ rounds: Number(values.rounds), seed: Number(values.seed), longestMs: Number(values.longest) });
  process.stdout.write(`${report.kept} tries kept, ${report.wrong.length} wrong\n${report.wrong.join("\n")}\n`);
  process.exitCode = report.wrong.length === 0 ? 0 : 1;
}
