// What was begun outlives a world that is killed, and nothing else does: neither what was done, nor what belongs to another file.

import { spawnSync } from "node:child_process";
import { appendFileSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openSqliteStore } from "../../../engine/store/sqlite-store.ts";
import type { InboxRow } from "../../../engine/world/inbox-port.ts";
import type { Store } from "../../../engine/world/port.ts";
import { inboxRow } from "../../contract/inbox.ts";
import { PURSE, transfer } from "../../contract/store.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lore-begun-"));
  path = join(folder, "world.db");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Another process opens the file, does that, and is killed. `row` gives a line by its number. */
function killedAfter(body: string): void {
  const script = `import { openSqliteStore } from "${process.cwd()}/engine/store/sqlite-store.ts";
    const store = openSqliteStore({ path: ${JSON.stringify(path)}, apartFrom: 0 });
    const row = (n, tries = 1) => ({ ...${JSON.stringify(inboxRow(0))}, packet: String(n), tries });
    ${body}
    process.kill(process.pid, "SIGKILL");`;
  writeFileSync(join(folder, "script.mjs"), script);
  const { signal, stderr } = spawnSync(process.execPath, [join(folder, "script.mjs")], { encoding: "utf8" });
  expect([signal, stderr]).toEqual(["SIGKILL", ""]);
}

function opened<T>(use: (store: Store) => T): T {
  const store = openSqliteStore({ path });
  try {
    return use(store);
  } finally {
    store.close();
  }
}

const open = (): InboxRow[] => opened(({ inbox }) => inbox.open());

it("what a killed world had begun is there, each try counted, and what it had done is not", () => {
  killedAfter(
    "store.inbox.begin([row(1), row(2)]); store.begin(); store.inbox.done([row(1)]); store.commit(); store.inbox.begin([row(3)]);",
  );
  expect(open()).toEqual([inboxRow(2), inboxRow(3)]);
  killedAfter("store.inbox.begin([row(2, 2)]);");
  expect(open()).toEqual([{ ...inboxRow(2), tries: 2 }, inboxRow(3)]);
  expect(opened(({ inbox }) => inbox.known([inboxRow(1), inboxRow(2)]))).toEqual([true, false]);
});

it("a group that never came into the file has done nothing, and its lines wait", () => {
  killedAfter("store.inbox.begin([row(1)]); store.begin(); store.inbox.done([row(1)]);");
  expect(open()).toEqual([inboxRow(1)]);
});

it("lies beside the file only while something is begun", () => {
  const store = openSqliteStore({ path });
  expect(existsSync(`${path}.begun`)).toBe(false);
  store.inbox.begin([inboxRow(1)]);
  // It holds what players type.
  expect(statSync(`${path}.begun`).mode & 0o777).toBe(0o600);
  store.inbox.done([inboxRow(1)]);
  store.commit();
  store.close();
  expect(existsSync(`${path}.begun`)).toBe(false);
});

it("stays when the thread that writes could not", async () => {
  const store = openSqliteStore({ path, apartFrom: 0 });
  store.write([PURSE]);
  store.late!.commit();
  store.inbox.begin([inboxRow(1)]);
  store.write([transfer(1, -80)]);
  store.inbox.done([inboxRow(1)]);
  store.late!.commit();
  await new Promise((resolve) => store.late!.settle(resolve));
  store.close();
  expect(open()).toEqual([inboxRow(1)]);
});

it("says that it cannot be written or read", () => {
  const named = (code: string): unknown => expect.objectContaining({ code, message: expect.stringContaining("world.db") });
  const store = openSqliteStore({ path });
  mkdirSync(`${path}.begun`);
  expect(() => store.inbox.begin([inboxRow(1)])).toThrow(named("E_STORE_WRITE"));
  store.close();
  expect(() => openSqliteStore({ path })).toThrow(named("E_STORE_OPEN"));
  rmSync(`${path}.begun`, { recursive: true });
  expect(open()).toEqual([]);
});

it("is begun outside of groups only", () => {
  const store = openSqliteStore({ path });
  store.begin();
  expect(() => store.inbox.begin([inboxRow(1)])).toThrow(expect.objectContaining({ code: "E_STORE_WRITE" }));
  store.close();
});

it("the last line of who died while writing it was never begun", () => {
  killedAfter("store.inbox.begin([row(1)]);");
  appendFileSync(`${path}.begun`, '["node:9","2",5,1,"lo');
  expect(open()).toEqual([inboxRow(1)]);
});

it("a file in the world's place takes nothing of what the other had begun", () => {
  const backup = join(folder, "backup.db");
  opened(({ inbox }) => inbox.begin([inboxRow(1)]));
  expect(open()).toEqual([inboxRow(1)]);
  copyFileSync(path, backup);
  killedAfter("store.inbox.begin([row(2)]);");
  for (const end of ["-wal", "-shm"]) rmSync(path + end, { force: true });
  copyFileSync(backup, path);
  expect(open()).toEqual([inboxRow(1)]);
});

it("begins anew before it grows, and loses nothing that is open", () => {
  killedAfter(`store.inbox.begin([row("kept")]);
    for (let n = 1; n <= 20_000; n++) {
      store.inbox.begin([row(n)]);
      store.begin();
      store.inbox.done([row(n)]);
      store.late.commit();
      const others = [n, n - 1, n - 100, n - 600, n - 1_100, n - 5_000].filter((other) => other > 0);
      if (n % 97 === 0 && !store.inbox.known(others.map((other) => row(other))).every(Boolean)) throw new Error("forgotten by " + n);
    }
    if (store.inbox.known([row("kept"), row(20_001)]).some(Boolean)) throw new Error("known");
    store.late.settleNow();`);
  expect(statSync(`${path}.begun`).size).toBeLessThan(600_000);
  expect(open()).toEqual([inboxRow("kept")]);
  const others = [1, 7_000, 20_000].map((n) => inboxRow(n));
  expect(opened(({ inbox }) => inbox.known(others))).toEqual([true, true, true]);
});

it("what was forgotten as done is not begun again", () => {
  killedAfter(`const group = (does) => { store.begin(); does(); store.commit(); };
    store.inbox.begin([row(1), row(2)]);
    group(() => store.inbox.done([row(1)]));
    group(() => store.inbox.prune(1_000, 0));`);
  expect(opened(({ inbox }) => [inbox.open(), inbox.known([inboxRow(1)])])).toEqual([[inboxRow(2)], [false]]);
});
