// What was begun outlives a world that is killed, and nothing else does: neither what was done, nor what belongs to another file.

import { spawnSync } from "node:child_process";
import { appendFileSync, copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import { expect, it } from "vitest";
import { prepareCopy } from "../../../engine/app/fork/prepare.ts";
import { convertFile, undoConversion } from "../../../engine/store/convert-file.ts";
import type { Conversion } from "../../../engine/store/sqlite-convert.ts";
import { openSqliteStore } from "../../../engine/store/sqlite-store.ts";
import type { InboxRow } from "../../../engine/world/inbox-port.ts";
import type { Store } from "../../../engine/world/port.ts";
import { inboxRow } from "../../contract/inbox.ts";
import { PURSE, transfer } from "../../contract/store.ts";
import { eachInFolder } from "../../support/own-folder.ts";

let folder: string;
let path: string;
eachInFolder((own) => {
  folder = own;
  path = join(own, "world.db");
});

/** Another process opens the file, does that, and is killed. `row` gives a line by its number. */
function killedAfter(body: string, preload?: string): void {
  const script = `import BetterSqlite from "${process.cwd()}/node_modules/better-sqlite3/lib/index.js";
    import { Inbox } from "${process.cwd()}/engine/play/inbox.ts";
    import { openSqliteStore } from "${process.cwd()}/engine/store/sqlite-store.ts";
    const store = openSqliteStore({ path: ${JSON.stringify(path)}, apartFrom: 0 });
    const rows = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => row(from + i));
    const group = (does) => { store.begin(); does(); store.late.commit(); };
    const row = (n, tries = 1) => ({ ...${JSON.stringify(inboxRow(0))}, packet: String(n), tries });
    ${body}
    process.kill(process.pid, "SIGKILL");`;
  writeFileSync(join(folder, "script.mjs"), script);
  const { signal, stderr } = spawnSync(
    process.execPath,
    [...(preload === undefined ? [] : ["--import", preload]), join(folder, "script.mjs")],
    { encoding: "utf8" },
  );
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
  const store = openSqliteStore({ path });
  store.inbox.begin([inboxRow(2)]);
  store.begin();
  store.inbox.done([inboxRow(1), inboxRow(2)]);
  store.close();
  expect(open()).toEqual([inboxRow(1), inboxRow(2)]);
  killedAfter("store.inbox.begin([row(3)]); store.begin(); store.inbox.done([row(3)]); store.inbox.prune(1_000, 0);");
  expect(open()).toEqual([inboxRow(1), inboxRow(2), inboxRow(3)]);
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

it("says that it cannot be written, read or taken away, and gives the file back", () => {
  const named = (code: string): unknown => expect.objectContaining({ code, message: expect.stringContaining("world.db") });
  const store = openSqliteStore({ path });
  mkdirSync(`${path}.begun`);
  expect(() => store.inbox.begin([inboxRow(1)])).toThrow(named("E_STORE_WRITE"));
  expect(store.inbox.open()).toEqual([]);
  expect(() => store.close()).toThrow(named("E_STORE_WRITE"));
  expect(() => openSqliteStore({ path })).toThrow(named("E_STORE_OPEN"));
  rmSync(`${path}.begun`, { recursive: true });
  expect(open()).toEqual([]);
});

it("what cannot be noted whole counts no try", () => {
  const script = `import fs from "node:fs"; import { syncBuiltinESMExports } from "node:module";
    const { appendFileSync } = fs;
    fs.appendFileSync = (file, bytes) => {
      if (bytes.length < 200) return appendFileSync(file, bytes);
      appendFileSync(file, bytes.subarray(0, 100));
      throw Object.assign(new Error("ENOSPC: no space left"), { code: "ENOSPC" });
    };
    syncBuiltinESMExports();`;
  writeFileSync(join(folder, "full.mjs"), script);
  killedAfter(
    `store.inbox.begin([row(1)]);
    try { store.inbox.begin(rows(2, 9)); } catch (error) { if (error.code !== "E_STORE_WRITE") throw error; }
    store.inbox.begin([row(10)]);`,
    join(folder, "full.mjs"),
  );
  expect(open()).toEqual([inboxRow(1), inboxRow(10)]);
});

it("is begun outside of groups only", () => {
  const store = openSqliteStore({ path });
  for (const packet of [1, 2]) {
    store.begin();
    expect(() => store.inbox.begin([inboxRow(packet)])).toThrow(expect.objectContaining({ code: "E_BUG" }));
    store.rollback();
    store.inbox.begin([inboxRow(10 + packet)]);
  }
  expect(store.inbox.open()).toEqual([inboxRow(11), inboxRow(12)]);
  store.close();
});

it("the last line of who died while writing it was never begun", () => {
  killedAfter("store.inbox.begin([row(1)]);");
  appendFileSync(`${path}.begun`, '["node:9","2",5,1,"lo');
  expect(open()).toEqual([inboxRow(1)]);
});

it("a file in the world's place takes nothing of what another life had begun", () => {
  const lay = (from: string, to: string): void => {
    for (const end of ["", "-wal"]) copyFileSync(join(folder, from + end), join(folder, to + end));
    rmSync(join(folder, `${to}-shm`), { force: true });
  };
  killedAfter("store.inbox.begin([row(1)]);");
  lay("world.db", "backup.db");
  expect(open()).toEqual([inboxRow(1)]);
  killedAfter("store.inbox.begin([row(2)]);");
  lay("backup.db", "world.db");
  expect(open()).toEqual([]);
});

it("is taken up once, even when it comes back", () => {
  killedAfter("store.inbox.begin([row(1)]);");
  copyFileSync(`${path}.begun`, join(folder, "kept"));
  opened((store) => {
    store.inbox.done([inboxRow(1)]);
    store.commit();
    store.inbox.prune(1_000, 0);
    store.commit();
  });
  copyFileSync(join(folder, "kept"), `${path}.begun`);
  expect(open()).toEqual([]);
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
  expect(statSync(`${path}.begun`).size).toBeLessThan(400_000);
  const db = new BetterSqlite(path, { readonly: true });
  expect(db.prepare("SELECT count(*) FROM inbox_done").pluck().get()).toBeLessThan(1_200);
  db.close();
  expect(open()).toEqual([inboxRow("kept")]);
  const others = [1, 7_000, 20_000].map((n) => inboxRow(n));
  expect(opened(({ inbox }) => inbox.known(others))).toEqual([true, true, true]);
});

/** Whoever writes waits from then on, and gives up after two seconds. */
const held = (): string => `new BetterSqlite(${JSON.stringify(path)}).exec("BEGIN IMMEDIATE");`;
const refused = (body: string): string =>
  `try { ${body} throw new Error("not refused"); } catch (error) { if (error.code !== "E_STORE_WRITE") throw error; }`;

it("does not begin anew before what is done is in the world's file", () => {
  killedAfter(`store.inbox.begin([row(1)]);
    ${held()}
    group(() => store.inbox.done([row(1)]));
    store.inbox.begin([{ ...row(2), line: "x".repeat(600_000) }]);
    ${refused("store.inbox.begin([row(3)]);")}`);
  expect(open().map(({ packet }) => packet)).toEqual(["1", "2"]);
});

it("does not forget what is done before it is found in the world's file", () => {
  killedAfter(`store.inbox.begin(rows(1, 600));
    group(() => store.inbox.done(rows(1, 600)));
    store.late.settleNow();
    ${held()}
    store.inbox.begin(rows(601, 1_200));
    group(() => store.inbox.done(rows(601, 1_200)));
    ${refused("store.inbox.begin([row(1_201)]);")}
    if (!store.inbox.known(rows(1, 1_200)).every(Boolean)) throw new Error("forgotten");`);
  expect(opened(({ inbox }) => inbox.known([600, 601].map((n) => inboxRow(n))))).toEqual([true, false]);
});

it("a filling that is taken back is done with the next group", () => {
  const store = openSqliteStore({ path });
  const rows = (from: number, to: number): InboxRow[] => Array.from({ length: to - from + 1 }, (_, i) => inboxRow(from + i));
  const does = (from: number, to: number): void => {
    store.inbox.begin(rows(from, to));
    expect(store.inbox.known([1, from - 1, from].map((n) => inboxRow(n)))).toEqual([from > 1, from > 1, false]);
    store.begin();
    store.inbox.done(rows(from, to));
  };
  does(1, 600);
  store.commit();
  does(601, 601);
  store.rollback();
  store.begin();
  store.commit();
  for (const from of [601, 1_201, 1_801]) {
    does(from, from + 599);
    store.commit();
  }
  store.close();
});

it("what is done in the group that forgets old lines is not forgotten with them", () => {
  killedAfter("store.inbox.begin(rows(1, 1_200));");
  killedAfter(`group(() => store.inbox.done(rows(2, 1_150)));
    const inbox = new Inbox(store.inbox);
    const late = { source: "node:9", packet: "1", line: "look", atMs: 9 * 24 * 3_600_000 };
    inbox.note([late]);
    group(() => {
      if (inbox.admission(late) !== "run") throw new Error("not run");
      inbox.done(late);
      inbox.keep();
    });
    store.late.settleNow();`);
  const known = [1, 2, 1_150, 1_151].map((n) => inboxRow(n));
  expect(opened(({ inbox }) => [inbox.known(known), inbox.open().length])).toEqual([[true, false, true, false], 50]);
});

it("a copy takes its own away with it", async () => {
  const store = openSqliteStore({ path });
  await store.copies.make("ann");
  const copy = store.copies.open("ann");
  copy.inbox.begin([inboxRow(1)]);
  copy.close();
  writeFileSync(`${path}.try-ann.begun.part`, "");
  expect(store.copies.names()).toEqual(["ann"]);
  store.copies.remove("ann");
  store.close();
  expect(readdirSync(folder)).toEqual(["world.db"]);
});

it("what was forgotten as done is not begun again", () => {
  killedAfter(`store.inbox.begin([row(1), row(2)]);
    group(() => store.inbox.done([row(1)]));
    group(() => store.inbox.prune(1_000, 0));
    store.late.settleNow();`);
  expect(opened(({ inbox }) => [inbox.open(), inbox.known([inboxRow(1)])])).toEqual([[inboxRow(2)], [false]]);
});

const CONVERSION: Conversion = {
  ...{ rate: { old: 1, now: 100 }, tables: [], currency: "{}", atMs: 1, who: "ann" },
  changePayload: (payload) => payload,
  changeData: (_space, _key, value) => value,
};

it("a currency is converted, and that undone, with what was left", () => {
  const [left, snapshot] = [() => opened(({ inbox }) => inbox.open()), join(folder, "before.db")];
  killedAfter("store.inbox.begin([row(1)]);");
  convertFile(path, snapshot, CONVERSION);
  expect(left()).toEqual([inboxRow(1)]);
  opened(({ inbox }) => inbox.begin([inboxRow(2)]));
  const kept = undoConversion(path, { snapshot, atMs: 2, who: "ann", force: false });
  expect(left()).toEqual([inboxRow(1)]);
  renameSync(kept, path);
  renameSync(`${kept}.begun`, `${path}.begun`);
  expect(left()).toEqual([inboxRow(1), inboxRow(2)]);
});

it("a copy that is made ready for a try holds no line that waits", () => {
  killedAfter("store.inbox.begin([row(1)]);");
  opened((store) => {
    expect(store.inbox.open()).toEqual([inboxRow(1)]);
    prepareCopy(store, 0);
    expect(store.inbox.open()).toEqual([]);
  });
  expect(open()).toEqual([]);
});
