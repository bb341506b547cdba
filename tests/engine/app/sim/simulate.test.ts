import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { DEFAULT_SIM, type SimOptions } from "../../../../engine/app/sim/options.ts";
import { picture } from "../../../../engine/app/sim/picture.ts";
import { type SimRun, simulate } from "../../../../engine/app/sim/simulate.ts";
import { simTable } from "../../../../engine/app/sim/table.ts";

const HARD: SimOptions = {
  ...DEFAULT_SIM,
  players: 10,
  nodes: 12,
  hours: 2,
  hops: 2,
  loss: 0.1,
  duplicates: 0.2,
  reorder: 0.05,
  rebootMs: 600_000,
  restartMs: 900_000,
  forgetMs: 1_200_000,
  memory: 9,
  turnsPerDay: 144,
  seed: 11,
};
const folder = mkdtempSync(join(tmpdir(), "lore-sim-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One run is shared: it is the dear part. */
let shared: Promise<SimRun> | null = null;
const run = (): Promise<SimRun> => {
  shared ??= simulate(HARD, join(folder, "world.db"));
  return shared;
};
/** Real time is the one figure that may differ. */
const figures = async (made: Promise<SimRun>): Promise<object> => ({ ...(await made).report, speedup: 0 });

describe("play over a mesh that loses, repeats, reorders and reboots, in a world that dies in the midst of commits", () => {
  test("nothing is done twice, no effect is lost, and 99 of 100 lines are answered in the end", async () => {
    const { report } = await run();
    expect(report.turns).toBeGreaterThan(40);
    expect(report.duplicatesHeard).toBeGreaterThan(0);
    expect(report.reboots).toBeGreaterThan(8);
    expect(report.restarts).toBeGreaterThan(4);
    expect(report.keysLost).toBeGreaterThan(3);
    expect(report.duplicatesExecuted).toBe(0);
    expect(report.effectsLost).toBe(0);
    expect(report.answered).toBeGreaterThanOrEqual(99);
  });

  test("no frame is too long, and none comes too soon after the last", async () => {
    const { report } = await run();
    expect(report.repliesOver200Unasked).toBe(0);
    expect(report.repliesOver215).toBe(0);
    expect(report.throttleViolations).toBe(0);
  });

  test("the same seed gives the same figures in memory as in a file, and another seed others", async () => {
    const inFile = await figures(run());
    expect(await figures(simulate(HARD))).toEqual(inFile);
    expect(await figures(simulate({ ...HARD, seed: 12 }))).not.toEqual(inFile);
  });

  test("the table has a line for each figure that matters, and the picture three panels", async () => {
    const made = await run();
    const table = simTable(made.report);
    for (const line of ["answered in the end", "executed twice", "effects lost", "throttle violations", "our share of the channel"])
      expect(table).toContain(line);
    const drawn = picture(made);
    for (const title of ["From typing to the whole answer", "Time on air", "Waiting"]) expect(drawn).toContain(title);
    expect(drawn).not.toContain("NaN");
  });
});
