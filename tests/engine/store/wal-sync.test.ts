// What is durable when: real files, with the system's own calls watched.

import fs, { mkdtempSync, rmSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openSqliteStore } from "../../../engine/store/sqlite-store.ts";

let folder: string;
let path: string;
let log: string[];
const { fdatasync, fdatasyncSync, readlinkSync } = fs;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lore-sync-"));
  path = join(folder, "world.db");
  log = [];
  const seen = (fd: number): void => void log.push(`sync ${readlinkSync(`/proc/self/fd/${fd}`).slice(folder.length + 1)}`);
  fs.fdatasyncSync = (fd) => {
    seen(fd);
    fdatasyncSync(fd);
  };
  fs.fdatasync = ((fd: number, done: fs.NoParamCallback) => {
    seen(fd);
    fdatasync(fd, done);
  }) as typeof fs.fdatasync;
  syncBuiltinESMExports();
});

afterEach(() => {
  Object.assign(fs, { fdatasync, fdatasyncSync });
  syncBuiltinESMExports();
  rmSync(folder, { recursive: true });
});

const write = (store: ReturnType<typeof openSqliteStore>, key: string): void => {
  store.begin();
  store.write([{ t: "spawned", key }]);
};

it.runIf(process.platform === "linux")(
  "a commit has synced the log when it returns, a late one when it is told, and nothing is synced for nothing",
  async () => {
    const store = openSqliteStore({ path });
    store.commit();
    expect(log).toEqual([]);
    write(store, "town.a");
    store.commit();
    expect(log).toEqual(["sync world.db-wal"]);
    write(store, "town.b");
    store.late!.commit();
    expect(log).toHaveLength(1);
    await new Promise((resolve) => store.late!.settle((error) => resolve(log.push(`told ${error}`))));
    expect(log.slice(1)).toEqual(["sync world.db-wal", "told null"]);
    store.close();
  },
);

it("a store that closes while the disk is waited for tells that all is well, and has all", async () => {
  const store = openSqliteStore({ path });
  write(store, "town.a");
  store.late!.commit();
  const told = new Promise((resolve) => store.late!.settle(resolve));
  store.close();
  expect(await told).toBeNull();
  const again = openSqliteStore({ path });
  expect(again.load().spawned).toEqual(["town.a"]);
  again.close();
});

it("what need not last has no late commit", () => {
  for (const options of [{ path: ":memory:" }, { path, durable: false }]) {
    const store = openSqliteStore(options);
    expect(store.late).toBeUndefined();
    store.close();
  }
});
