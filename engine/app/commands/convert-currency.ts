// `lore convert-currency`: brings the sums of a stopped world into the currency that its pack.toml declares now.

import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import { basename, resolve } from "node:path";
import { SYSTEM_CLOCK } from "../../base/clock.ts";
import { COINS, type Currency, formatMoney } from "../../base/currency.ts";
import { EngineError } from "../../base/errors.ts";
import { type Rate, readRate } from "../../base/rate.ts";
import { changeData, changePayload } from "../../script/money-payloads.ts";
import { convertFile, currencyOfFile, tryConversion, undoConversion } from "../../store/convert-file.ts";
import type { Conversion, ConversionReport } from "../../store/sqlite-convert.ts";
import type { Definitions } from "../../world/definitions.ts";
import { loadWorldPacks } from "../compose.ts";
import { loadConfig } from "../load-config.ts";
import { defaultDatabase, packFolder } from "../places.ts";
import { definitionsOf } from "../surface.ts";

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
  const packs = await loadWorldPacks(folder);
  const definitions = definitionsOf(packs);
  const { currency } = packs.at(-1)!.manifest;
  const conversion = conversionOf(rate, definitions, currency);
  const before = JSON.parse(currencyOfFile(path) ?? JSON.stringify(COINS)) as Currency;
  if (flags.dryRun === true) {
    print(reportLines(tryConversion(path, conversion), { before, currency, definitions }));
    print(["Nothing was changed: this was a dry run."]);
    return;
  }
  const snapshot = resolve(flags.snapshot ?? `${path}.before-${conversion.atMs}`);
  print(reportLines(convertFile(path, snapshot, conversion), { before, currency, definitions }));
  print([`Snapshot from before: ${snapshot}`]);
}

function undo(path: string, snapshot: string, force: boolean): void {
  const kept = undoConversion(path, { snapshot: resolve(snapshot), atMs: SYSTEM_CLOCK.now(), who: userInfo().username, force });
  print([`${path} is as it was before; put the old currency back into pack.toml.`, `The converted file is kept as ${kept}.`]);
}

export function conversionOf(rate: Rate, definitions: Definitions, currency: Currency): Conversion {
  const { tables } = definitions;
  return {
    ...{ rate, tables, currency: JSON.stringify(currency), atMs: SYSTEM_CLOCK.now(), who: userInfo().username },
    ...{ changePayload, changeData },
  };
}

interface Context {
  readonly before: Currency;
  readonly currency: Currency;
  readonly definitions: Definitions;
}

function reportLines(report: ConversionReport, { before, currency, definitions }: Context): string[] {
  const { rate, accounts, rounding, properties, rows, timers, prompts, data, left } = report;
  const tables = Object.entries(rows).map(([table, n]) => `${table} ${n}`);
  const source = sumsInSource(definitions);
  return [
    `${rate}: ${formatMoney(report.before, before)} in accounts become ${formatMoney(report.after, currency)}`,
    `accounts and treasuries changed: ${accounts}; rounding ${rounding >= 0 ? "made" : "lost"} ${formatMoney(Math.abs(rounding), currency)}, booked against the treasury conversion`,
    `properties: ${properties}; rows: ${tables.length === 0 ? "0" : tables.join(", ")}; blocks for later: ${timers}; questions: ${prompts}; mandates and menus: ${data}`,
    ...(left.length === 0 ? [] : [`left alone, since no pack declares them any more: ${left.join(", ")}`]),
    ...(source.length === 0
      ? []
      : [`sums in the packs' own source are yours to change: ${source.length}, as ${source.slice(0, 3).join(", ")}`]),
  ];
}

/** Defaults of properties that hold money: they stand in Lore source and are not the file's. */
function sumsInSource(definitions: Definitions): string[] {
  const found = new Set<string>();
  for (const definition of definitions.all()) {
    for (const name of definition.slots.keys()) {
      const slot = definition.slots.get(name)!;
      if (slot.type.t !== "money" || !("wire" in slot.value) || slot.value.wire === "$0" || slot.value.wire === null) continue;
      found.add(`${definition.id}.${name} ${String(slot.value.wire).slice(1)}`);
    }
  }
  return [...found].sort();
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}
