// The report as a picture: the supply, what was made and ended, and what moved, day by day.

import { type Currency, formatMoney } from "../../base/currency.ts";
import { chart, type Point } from "../sim/svg.ts";
import type { EconomyReport } from "./report.ts";

const BLUE = "#2a6fb0";
const GREEN = "#3a8f4d";
const ORANGE = "#d9822b";
const GRAY = "#999";
const DAY_MS = 86_400_000;

export function economyPicture(report: EconomyReport, currency: Currency): string {
  const whole = 10 ** (currency.decimal?.places ?? 0);
  const points = (pick: (day: EconomyReport["byDay"][number]) => number): Point[] =>
    report.byDay.map((day, i) => ({ atMs: i * DAY_MS, value: pick(day) / whole }));
  const first = report.byDay[0]!.day;
  const last = report.byDay.at(-1)!.day;
  const note = `${first} to ${last}. Supply ${formatMoney(report.supply, currency)}, velocity ${report.velocity.toFixed(3)} a day.`;
  return chart(
    "Money",
    note,
    [
      {
        title: "Supply",
        unit: `${currency.many} at the day's end`,
        marks: [{ name: "all accounts", color: BLUE, shape: "area", points: points((day) => day.supply) }],
      },
      {
        title: "Faucets and sinks",
        unit: `${currency.many} a day`,
        marks: [
          { name: "made", color: GREEN, shape: "line", points: points((day) => day.minted) },
          { name: "ended", color: ORANGE, shape: "line", points: points((day) => day.burned) },
        ],
      },
      {
        title: "Moved",
        unit: `${currency.many} a day`,
        marks: [{ name: "between accounts", color: GRAY, shape: "area", points: points((day) => day.moved) }],
      },
    ],
    Math.max(1, report.days - 1) * DAY_MS,
  );
}
