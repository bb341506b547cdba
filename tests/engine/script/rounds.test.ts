// The rounds of a loop in a trace: the first and the last are told, and how many were alike between.

import { expect, it } from "vitest";
import type { DryStep } from "../../../engine/script/dry-port.ts";
import { foldRounds, isRounds } from "../../../engine/script/rounds.ts";

const step = (line: number): DryStep => ({
  ...{ pack: "~ann", file: "~ann", line, code: "x/on:poke#0", text: `line ${line}` },
  ...{ value: null, fuel: 1, undone: false, said: [], deeds: [] },
});
const folded = (...lines: readonly number[]): string =>
  foldRounds(lines.map(step))
    .map((one) => (isRounds(one) ? `(${one.from.line}-${one.upto.line} x${one.rounds})` : String(one.line)))
    .join(" ");

it("tells few rounds as they are", () => {
  expect(folded()).toBe("");
  expect(folded(1, 2, 3, 2, 3, 2, 3, 4)).toBe("1 2 3 2 3 2 3 4");
});

it("folds many rounds, of one statement or of several", () => {
  expect(folded(1, 2, 2, 2, 2, 2, 3)).toBe("1 2 (2-2 x3) 2 3");
  expect(folded(1, ...Array.from({ length: 24 }, (_, at) => 2 + (at % 2)), 4)).toBe("1 2 3 (2-3 x10) 2 3 4");
});

it("folds a loop within a loop where its own rounds are alike", () => {
  const round = [1, 2, 2, 2, 2];
  expect(folded(...round, ...round)).toBe("1 2 (2-2 x2) 2 1 2 (2-2 x2) 2");
});
