// What only a file can do wrong: be locked, foreign, newer, damaged or old.

import { spawn } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import { expect, it } from "vitest";
import { asTurnId } from "../../../engine/base/ids.ts";
import { MIGRATIONS } from "../../../engine/store/migrations.ts";
import { openSqliteStore } from "../../../engine/store/sqlite-store.ts";
import type { Change } from "../../../engine/world/port.ts";
import { eachInFolder } from "../../support/own-folder.ts";
import { writeVersion1 } from "../../support/store-version-1.ts";

let folder: string;
let path: string;
eachInFolder((own) => {
  folder = own;
  path = join(own, "world.db");
});

const coded = (code: string): unknown => expect.objectContaining({ code });

it("refuses a file that another process holds, and opens it when that process was killed", async () => {
  const script = `import("${process.cwd()}/engine/store/sqlite-store.ts").then((m) => {
    m.openSqliteStore({ path: ${JSON.stringify(path)} }); console.log("open"); setInterval(() => {}, 1000);
  });`;
  const holder = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => holder.once("exit", resolve));
  await new Promise((resolve) => holder.stdout.once("data", resolve));
  expect(() => openSqliteStore({ path })).toThrow(coded("E_STORE_LOCKED"));
  holder.kill("SIGKILL");
  await ended;
  openSqliteStore({ path }).close();
});

it("refuses a second opening in the same process", () => {
  const store = openSqliteStore({ path });
  expect(() => openSqliteStore({ path })).toThrow(coded("E_STORE_LOCKED"));
  store.close();
});

it("refuses a file that is no database, and one that belongs to another program", () => {
  writeFileSync(path, "These are the voyages of a text file, long enough to be read as a header of something else.");
  expect(() => openSqliteStore({ path })).toThrow(coded("E_STORE_FORMAT"));
  rmSync(path);
  const other = new BetterSqlite(path);
  other.exec("CREATE TABLE recipe (name TEXT)");
  other.close();
  expect(() => openSqliteStore({ path })).toThrow(coded("E_STORE_FORMAT"));
});

it("refuses a file from a later engine", () => {
  openSqliteStore({ path }).close();
  const db = new BetterSqlite(path);
  db.pragma(`user_version = ${MIGRATIONS.length + 1}`);
  db.close();
  expect(() => openSqliteStore({ path })).toThrow(coded("E_STORE_FORMAT"));
});

it("says that a folder which is not there cannot be opened", () => {
  expect(() => openSqliteStore({ path: join(folder, "no", "world.db") })).toThrow(coded("E_STORE_OPEN"));
});

it("finds a damaged file before it is used", () => {
  writeVersion1(path);
  const bytes = readFileSync(path);
  // Every page but the first few, which hold the schema.
  bytes.fill(0xa5, 3 * 4096);
  writeFileSync(path, bytes);
  expect(() => openSqliteStore({ path })).toThrow(coded("E_STORE_CORRUPT"));
});

it("opens a file of the first version with all that is in it", () => {
  writeVersion1(path);
  const store = openSqliteStore({ path });
  const loaded = store.load();
  expect(loaded.entities.map(({ id, model, place }) => [id, model, place])).toEqual([
    [1, "town.square", 0],
    [2, "core.player", 1],
  ]);
  expect(loaded.props).toContainEqual({ entity: 2, name: "brave", who: 0, value: true });
  expect(loaded.purses).toContainEqual({ id: 2, balance: 20, floor: 0, name: null });
  expect(loaded.last.entity).toBe(9);
  expect(store.inbox.open().map(({ line }) => line)).toEqual(["look"]);
  expect(loaded.data).toContainEqual({ space: "notes", key: "2", value: '["Gulls cry."]' });
  expect(store.turns(asTurnId(0), 9)).toHaveLength(1);
  expect(store.ledger.keyed("start 2")).toMatchObject({ id: 1, memo: "start", reason: "", reverses: null });
  expect(store.ledger.treasuries()).toEqual([{ id: 0, balance: -20, floor: null, name: "world" }]);
  expect(store.reconcile()).toEqual([]);
  store.close();
});

it("has the same schema whether made new or migrated from the first version", () => {
  const schemaOf = (file: string): unknown => {
    openSqliteStore({ path: file }).close();
    const db = new BetterSqlite(file, { readonly: true });
    const rows = db.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name").all();
    db.close();
    return rows;
  };
  writeVersion1(path);
  expect(schemaOf(path)).toEqual(schemaOf(join(folder, "new.db")));
});

const GUARDED = [
  "UPDATE ledger_entry SET amount = 1",
  "DELETE FROM ledger_entry",
  "UPDATE ledger_transfer SET memo = ''",
  "UPDATE ledger_account SET name = 'mine' WHERE id = 2",
  "DELETE FROM audit",
];
for (const sql of [...GUARDED, "DELETE FROM ledger_transfer", "UPDATE audit SET what = ''", "INSERT INTO ledger_entry VALUES (1, 3, 1)"]) {
  it(`refuses to the hand that types it: ${sql}`, () => {
    writeVersion1(path);
    const store = openSqliteStore({ path });
    store.write([audit("mint 5")]);
    store.commit();
    store.close();
    const db = new BetterSqlite(path);
    expect(() => db.exec(sql)).toThrow(/append only|sealed/);
    db.close();
  });
}

it("lets nobody but a treasury go below zero", () => {
  writeVersion1(path);
  openSqliteStore({ path }).close();
  const db = new BetterSqlite(path);
  expect(() => db.exec("UPDATE ledger_account SET floor = NULL WHERE id = 2")).toThrow(/only a treasury/);
  expect(() => db.exec("INSERT INTO ledger_account (id, floor) VALUES (9, NULL)")).toThrow(/only a treasury/);
  db.close();
});

const audit = (what: string): Change => ({ t: "audit", entry: { atMs: 1, who: "ann", what, node: "", turn: asTurnId(1) } });

it("sees a changed audit row and a changed balance behind its back", () => {
  writeVersion1(path);
  let store = openSqliteStore({ path });
  store.write([audit("mint 5"), audit("mint 6"), audit("mint 7")]);
  store.commit();
  store.close();
  const db = new BetterSqlite(path);
  db.exec("DROP TRIGGER audit_kept; UPDATE audit SET what = 'mint 1' WHERE id = 2; UPDATE ledger_account SET balance = 21 WHERE id = 2");
  db.close();
  store = openSqliteStore({ path });
  expect(store.auditVerify()).toBe(2);
  expect(store.reconcile()).toEqual(["account 2 holds 21, its entries sum to 20", "treasuries and accounts together hold 1, not 0"]);
  store.close();
});
