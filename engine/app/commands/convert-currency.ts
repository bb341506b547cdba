// `lore convert-currency`: brings the sums of a stopped world into the currency that its pack.toml declares now.

import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import { basename, resolve } from "node:path";
import { SYSTEM_CLOCK } from "../../base/clock.ts";
import { formatMoney } from "../../base/currency.ts";
import { EngineError } from "../../base/errors.ts";
import { readRate } from "../../base/rate.ts";
import { convertFile, tryConversion, undoConversion } from "../../store/convert-file.ts";
import { type ConversionTried, planConversion } from "../economy/conversion.ts";
import { loadConfig } from "../load-config.ts";
import { overlayOf, placesOver } from "../overlay-places.ts";
import { defaultDatabase, packFolder } from "../places.ts";

export interface ConvertFlags {
  readonly rate?: string;
  readonly db?: string;
  readonly config?: string;
  readonly dryRun?: boolean;
  readonly snapshot?: string;
  readonly undo?: string;
  readonly force?: boolean;
}

export async function convertCurrency(pack: string | undefined, flags: ConvertFlags): Promise<void> {
  const config = await loadConfig(flags.config);
  const folder = packFolder(pack ?? config.world);
  const path = resolve(flags.db ?? config.db ?? defaultDatabase(basename(folder)));
  if (!existsSync(path)) throw new EngineError("E_USAGE", { detail: `There is no database ${path}.` });
  if (flags.undo !== undefined) {
    undo(path, flags.undo, flags.force === true);
    return;
  }
  const rate = readRate(flags.rate ?? "");
  if (rate === undefined)
    throw new EngineError("E_USAGE", {
      detail: "--rate OLD:NEW says how many smallest coins of the new currency the old ones are: 1:100.",
    });
  const plan = await planConversion(path, folder, rate, placesOver(overlayOf(path)));
  const { conversion } = plan;
  if (flags.dryRun === true) {
    print(reportLines({ ...plan, report: tryConversion(path, conversion) }));
    print(["Nothing was changed: this was a dry run."]);
    return;
  }
  const snapshot = resolve(flags.snapshot ?? `${path}.before-${conversion.atMs}`);
  print(reportLines({ ...plan, report: convertFile(path, snapshot, conversion) }));
  print([`Snapshot from before: ${snapshot}`]);
}

function undo(path: string, snapshot: string, force: boolean): void {
  const kept = undoConversion(path, { snapshot: resolve(snapshot), atMs: SYSTEM_CLOCK.now(), who: userInfo().username, force });
  print([`${path} is as it was before; put the old currency back into pack.toml.`, `The converted file is kept as ${kept}.`]);
}

function reportLines({ report, before, currency, inSource }: ConversionTried): string[] {
  const { rate, accounts, rounding, properties, rows, timers, prompts, data, left } = report;
  const tables = Object.entries(rows).map(([table, n]) => `${table} ${n}`);
  return [
    `${rate}: ${formatMoney(report.before, before)} in accounts become ${formatMoney(report.after, currency)}`,
    `accounts and treasuries changed: ${accounts}; rounding ${rounding >= 0 ? "made" : "lost"} ${formatMoney(Math.abs(rounding), currency)}, booked against the treasury conversion`,
    `properties: ${properties}; rows: ${tables.length === 0 ? "0" : tables.join(", ")}; blocks for later: ${timers}; questions: ${prompts}; mandates and menus: ${data}`,
    ...(left.length === 0 ? [] : [`left alone, since no pack declares them any more: ${left.join(", ")}`]),
    ...(inSource.length === 0
      ? []
      : [`sums in the packs' own source are yours to change: ${inSource.length}, as ${inSource.slice(0, 3).join(", ")}`]),
  ];
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}
