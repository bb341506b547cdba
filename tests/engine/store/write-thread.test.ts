// A busy world's groups are written by a thread of their own: what is read meanwhile, what is told when, and what happens when it fails.

import { spawnSync } from "node:child_process";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { asEntityId, asPurseId, asRowId, asTurnId, NOBODY } from "../../../engine/base/ids.ts";
import { openSqliteStore } from "../../../engine/store/sqlite-store.ts";
import type { Change, HistoryRow, Store } from "../../../engine/world/port.ts";
import { inboxRow } from "../../contract/inbox.ts";
import { PURSE, transfer, turnRow } from "../../contract/store.ts";
import { eachInFolder } from "../../support/own-folder.ts";
import { NUMBER, tableOf } from "../../support/packs.ts";

let folder: string;
let path: string;
eachInFolder((own) => {
  folder = own;
  path = join(own, "world.db");
});

const coded = (code: string): unknown => expect.objectContaining({ code });

const settled = (store: Store): Promise<unknown> => new Promise((resolve) => store.late!.settle(resolve));

const spawned = (key: string): Change => ({ t: "spawned", key });

/** With a key of its own. */
const paid = (id: number, amount: number): Change => transfer(id, amount, `k${id}`);

/** A group of turns that are numbered on from `first`. */
function group(store: Store, first: number, turns: number): void {
  store.begin();
  for (let i = 0; i < turns; i++) store.writeTurn(turnRow(first + i), [spawned(`town.t${first + i}`)]);
  store.late!.commit();
}

/** What another process is told that opens the file as a world. */
function openedElsewhere(): string {
  const script = `import("${process.cwd()}/engine/store/sqlite-store.ts")
    .then((m) => m.openSqliteStore({ path: ${JSON.stringify(path)} }))
    .then(() => console.log("opened"), (error) => console.log(error.code));`;
  return spawnSync(process.execPath, ["-e", script], { encoding: "utf8" }).stdout.trim();
}

it("a quiet world holds its file alone, a busy one shares it with its thread only, and gives it back", async () => {
  const store = openSqliteStore({ path });
  group(store, 1, 3);
  // Nobody else can even read it.
  expect(() => new BetterSqlite(path, { timeout: 0 }).pragma("user_version")).toThrow(/locked/);
  group(store, 4, 4);
  // Reading is how one sees from outside that the lock is shared.
  const reader = new BetterSqlite(path, { timeout: 0, readonly: true });
  expect(reader.prepare("SELECT count(*) FROM journal").pluck().get()).toBe(7);
  reader.close();
  expect(openedElsewhere()).toBe("E_STORE_LOCKED");
  group(store, 8, 1);
  expect(await settled(store)).toBeNull();
  expect(store.turns(asTurnId(0), 99)).toHaveLength(8);
  store.close();
  expect(openedElsewhere()).toBe("opened");
});

it.runIf(process.platform === "linux")("a group is told durable once the thread has synced the log", () => {
  const log = join(folder, "log");
  // Read by every thread of the process.
  const watched = join(folder, "watched.mjs");
  writeFileSync(
    watched,
    `import fs from "node:fs"; import { syncBuiltinESMExports } from "node:module"; import { isMainThread } from "node:worker_threads";
    const { fdatasyncSync } = fs;
    fs.fdatasyncSync = (fd) => {
      fs.appendFileSync(${JSON.stringify(log)}, \`\${isMainThread ? "main" : "thread"} \${fs.readlinkSync("/proc/self/fd/" + fd).slice(${folder.length + 1})}\\n\`);
      fdatasyncSync(fd);
    };
    syncBuiltinESMExports();`,
  );
  const script = join(folder, "script.mjs");
  writeFileSync(
    script,
    `import { appendFileSync } from "node:fs";
    import { openSqliteStore } from "${process.cwd()}/engine/store/sqlite-store.ts";
    const store = openSqliteStore({ path: ${JSON.stringify(path)}, apartFrom: 0 });
    store.write([{ t: "spawned", key: "town.a" }]);
    store.late.commit();
    store.late.settle((error) => { appendFileSync(${JSON.stringify(log)}, "told " + error + "\\n"); store.close(); });`,
  );
  const { stderr } = spawnSync(process.execPath, ["--import", watched, script], { encoding: "utf8" });
  expect(stderr).toBe("");
  expect(readFileSync(log, "utf8")).toBe("thread world.db-wal\ntold null\n");
});

it("a group is told durable after those before it, and each once", async () => {
  const store = openSqliteStore({ path, apartFrom: 0 });
  const told: string[] = [];
  group(store, 1, 2);
  const first = settled(store).then((error) => told.push(`first ${error}`));
  group(store, 3, 2);
  store.setMeta("here", "written by this thread");
  store.late!.commit();
  const second = settled(store).then((error) => told.push(`second ${error}`));
  group(store, 5, 2);
  const third = settled(store).then((error) => told.push(`third ${error}`));
  expect(told).toEqual([]);
  await Promise.all([first, second, third]);
  expect([...told].sort()).toEqual(["first null", "second null", "third null"]);
  expect(told.indexOf("first null")).toBeLessThan(told.indexOf("third null"));
  store.close();
});

it("who reads sees what was written before, in this group and in those on their way", () => {
  const store = openSqliteStore({ path, apartFrom: 0 });
  store.write([PURSE, paid(1, 50)]);
  store.late!.commit();
  expect(store.ledger.last()).toBe(1);
  expect(store.ledger.keyed("k1")).toMatchObject({ id: 1 });
  store.begin();
  store.write([paid(2, 30)]);
  expect(store.ledger.statement(asPurseId(3), 0, 9).rows.map(({ id }) => id)).toEqual([2, 1]);
  store.rollback();
  expect(store.ledger.last()).toBe(1);
  expect(store.reconcile()).toEqual([]);
  store.close();
});

