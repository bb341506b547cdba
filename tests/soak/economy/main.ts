// The soak of the economy: fifty traders, every verb of money and things, a world that is killed at set operations and goes on. At the
// end all is counted. Called by `lore soak economy`.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { describeError } from "../../../engine/app/describe-error.ts";
import { EngineError } from "../../../engine/base/errors.ts";
import { openSqliteStore } from "../../../engine/store/sqlite-store.ts";
import { LEAST_BETWEEN, type Plan } from "./deliveries.ts";
import { Driver } from "./driver.ts";
import { prove } from "./proof.ts";

export interface SoakReport {
  readonly operations: number;
  readonly kills: number;
  readonly conserved: boolean;
  readonly lost: number;
  readonly doubled: number;
  readonly reconciled: boolean;
  readonly digest: string;
  readonly repeats: number;
  readonly transfers: number;
  readonly players: number;
  readonly seed: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** What is off; empty when all is proven. */
  readonly wrong: readonly string[];
}

const LOG_EVERY_MS = 60_000;

export async function soakEconomy(plan: Plan, tell: (line: string) => void = () => {}): Promise<SoakReport> {
  const wrongPlan = faultOf(plan);
  if (wrongPlan !== null) throw new EngineError("E_USAGE", { detail: wrongPlan });
  const folder = mkdtempSync(join(tmpdir(), "lore-soak-"));
  const db = join(folder, "soak.db");
  let isWell = false;
  try {
    const driven = await new Driver(plan, db, tell).run();
    const store = openSqliteStore({ path: db });
    const reconcile = store.reconcile();
    store.close();
    const { wrong, conserved, lost, doubled, reconciled, digest, transfers } = prove(db, driven, reconcile);
    isWell = wrong.length === 0;
    return {
      ...{ operations: driven.heard.length, kills: driven.kills, conserved, lost, doubled, reconciled, digest },
      ...{ repeats: driven.repeats, transfers, players: plan.players, seed: plan.seed },
      seconds: Math.round(driven.elapsedMs / 1000),
      perSecond: Math.round((driven.heard.length / driven.elapsedMs) * 1000),
      wrong,
    };
  } finally {
    if (isWell) rmSync(folder, { recursive: true, force: true });
    else process.stderr.write(`\nthe world is kept in ${folder}\n`);
  }
}

function faultOf({ operations, kills, players }: Plan): string | null {
  if (players < 2 || players > 50) return "From 2 to 50 players can trade.";
  if (operations < 1) return "There is nothing to do.";
  if (kills * LEAST_BETWEEN > operations) return `Each kill needs ${LEAST_BETWEEN} operations: fewer kills, or more operations.`;
  return null;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      operations: { type: "string", default: "1000000" },
      kills: { type: "string", default: "200" },
      seed: { type: "string", default: "7" },
      players: { type: "string", default: "50" },
      json: { type: "boolean", default: false },
    },
  });
  const plan = {
    operations: Number(values.operations),
    kills: Number(values.kills),
    seed: Number(values.seed),
    players: Number(values.players),
  };
  const report = await soakEconomy(plan, progress());
  if (process.stderr.isTTY === true) process.stderr.write("\n");
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : `${table(report)}\n`);
  if (report.wrong.length > 0 || report.kills !== plan.kills) process.exitCode = 1;
}

if (import.meta.main) {
  try {
    await main();
  } catch (error) {
    process.stderr.write(`lore: ${describeError(error)}\n`);
    process.exitCode = 2;
  }
}

/** A terminal sees one line written over; a log has no use for that and gets a line a minute. */
function progress(): (line: string) => void {
  if (process.stderr.isTTY === true) return (line) => process.stderr.write(`\r${line}   `);
  let nextMs = performance.now() + LOG_EVERY_MS;
  return (line) => {
    if (performance.now() < nextMs) return;
    nextMs = performance.now() + LOG_EVERY_MS;
    process.stderr.write(`${new Date().toISOString()} ${line}\n`);
  };
}

function table({ wrong, ...rest }: SoakReport): string {
  const lines = Object.entries(rest).map(([name, value]) => `${name.padEnd(12)} ${value}`);
  return [...lines, ...wrong.map((one) => `WRONG: ${one}`)].join("\n");
}
