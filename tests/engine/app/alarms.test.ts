// What runs wild in the world's money is told to the sysop: once in the log, for a day in the status.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runJob } from "../../../engine/app/beside/jobs.ts";
import { AlarmWatch } from "../../../engine/app/serve/alarm-watch.ts";
import { BookCheck } from "../../../engine/app/serve/book-check.ts";
import { HeldClock } from "../../../engine/base/clock.ts";
import { asTurnId } from "../../../engine/base/ids.ts";
import { openMemoryStore } from "../../../engine/store/memory-store.ts";
import { openSqliteStore } from "../../../engine/store/sqlite-store.ts";
import type { Store } from "../../../engine/world/port.ts";

const NOW = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;

let store: Store;
let clock: HeldClock;
let lines: string[];
const note = (level: string) => (fields: object, message: string) =>
  void lines.push(`${level} ${(fields as { code: string }).code} ${message}`);
const log = { info: note("info"), warn: note("warn"), error: note("error") };
const audit = (what: string) => {
  store.write([{ t: "audit", entry: { who: "stdlib", what, node: "", turn: asTurnId(1), atMs: clock.now() } }]);
  store.commit();
};

beforeEach(() => {
  store = openMemoryStore();
  clock = new HeldClock(NOW);
  lines = [];
});
afterEach(() => store.close());

it("an alarm is a line of the log once, with its code", () => {
  const watch = new AlarmWatch(store, log, clock);
  audit("grant 5 to bob: luck");
  audit("ALARM E_FAUCET work: 620 coins in an hour, limit 500 coins");
  watch.look();
  watch.look();
  expect(lines).toEqual(["warn E_FAUCET A faucet of money runs wild: work: 620 coins in an hour, limit 500 coins"]);
});

it("an alarm stands for a day, through a restart that does not log it again", () => {
  audit("ALARM E_FAUCET work: 620 coins in an hour, limit 500 coins");
  const watch = new AlarmWatch(store, log, clock);
  watch.look();
  expect(lines).toEqual([]);
  clock.set(NOW + 23 * HOUR);
  expect(watch.recent()).toEqual([{ atMs: NOW, code: "E_FAUCET", what: "work: 620 coins in an hour, limit 500 coins" }]);
  clock.set(NOW + 24 * HOUR);
  expect(watch.recent()).toEqual([]);
});

it("a book that does not add up is an error from the start", () => {
  const broken = { auditRows: () => [], reconcile: () => ["account 7 holds 5, its entries sum to 4"] };
  const watch = new AlarmWatch(broken, log, clock);
  expect(lines).toEqual(["error E_LEDGER The book of money does not add up: account 7 holds 5, its entries sum to 4"]);
  expect(watch.recent()).toMatchObject([{ code: "E_LEDGER" }]);
});

describe("the book proven while the world runs", () => {
  let folder: string;
  const db = (): string => join(folder, "world.db");
  let raised: string[];
  const check = (): Promise<void> =>
    new BookCheck({ db: db(), ask: runJob, log, alarm: async (detail) => void raised.push(detail) }).check();

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lore-book-"));
    raised = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("says so, with the file in use", async () => {
    const file = openSqliteStore({ path: db(), durable: false });
    await check();
    file.close();
    expect(lines).toEqual(["info undefined the book of money is proven"]);
    expect(raised).toEqual([]);
  });

  it("raises an alarm in the world for the first findings, and counts the others", async () => {
    openSqliteStore({ path: db(), durable: false }).close();
    const file = new BetterSqlite(db());
    for (const id of [901, 902, 903, 904]) file.prepare("INSERT INTO ledger_account (id, floor, balance) VALUES (?, 0, 5)").run(id);
    file.close();
    await check();
    expect(raised).toEqual([...[901, 902, 903].map((id) => `account ${id} holds 5, its entries sum to 0`), "2 findings more"]);
  });

  it("says when it could not be proven", async () => {
    await check();
    expect(lines).toEqual([`warn E_UNPROVEN The book of money was not proven: There is no database ${db()}.`]);
  });
});
