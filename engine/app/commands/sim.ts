// `lore sim`: plays a world over a simulated mesh and prints what became of every line.

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { EngineError } from "../../base/errors.ts";
import { picture } from "../sim/picture.ts";
import { readSimOptions, type SimFlags } from "../sim/read-options.ts";
import type { SimReport } from "../sim/report.ts";
import { simulate } from "../sim/simulate.ts";
import { simTable } from "../sim/table.ts";
import { broken, TARGETS } from "../sim/targets.ts";
import { expectWritable, writeOut } from "../write-out.ts";

export interface SimCommandFlags extends SimFlags {
  readonly db?: string;
  readonly json?: boolean;
  readonly svg?: string;
  readonly targets?: boolean;
}

export async function sim(flags: SimCommandFlags): Promise<void> {
  if (flags.targets === true) {
    await allTargets(flags);
    return;
  }
  const options = readSimOptions(flags);
  if (flags.svg !== undefined) expectWritable(flags.svg);
  const run = await simulate(options, freshDatabase(flags.db));
  process.stdout.write(flags.json === true ? `${JSON.stringify(run.report)}\n` : `${simTable(run.report)}\n`);
  if (flags.svg !== undefined) writeOut(flags.svg, picture(run));
}

/** Exit code 1 when a figure is not what it must be. */
async function allTargets(flags: SimCommandFlags): Promise<void> {
  const others = Object.keys(flags).filter((name) => name !== "targets" && name !== "json");
  if (others.length > 0) throw new EngineError("E_USAGE", { detail: `--targets plays runs of its own: it goes with --json only.` });
  const reports: { readonly name: string; readonly report: SimReport; readonly broken: readonly string[] }[] = [];
  for (const { name, options, limits } of TARGETS) {
    const { report } = await simulate(options);
    const missed = broken(report, limits).map(
      ({ figure, least, most }) => `${figure} ${report[figure]}, must be ${least ?? most} or ${least === undefined ? "less" : "more"}`,
    );
    reports.push({ name, report, broken: missed });
    if (missed.length > 0) process.exitCode = 1;
    if (flags.json !== true) process.stdout.write(`${name}\n${simTable(report)}\n${missed.map((one) => `MISSED: ${one}\n`).join("")}\n`);
  }
  if (flags.json === true) process.stdout.write(`${JSON.stringify(reports)}\n`);
}

/** Never a world that people play: what is simulated would stay in it. */
function freshDatabase(db: string | undefined): string {
  if (db === undefined || db === ":memory:") return ":memory:";
  const path = resolve(db);
  if (existsSync(path)) throw new EngineError("E_USAGE", { detail: `--db ${db}: is there already; a simulation makes a file of its own.` });
  return path;
}
