// A pack of 10,000 lines must be read well within half a second: the checker and the emitter have the other half.

import { expect, test } from "vitest";
import { parse } from "../../../dsl/index.ts";
import { allSources } from "../support/sources.ts";

function tenThousandLines(): string {
  const all = allSources()
    .map(({ text }) => text)
    .join("\n");
  const lines = all.split("\n").length;
  return `${all}\n`.repeat(Math.ceil(10_000 / lines));
}

test("10,000 lines are read in under half a second of processor time", () => {
  const source = tenThousandLines();
  const tries = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    const { diagnostics } = parse(source, { file: "long.lore" });
    expect(diagnostics).toEqual([]);
    return process.cpuUsage(before).user / 1_000;
  });
  expect(Math.min(...tries)).toBeLessThan(500);
});
