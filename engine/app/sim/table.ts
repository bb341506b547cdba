// The figures of a run as a person reads them: one line each, with what it must reach where that is known.

import type { SimReport } from "./report.ts";

type Row = readonly [label: string, value: string, note?: string];

export function simTable(report: SimReport): string {
  const rows = rowsOf(report);
  const width = Math.max(...rows.map(([label]) => label.length));
  const wide = Math.max(...rows.map(([, value]) => value.length));
  return rows
    .map(([label, value, note]) => `${label.padEnd(width)}  ${value.padStart(wide)}${note === undefined ? "" : `  ${note}`}`)
    .join("\n");
}

function rowsOf(r: SimReport): Row[] {
  return [
    ["players, preset, seed", `${r.players}, ${r.preset}, ${r.seed}`],
    ["hours", String(r.hours), `${r.reboots} reboots, ${r.restarts} restarts, ${r.keysLost} keys lost`],
    ["lines typed", String(r.lines), `${r.linesAnswered} % answered, ${r.retyped} typed again, ${r.rooms} rooms seen`],
    ["turns", String(r.turns), `${r.duplicatesHeard} copies heard`],
    ["answered in the end", `${r.answered} %`, "99 or more"],
    ["executed twice", String(r.duplicatesExecuted), "0"],
    ["effects lost", String(r.effectsLost), "0"],
    ["frames a turn", String(r.framesPerTurn), `${r.framesUnasked} unasked in all`],
    ["bytes a turn", String(r.bytesPerTurn)],
    ["airtime / one-frame minimum, median", String(r.airtimeRatioMedian), "1.05 or less"],
    ["airtime / one-frame minimum, mean", String(r.airtimeRatioMean), "1.3 or less"],
    ["latency, median", seconds(r.latencyP50Ms)],
    ["latency, 95 of 100 within", seconds(r.latencyP95Ms)],
    ["throttle violations", String(r.throttleViolations), "0"],
    [
      "our share of the channel",
      percent(r.channelShare),
      `${percent(r.channelTalk)} with what came to us, ${percent(r.channelBusy)} busy in all`,
    ],
    ["frames over 200 bytes, unasked", String(r.repliesOver200Unasked), "0"],
    ["frames over 215 bytes", String(r.repliesOver215), "0"],
    ["simulated / real time", `${Math.round(r.speedup)} x`],
  ];
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
