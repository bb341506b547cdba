import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { Beside } from "../../../engine/app/beside/beside.ts";
import { replayJournal } from "../../../engine/app/commands/replay.ts";
import { type Composition, compose } from "../../../engine/app/compose.ts";
import { conversionOf } from "../../../engine/app/economy/conversion.ts";
import { offerConversions } from "../../../engine/app/economy/trying.ts";
import { loadConfig } from "../../../engine/app/load-config.ts";
import { HeldClock } from "../../../engine/base/clock.ts";
import { convertSum, readRate } from "../../../engine/base/rate.ts";
import { convertFile, tryConversion, undoConversion } from "../../../engine/store/convert-file.ts";
import { openSqliteStore } from "../../../engine/store/sqlite-store.ts";
import { mapMoney } from "../../../engine/world/money-wires.ts";
import { PackTree } from "../../support/pack-tree.ts";
import { untilSo } from "../../support/until.ts";

describe("a sum converted", () => {
  it("is rounded half away from zero", () => {
    const rate = { old: 2, now: 1 };
    expect([3, -3, 4, 1, 0].map((sum) => convertSum(sum, rate))).toEqual([2, -2, 2, 1, 0]);
    expect(convertSum(2 ** 52, { old: 1, now: 100 })).toBeUndefined();
  });

  it("is off by half a coin at most, and nothing is lost at whole rates", () => {
    const side = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), side, side, (sum, old, now) => {
        const made = convertSum(sum, { old, now });
        if (made !== undefined) expect(Math.abs(made * old - sum * now) * 2).toBeLessThanOrEqual(old);
        expect(convertSum(sum, { old: 1, now })).toBe(sum * now + 0);
      }),
    );
  });

  it("has a rate as people write it", () => {
    expect(["1:100", "100", "10:1", "0:1", "x", ""].map(readRate)).toEqual([
      { old: 1, now: 100 },
      { old: 1, now: 100 },
      { old: 10, now: 1 },
      undefined,
      undefined,
      undefined,
    ]);
  });
});

test("sums are found however deep they stand, and nothing else is touched", () => {
  const wire = 'j["r","town.offer","$1","$5","list",["l","$7","s$8",["m","$9","$10"]],["x"],["x","$11",["","",0,"$12",null]]]';
  expect(mapMoney(wire, (sum) => sum * 100)).toBe(
    'j["r","town.offer","$1","$500","list",["l","$700","s$8",["m","$9","$1000"]],["x"],["x","$11",["","",0,"$1200",null]]]',
  );
  expect(mapMoney("s$5", () => 0)).toBe("s$5");
});

const SOURCE = `
record ware: price: money = 2; end
table offer: who: player; price: money; more: list of money; bits: list of ware; n: number; end
thing till "till" is account: desc: "x"; end
room hall "Hall"
  desc: "x"
  thing box "box" is fixture
    desc: "x"
    prop price: money = 3
    prop list_price: list of money = []
    prop owed: money = 0 for each player
    prop amount: number = 0
  end
  thing register "register" is fixture, account: desc: "x"; end
end
command "set up"
  let who = actor
  pay 5 from actor to register
  pay 6 from actor to account_of(box, for: actor)
  box.price = 7
  box.list_price = [8, 9]
  box.owed[actor] = 10
  box.amount = 11
  add offer with {who: actor, price: 12, more: [13, 14], bits: [{price: 15}], n: 16}
  let later = box.price
  after 1 day: say "{later}" to who; end
  let asked = box.price * 3
  ask who "Name?" as word for 1 day: say "{word}: {asked}"; end
end
command "agree": ask actor to allow "Sure?": let m = mandate(from: actor, up_to: 20, each: 1 day); end; end
command "show"
  let o = first of offers
  if o is nothing: stop; end
  say "{actor.money} {register.money} {account_of(box, for: actor).money} {box.price} {box.list_price} {box.owed[actor]} {box.amount}"
  say "{o.price} {o.more} {o.bits[1].price} {o.n}"
  for each m in mandates(of: actor): say "{m.most}"; end
end
`;

