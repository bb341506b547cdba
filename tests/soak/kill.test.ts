// A short kill test for every run of the suite; `node --no-node-snapshot tests/soak/kill.ts --rounds 200` is the long one.

import { expect, test } from "vitest";
import { runKillTest } from "./kill.ts";

const ROUNDS = Number(process.env["LORE_KILL_ROUNDS"] ?? 12);

test(`after ${ROUNDS} kills at random moments no acknowledged command is lost, none is done twice, and the world is sound`, async () => {
  const report = await runKillTest({ rounds: ROUNDS, players: 8, seed: 7, longestMs: 400 });
  expect(report.wrong).toEqual([]);
  expect(report.kills).toBe(ROUNDS);
  expect(report.heard).toBeGreaterThan(ROUNDS);
  expect(report.acknowledged).toBeGreaterThan(ROUNDS);
}, 600_000);
