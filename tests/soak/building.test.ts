// A short soak of building for every run of the suite; `lore soak building` is the long one.

import { expect, test } from "vitest";
import { unmatched } from "./building/history.ts";
import { soakBuilding } from "./building/main.ts";

test("builders whose world is killed and reloaded keep every edit once, export what imports again, and undo to the beginning", async () => {
  const report = await soakBuilding({ edits: 25, kills: 1, seed: 7, players: 3 });
  expect(report).toMatchObject({ kills: 1, complete: true, identity: true, sound: true, beginning: true, wrong: [] });
  expect(report.edits).toBeGreaterThanOrEqual(25);
  expect(report.versions).toBeGreaterThanOrEqual(report.edits);
}, 600_000);

const done = (line: string) => ({ line, outcome: "done", answer: "Built." }) as const;
/** As the journal has it of a line in which `it` was meant. */
const NAMED = '\t{"named":[106]}';
const row = (version: number, input: string) => ({ version, input });

test("the proof of the history finds an edit that is lost, one that is there twice, and one that nobody asked for", () => {
  const typed = [done("dig north den"), { line: "undo", outcome: "unheard", answer: "" } as const, done("create orb")];
  expect(unmatched(typed, [row(1, "dig north den"), row(2, "create orb")])).toBeNull();
  expect(unmatched(typed, [row(1, `dig north den${NAMED}`), row(2, "create orb")])).toBeNull();
  expect(unmatched(typed, [row(1, "dig north den"), row(2, "undo"), row(3, "create orb")])).toBeNull();
  expect(unmatched(typed, [row(1, "dig north den"), row(2, "undo")])).toMatch(/^"create orb" was answered/);
  expect(unmatched(typed, [row(1, "dig north den"), row(2, "dig north den"), row(3, "create orb")])).toMatch(/^"create orb" was answered/);
  expect(unmatched(typed, [row(1, "dig north den"), row(2, "create orb"), row(3, "undo")])).toMatch(/was never acknowledged$/);
});