it("what cannot be written is told to all who wait, and nothing after it is written", async () => {
  const store = openSqliteStore({ path, apartFrom: 0 });
  store.write([PURSE, paid(1, 50)]);
  store.late!.commit();
  expect(await settled(store)).toBeNull();
  store.begin();
  store.writeTurn(turnRow(1), [paid(2, -80)]);
  store.late!.commit();
  const waiting = settled(store);
  expect(await waiting).toEqual(coded("E_STORE_WRITE"));
  expect(() => group(store, 2, 1)).toThrow(coded("E_STORE_WRITE"));
  expect(await settled(store)).toEqual(coded("E_STORE_WRITE"));
  expect(() => store.late!.settleNow()).toThrow(coded("E_STORE_WRITE"));
  store.close();
  const again = openSqliteStore({ path });
  expect([again.turns(asTurnId(0), 9), again.ledger.last(), again.reconcile()]).toEqual([[], 1, []]);
  again.close();
});

it("a world whose thread cannot open the file goes on without, and says so", async () => {
  const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
  const store = openSqliteStore({ path });
  renameSync(path, `${path}.moved`);
  group(store, 1, 4);
  await vi.waitFor(() => expect(warn).toHaveBeenCalledWith(expect.stringContaining("world.db"), coded("E_STORE_OPEN")));
  group(store, 5, 4);
  expect(await settled(store)).toBeNull();
  renameSync(`${path}.moved`, path);
  expect(store.turns(asTurnId(0), 99)).toHaveLength(8);
  store.close();
  warn.mockRestore();
});

// ------------------------------------------------------------------ as if there were no thread

const TABLE = tableOf("town.note", { n: NUMBER });

const history = (thing: number, known: number): Change => ({
  t: "history",
  known: asEntityId(known),
  row: {
    ...{ thing: asEntityId(thing), name: "rope", count: 1, deed: "take", who: NOBODY, whoName: "", from: NOBODY, fromName: "" },
    ...{ place: "", origin: NOBODY, into: NOBODY, gone: false, atMs: 1, turn: asTurnId(1) },
  } satisfies Omit<HistoryRow, "id">,
});

const THINGS = 5;

it("what either thread wrote of a thing the other knows", () => {
  const store = openSqliteStore({ path, apartFrom: 0 });
  const here = (packet: string, ...changes: Change[]): void => {
    store.setMeta("here", packet);
    store.write(changes);
    store.late!.commit();
  };
  const there = (...changes: Change[]): void => {
    store.write(changes);
    store.late!.commit();
  };
  here("1", history(1, 0), history(2, 1));
  there(history(3, 0), history(4, 2));
  here("2", history(5, 3));
  there(history(6, 5));
  const rows = [1, 2, 3, 4, 5, 6].map((id) => store.history({ thing: asEntityId(id) }, 0, 9).length);
  expect(rows).toEqual([1, 1, 1, 1, 1, 1]);
  store.close();
});

type Step = "turn" | "pay" | "note" | "row" | "read" | "meta" | "inbox" | "commit" | "late" | "back";
const STEPS: readonly Step[] = ["turn", "pay", "note", "note", "row", "read", "meta", "inbox", "commit", "late", "late", "back"];

/** Does it all, and gives everything that was read and what the file holds in the end. */
function play(store: Store, steps: readonly Step[]): unknown {
  const read: unknown[] = [];
  store.rows.define([TABLE]);
  store.write([PURSE]);
  store.commit();
  store.inbox.begin(steps.map((_, i) => inboxRow(i + 1)));
  let n = 0;
  for (const step of steps) {
    n++;
    store.begin();
    if (step === "turn") store.writeTurn(turnRow(n), [spawned(`town.t${n}`)]);
    else if (step === "pay") store.write([paid(store.ledger.last() + 1, 7)]);
    else if (step === "note") store.writeTurn(turnRow(n), [history(1 + (n % THINGS), n % 3 === 0 ? 0 : 1 + ((n * 2) % THINGS))]);
    else if (step === "row") store.rows.add("town.note", new Map([["n", n]]), n, () => {});
    else if (step === "meta") store.setMeta("n", String(n));
    else if (step === "inbox") store.inbox.done([inboxRow(n)]);
    else if (step === "commit") store.commit();
    else if (step === "late") store.late!.commit();
    else if (step === "back") store.rollback();
    else read.push(store.ledger.statement(asPurseId(3), 0, 3), store.history({ thing: asEntityId(1) }, 0, 9), store.turns(asTurnId(0), 99));
  }
  store.commit();
  store.late!.settleNow();
  const rows = [1, 2, 3, 4, 5].map((id) => store.rows.get("town.note", asRowId(id)));
  const things = [1, 2, 3, 4, 5].map((id) => store.history({ thing: asEntityId(id) }, 0, 99));
  return {
    things,
    read,
    loaded: store.load(),
    turns: store.turns(asTurnId(0), 99),
    rows,
    inbox: [store.inbox.open(), store.inbox.known(steps.map((_, i) => inboxRow(i + 1)))],
    sound: store.reconcile(),
  };
}

it("does the same in any order of reads, writes and commits", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...STEPS), { minLength: 20, maxLength: 60 }), (steps) => {
      const [alone, apart] = ["alone.db", "apart.db"].map((name, i) => {
        const store = openSqliteStore({ path: join(folder, name), apartFrom: i === 0 ? Number.MAX_SAFE_INTEGER : 0 });
        const done = play(store, steps);
        store.close();
        for (const end of ["", "-wal", "-shm"]) rmSync(join(folder, name + end), { force: true });
        return done;
      });
      expect(apart).toEqual(alone);
    }),
    { numRuns: 15 },
  );
});
