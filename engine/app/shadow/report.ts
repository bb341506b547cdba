// A shadow run for a sysop's eye: the turns that differ, each with what was and what would be, and sums below.

import { ASPECTS, type Aspect, type Difference } from "./differences.ts";
import type { ShadowReport, Sum, TurnDifference } from "./shadow-run.ts";

/** Turns that are printed; `--json` has all. */
const SHOWN = 20;

export function shadowLines(report: ShadowReport): string[] {
  const { different, turns, before, otherwise, refused } = report;
  if (refused !== null) return [`The packs cannot take over the world's state: ${refused}`];
  const lines = [...takeoverLines(report), ...different.slice(0, SHOWN).flatMap(turnLines)];
  if (different.length > SHOWN) lines.push(`... and ${different.length - SHOWN} turns more; --json has all.`);
  lines.push(
    different.length === 0 ? `Nothing differs in ${turns} turns.` : `${different.length} of ${turns} turns differ: ${counts(different)}.`,
  );
  lines.push(`fuel ${sum(report.fuel)}, frames ${sum(report.frames)}`);
  if (otherwise > 0)
    lines.push(
      `Of the ${before} turns before them ${otherwise} came out otherwise than they did: the copy is not quite what the world was.`,
    );
  return lines;
}

function takeoverLines({ takeover }: ShadowReport): string[] {
  if (takeover === null) return [];
  const { lost, aside, asideCount, broken, born } = takeover;
  return [
    ...Object.entries(lost).map(([id, count]) => `would lose its definition: ${id}${count > 1 ? `, ${count} of them` : ""}`),
    ...(born > 0 ? [`would be new: ${born}`] : []),
    ...aside.map((value) => `would be set aside: ${value}`),
    ...(asideCount > aside.length ? [`would be set aside besides: ${asideCount - aside.length}`] : []),
    ...broken.map(({ pack, problem }) => `a builder's pack would not check any more: ${pack}: ${problem}`),
  ];
}

function turnLines({ turn, atMs, kind, who, input, differences }: TurnDifference): string[] {
  const at = new Date(atMs).toISOString().slice(0, 19).replace("T", " ");
  const words = who === "" ? `${kind} ${input}` : kind === "command" ? `${who}: ${input}` : `${who}: ${input} (${kind})`;
  return [`turn ${turn}  ${at}  ${words.split("\t")[0]!}`, ...differences.flatMap(differenceLines)];
}

function differenceLines({ aspect, of, was, now }: Difference): string[] {
  const head = `  ${aspect.padEnd(8)}${of === "" ? "" : `${of}: `}`;
  if (typeof (was ?? now) === "number") return [`${head}${was ?? 0} -> ${now ?? 0}`];
  const indent = " ".repeat(10);
  const block = (sign: string, text: string | number | null): string[] =>
    text === null
      ? []
      : String(text)
          .split("\n")
          .map((line) => `${indent}${sign} ${line}`);
  return [head.trimEnd(), ...block("-", was), ...block("+", now)];
}

function counts(different: readonly TurnDifference[]): string {
  const count = (aspect: Aspect): number => different.filter(({ differences }) => differences.some((one) => one.aspect === aspect)).length;
  return ASPECTS.flatMap((aspect) => (count(aspect) === 0 ? [] : [`${aspect} in ${count(aspect)}`])).join(", ");
}

function sum({ was, now }: Sum): string {
  return was === now ? String(was) : `${was} -> ${now}`;
}