const MANIFEST = 'id = "quay"\nrequires = ["stdlib"]\nentry = "hall"\ncapabilities = ["mint", "schedule"]\n';
const DOLLARS = `${MANIFEST}\n[currency]\none = "dollar"\nsymbol = "$"\n`;

let tree: PackTree;
let folder: string;
let path: string;
let world: Composition | null = null;
const clock = new HeldClock(Date.UTC(2026, 0, 1, 12));
const heard: string[] = [];

beforeEach(() => {
  tree = new PackTree({ "quay/pack.toml": MANIFEST, "quay/quay.lore": SOURCE });
  folder = mkdtempSync(join(tmpdir(), "lore-convert-"));
  path = join(folder, "world.db");
});
afterEach(() => {
  close();
  tree.remove();
  rmSync(folder, { recursive: true, force: true });
});

function close(): void {
  world?.close();
  world = null;
}

async function open(): Promise<Composition> {
  const fail = (error: unknown): never => {
    throw error;
  };
  const store = openSqliteStore({ path, durable: false });
  try {
    world = await compose({ folder: tree.at("quay"), store, config: await loadConfig(), clock, trusting: true, failed: fail });
  } catch (error) {
    store.close();
    throw error;
  }
  await world.play.start();
  return world;
}

async function types(...lines: readonly string[]): Promise<string> {
  const { play } = world!;
  const session = play.open({ address: "test", as: "Ann", door: { send: (text: string) => heard.push(text), close: () => {} } } as never);
  for (const line of lines) {
    heard.length = 0;
    const done = play.line(session, line);
    play.flush();
    await done;
  }
  await play.close(session);
  return heard.join("\n");
}

async function playedWorld(): Promise<void> {
  await open();
  await types("look");
  await world!.play.turn(() => {
    const turn = world!.script.openTurn({ kind: "run", actor: null, input: "" });
    turn.runStatements("mint 101 to ann", { ann: world!.world.players()[0]!.wire });
    return turn.finish();
  });
  await types("agree", "yes", "set up");
  expect(await types("cancel", "show")).toBe(
    ["90 coins 5 coins 6 coins 7 coins 8 coins, 9 coins 10 coins 11", "12 coins 13 coins, 14 coins 15 coins 16", "20 coins"].join("\n"),
  );
  await types("set up");
}

const conversion = (rate: { old: number; now: number }, into: Composition) =>
  conversionOf(rate, into.world.definitions, into.pack.manifest.currency);

async function dollars(): Promise<Composition> {
  tree.remove();
  tree = new PackTree({ "quay/pack.toml": DOLLARS, "quay/quay.lore": SOURCE });
  const here = path;
  path = join(folder, "other.db");
  const other = await open();
  close();
  path = here;
  return other;
}

test("a world that is lived in goes from coins to dollars and back", async () => {
  await playedWorld();
  close();
  const into = await dollars();
  // Opened as it is, its coins would read as cents.
  await expect(open()).rejects.toMatchObject({ code: "E_CURRENCY" });
  const plan = conversion({ old: 1, now: 100 }, into);
  const tried = tryConversion(path, plan);
  expect(tried).toMatchObject({ rate: "1:100", before: 101, after: 10_100, rounding: 0, rows: { "quay.offer": 2 }, timers: 2, left: [] });
  expect(tried.properties).toBe(3);
  expect(tried.data).toBe(1);
  expect(tried.prompts).toBe(1);
  const snapshot = join(folder, "before.db");
  expect(convertFile(path, snapshot, plan)).toEqual(tried);
  await open();
  expect(await types("Jo")).toBe("Name?\nJo: $21");
  expect(await types("show")).toBe(["$79 $10 $12 $7 $8, $9 $10 11", "$12 $13, $14 $15 16", "$20"].join("\n"));
  expect(world!.store.reconcile()).toEqual([]);
  expect(world!.store.auditRows(1, 9)).toMatchObject([{ what: "currency converted 1:100" }]);
  expect(world!.store.auditVerify()).toBe(0);
  await expect(replayJournal(world!.store, tree.at("quay"))).rejects.toMatchObject({ code: "E_REPLAY" });
  close();
  expect(() => undoConversion(path, { snapshot, atMs: 1, who: "ann", force: false })).toThrow(/turns were played since/);
  const kept = undoConversion(path, { snapshot, atMs: 2, who: "ann", force: true });
  expect(existsSync(kept)).toBe(true);
  tree.remove();
  tree = new PackTree({ "quay/pack.toml": MANIFEST, "quay/quay.lore": SOURCE });
  await open();
  expect((await types("cancel", "show")).split("\n")[0]).toBe("79 coins 10 coins 12 coins 7 coins 8 coins, 9 coins 10 coins 11");
  expect(world!.store.auditRows(1, 9)).toMatchObject([{ what: "currency conversion undone" }]);
});

