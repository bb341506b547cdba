import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "../../../engine/app/places.ts";
import { makeStage } from "../../../engine/app/stage.ts";
import { HeldClock } from "../../../engine/base/clock.ts";
import { asTurnId } from "../../../engine/base/ids.ts";
import { openMemoryStore } from "../../../engine/store/memory-store.ts";

const STAGE = makeStage({ parlour: join(ROOT, "tests/packs/parlour") });

async function raise(store = openMemoryStore()) {
  const clock = new HeldClock(1_000_000);
  const raised = await STAGE.raise({ pack: "parlour", store, clock, nextSeed: () => undefined, seed: 5 });
  return { clock, store, ...raised };
}

const LINES = [
  "take key",
  "2",
  "drop it",
  "n;s;xyzzy",
  "name",
  "Queen",
  "tea",
  "2",
  "swear",
  "yes",
  "x oka shelf",
  "y",
  "boom",
  "more",
  "again",
  "name",
];

it("a journal that is run again comes to the same digests", async () => {
  const first = await raise();
  const started = first.play.start();
  first.play.flush();
  await started;
  const session = first.play.open({ door: { send: () => {}, close: () => {} }, address: "test", as: "ann" });
  for (const line of LINES) {
    first.clock.advance(1_000);
    await first.play.line(session, line);
  }
  first.clock.advance(3_600_000);
  await first.play.tick();
  await first.play.close(session);
  const rows = first.store.turns(asTurnId(0), 1_000);
  expect(rows.length).toBeGreaterThan(LINES.length);
  expect(rows.map((row) => row.kind)).toContain("idle");
  expect(rows.some((row) => row.input.includes("hurried"))).toBe(true);

  const second = await raise();
  for (const row of rows) {
    second.clock.set(row.atMs);
    const results = await second.play.replay(row);
    expect(results.map((result) => `${row.kind} ${row.input} ${result.row.digest} ${result.fuelUsed}`)).toEqual([
      `${row.kind} ${row.input} ${row.digest} ${row.fuel}`,
    ]);
  }
  first.close();
  second.close();
});

it("of a world that died with people in it, those are there again who were taken up again, and no others", async () => {
  const store = openMemoryStore();
  const life = async () => {
    const raised = await raise(store);
    const started = raised.play.start();
    raised.play.flush();
    await started;
    const heard: Record<string, string[]> = {};
    const open = (name: string, by: { as: string } | { player: number }) => {
      heard[name] = [];
      const session = raised.play.open({ door: { send: (text) => heard[name]!.push(text), close: () => {} }, address: name, ...by });
      raised.play.flush();
      return session;
    };
    return { ...raised, open, heard };
  };
  const first = await life();
  const ann = first.open("ann", { as: "ann" });
  first.open("bob", { as: "bob" });
  await first.play.line(ann, "say Hello.");
  expect(first.heard["bob"]!.join()).toContain("Hello.");

  // Nobody leaves: it dies.
  const second = await life();
  const annAgain = second.open("ann", { player: ann.player! });
  second.open("cat", { as: "cat" });
  await second.play.line(annAgain, "say Who is here?");
  await second.play.line(annAgain, "who");
  expect(second.heard["cat"]!.join()).toContain("Who is here?");

  const rows = store.turns(asTurnId(0), 1_000);
  expect(rows.filter(({ kind }) => kind === "start" || kind === "resume").map(({ kind }) => kind)).toEqual(["start", "start", "resume"]);
  const third = await raise();
  for (const row of rows) {
    third.clock.set(row.atMs);
    const results = await third.play.replay(row);
    expect(results.map((result) => `${row.kind} ${row.input} ${result.row.digest}`)).toEqual([`${row.kind} ${row.input} ${row.digest}`]);
  }
  third.close();
});

it("a line costs the same fuel before and after its words were read once", async () => {
  const { play, store, close } = await raise();
  const started = play.start();
  play.flush();
  await started;
  const session = play.open({ door: { send: () => {}, close: () => {} }, address: "test", as: "ann" });
  for (let i = 0; i < 3; i++) for (const line of ["balance", "look", "inventory"]) await play.line(session, line);
  const rows = store.turns(asTurnId(0), 1_000);
  for (const line of ["balance", "look", "inventory"]) {
    const spent = rows.filter(({ kind, input }) => kind === "command" && input === line).map(({ fuel }) => fuel);
    expect(spent, line).toEqual(spent.map(() => spent[0]));
    expect(spent).toHaveLength(3);
  }
  close();
});
