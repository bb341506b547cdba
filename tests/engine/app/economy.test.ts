import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { audit } from "../../../engine/app/commands/audit.ts";
import { economy } from "../../../engine/app/commands/economy.ts";
import { compose } from "../../../engine/app/compose.ts";
import { DEFAULT_CONFIG } from "../../../engine/app/config.ts";
import { HeldClock } from "../../../engine/base/clock.ts";
import { openSqliteStore } from "../../../engine/store/sqlite-store.ts";

const scratch = mkdtempSync(join(tmpdir(), "lore-economy-"));
const db = join(scratch, "fair.db");
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function printed(command: () => Promise<void>): Promise<string> {
  const parts: string[] = [];
  const write = process.stdout.write;
  process.stdout.write = ((text: string) => parts.push(text) > 0) as typeof write;
  try {
    await command();
  } finally {
    process.stdout.write = write;
  }
  return parts.join("");
}

test("a world that runs is read: what was made, ended and moved on each day, who has it, and who did it", async () => {
  const clock = new HeldClock(Date.UTC(2026, 2, 1, 9));
  const failed = (error: unknown): never => {
    throw error;
  };
  const { play, close } = await compose({
    folder: "tests/packs/fair",
    store: openSqliteStore({ path: db }),
    config: DEFAULT_CONFIG,
    trusting: true,
    clock,
    failed,
  });
  await play.start();
  const session = play.open({ door: { send: () => {}, close: () => {} }, address: "test", as: "Ann" });
  play.flush();
  await play.rank(session.player!, "wizard");
  for (let day = 0; day < 12; day++) {
    clock.set(Date.UTC(2026, 2, 1 + day, 9));
    await play.line(session, `grant ann ${100 + 10 * day} for work`);
    if (day % 3 === 0) await play.line(session, "fine ann 40 for noise");
  }
  const report = JSON.parse(await printed(() => economy("fair", { db, days: 12, json: true })));
  expect(report).toMatchObject({ days: 12, wrong: [], alarms: [] });
  const granted = report.byReason.find((row: { reason: string }) => row.reason === "grant");
  expect(granted).toMatchObject({ transfers: 12, minted: 1_860, burned: 0 });
  expect(report.byDay[3]).toMatchObject({ day: "2026-03-04", minted: 130, burned: 40 });
  expect(report.byDay.at(-1).supply).toBe(report.supply);
  expect(report.supply).toBe(report.total.minted - report.total.burned);
  expect(report.richest[0]).toEqual({ who: "Ann", sum: 1_700 });

  const picture = join(scratch, "fair.svg");
  expect(await printed(() => economy("fair", { db, days: 12, svg: picture }))).toContain("2026-03-12");
  expect(readFileSync(picture, "utf8").match(/<polyline|<polygon/g)).toHaveLength(4);

  const log = await printed(() => audit("fair", { db, last: 3 }));
  expect(log).toContain("Ann: grant 210 coins to Ann: work");
  expect(log).toContain("Every row follows from the one before it.");
  close();
});
