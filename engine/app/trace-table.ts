// A traced run as an author reads it: a line for each step, and under it what it did.

import type { EntityId } from "../base/ids.ts";
import type { Budget } from "../script/budget.ts";
import type { Deed, DryRun, DryStep } from "../script/dry-port.ts";
import { foldRounds, isRounds, type Rounds } from "../script/rounds.ts";

/** `nameOf`: who reads a line that was said. */
export function traceTable(ran: DryRun, budget: Budget, nameOf: (id: EntityId) => string): string {
  const told = foldRounds(ran.steps);
  const rows = told.map((one) =>
    isRounds(one) ? [roundsText(one)] : [`${one.file}:${one.line}`, one.text, one.value ?? "", String(one.fuel)],
  );
  const head = ["line", "statement", "value", "fuel"];
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => (row.length === 1 ? 0 : row[at]!.length))));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) => cell.padEnd(widths[at]!))
      .join("  ")
      .trimEnd();
  const steps = told.flatMap((one, at) => [
    line(rows[at]!),
    ...(isRounds(one) ? [] : effectsOf(one, nameOf).map((effect) => `    > ${effect}`)),
  ]);
  return [line(head), ...steps, ...(ran.more ? ["and further steps"] : []), ending(ran, budget)].join("\n");
}

function roundsText({ rounds, from, upto }: Rounds): string {
  return `    (${from.line === upto.line ? `line ${from.line}` : `lines ${from.line} to ${upto.line}`} alike, x ${rounds})`;
}

function effectsOf(step: DryStep, nameOf: (id: EntityId) => string): string[] {
  const said = step.said.map(({ to, text }) => `to ${nameOf(to)}: ${text}`);
  return [...(step.undone ? ["taken back by the script"] : []), ...said, ...step.deeds.map(deedLine)];
}

function deedLine({ sort, what, part, from, to }: Deed): string {
  const change = from === "" && to === "" ? "" : `: ${[from, to].filter((word) => word !== "").join(" -> ")}`;
  return `${[sort, what, part].filter((word) => word !== "").join(" ")}${change}`;
}

function ending({ outcome, why, fault, fuel, messages, effects }: DryRun, budget: Budget): string {
  const at = fault === null || fault.line === 0 ? "" : ` at line ${fault.line}`;
  const reason = fault?.message ?? why;
  const spent = `${fuel} of ${budget.fuel} fuel, ${messages} of ${budget.messages} messages, ${effects} of ${budget.effects} effects`;
  return `${outcome}${at}${reason === "" ? "" : `: ${reason}`}; ${spent}; nothing is kept`;
}
