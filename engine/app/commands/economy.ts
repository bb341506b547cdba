// `lore economy`: made, ended and moved, by reason and by day, as a table, an object or a picture.

import { COINS, type Currency, formatMoney } from "../../base/currency.ts";
import { EngineError } from "../../base/errors.ts";
import type { Store } from "../../world/port.ts";
import { economyPicture } from "../economy/picture.ts";
import { type EconomyReport, economyReport } from "../economy/report.ts";
import { type FileFlags, readWorldFile } from "../read-copy.ts";
import { writeOut } from "../write-out.ts";

export interface EconomyFlags extends FileFlags {
  readonly days: number;
  readonly json?: boolean;
  readonly svg?: string;
}

const MOST_DAYS = 3_660;

/** Exit code 1 when a balance is not what its entries sum to. */
export async function economy(pack: string | undefined, flags: EconomyFlags): Promise<void> {
  const { days } = flags;
  if (!Number.isSafeInteger(days) || days < 1 || days > MOST_DAYS)
    throw new EngineError("E_USAGE", { detail: `--days takes 1 to ${MOST_DAYS}.` });
  const { report, currency } = await readWorldFile(pack, flags, (store) => ({
    report: economyReport(store, days, lastPaymentMs(store)),
    currency: currencyOf(store),
  }));
  if (flags.svg !== undefined) writeOut(flags.svg, economyPicture(report, currency));
  process.stdout.write(flags.json === true ? `${JSON.stringify(report)}\n` : `${lines(report, currency).join("\n")}\n`);
  if (report.wrong.length > 0) process.exitCode = 1;
}

/** A world may keep another time than ours: its book says what its last day is. */
function lastPaymentMs({ ledger }: Store): number {
  const last = ledger.transfer(ledger.last() as Parameters<typeof ledger.transfer>[0]);
  return last?.atMs ?? Date.now();
}

function currencyOf(store: Store): Currency {
  const known = store.meta("currency");
  return known === undefined ? COINS : (JSON.parse(known) as Currency);
}

function lines(report: EconomyReport, currency: Currency): string[] {
  const money = (sum: number): string => formatMoney(sum, currency);
  const { byDay, byReason, total, richest, treasuries, alarms, wrong } = report;
  const flow = ["made", "ended", "moved"];
  const flowOf = (row: { minted: number; burned: number; moved: number }): string[] => [row.minted, row.burned, row.moved].map(money);
  return [
    `Supply ${money(report.supply)}. In ${report.days} days made ${money(total.minted)}, ended ${money(total.burned)}, moved ${money(total.moved)}.`,
    `Velocity ${report.velocity.toFixed(3)}: how often a coin changed hands in a day.`,
    ...table(
      ["reason", "payments", ...flow],
      byReason.map((row) => [row.reason, String(row.transfers), ...flowOf(row)]),
    ),
    ...table(
      ["day", ...flow, "supply"],
      byDay.map((row) => [row.day, ...flowOf(row), money(row.supply)]),
    ),
    ...table(
      ["treasury", "gave"],
      treasuries.map(({ name, given }) => [name, money(given)]),
    ),
    ...table(
      ["richest", "has"],
      richest.map(({ who, sum }) => [who, money(sum)]),
    ),
    ...alarms.map(({ atMs, what }) => `ALARM ${new Date(atMs).toISOString().slice(0, 16).replace("T", " ")} ${what}`),
    ...wrong.map((one) => `WRONG: ${one}`),
  ];
}

/** An empty line, a head and rows; nothing without rows. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const widths = head.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]!.length)));
  const lineOf = (cells: readonly string[]): string =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join("  ");
  return ["", lineOf(head), ...rows.map(lineOf)];
}