test("a keeper counts in the game what another currency would make, while all go on", async () => {
  await playedWorld();
  const { play } = world!;
  await play.rank(world!.world.players()[0]!.id, "wizard");
  const beside = new Beside();
  offerConversions({ play, db: path, folder: tree.at("quay"), ask: beside.ask, failed: (detail) => heard.push(detail) });
  const session = play.open({ address: "test", as: "Ann", door: { send: (text: string) => heard.push(text), close: () => {} } } as never);
  const told = async (line: string): Promise<string> => {
    heard.length = 0;
    void play.line(session, line);
    await untilSo(`an answer to ${line}`, () => heard.length > 0);
    return heard.join("\n");
  };
  await told("cancel");
  expect(await told("convert dollars")).toMatch(/^That is no rate\. CONVERT 1:100/);
  const counted = await told("convert 1:100");
  expect(counted).toMatch(
    /^1:100 on a copy: 101 coins become 10100 coins\. 4 purses, 8 other sums, rounding 0 coins; \d+ file prices stay\./,
  );
  expect(Buffer.byteLength(counted)).toBeLessThanOrEqual(200);
  expect(await told("wallet")).toContain("79 coins");
  expect(world!.store.meta("converted")).toBeUndefined();
  await play.close(session);
});

test("what rounding leaves goes against a treasury, so that the whole stays nought", async () => {
  await playedWorld();
  const into = world!;
  close();
  const report = convertFile(path, join(folder, "before.db"), conversion({ old: 4, now: 1 }, into));
  // 79, 10 and 12 coins become 20, 3 and 3, and the 101 that were minted 25.
  expect(report).toMatchObject({ before: 101, after: 26, rounding: 1 });
  const store = openSqliteStore({ path });
  expect(store.reconcile()).toEqual([]);
  const treasury = store.ledger.treasuries().find(({ name }) => name === "conversion")!;
  expect(treasury.balance).toBe(-1);
  store.close();
});

test("a conversion that cannot be done leaves the file as it was, to the row", async () => {
  await playedWorld();
  const into = world!;
  close();
  const dump = (): unknown => {
    const db = new BetterSqlite(path, { readonly: true });
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all() as string[];
    const all = tables.map((table) => [table, db.prepare(`SELECT * FROM "${table}"`).all()]);
    db.close();
    return all;
  };
  const before = dump();
  expect(() => convertFile(path, join(folder, "a.db"), conversion({ old: 1, now: 999_999_999 }, into))).not.toThrow();
  expect(dump()).not.toEqual(before);
  const huge = dump();
  expect(() => convertFile(path, join(folder, "b.db"), conversion({ old: 1, now: 999_999_999 }, into))).toThrow(/too large/);
  expect(dump()).toEqual(huge);
  expect(() => convertFile(path, join(folder, "a.db"), conversion({ old: 1, now: 2 }, into))).toThrow(/there already/);
  expect(readdirSync(folder)).toContain("a.db");
});
