import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ROOT } from "../../../engine/app/places.ts";
import { makeStage } from "../../../engine/app/stage.ts";
import { Theatre } from "../../../engine/play/transcript/theatre.ts";
import { byteLength } from "../../../engine/radio/compose/bytes.ts";
import { FRAME_BYTES } from "../../../engine/radio/compose/limit.ts";
import { destroyEntity } from "../../../engine/world/moves.ts";

// What no transcript can show of homes: a template that goes and comes back, a full town, and replies to wild words.
const DAY_MS = 86_400_000;
let folder: string;
let theatre: Theatre;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "lore-homes-"));
  cpSync(join(ROOT, "tests/packs/lodging"), folder, { recursive: true });
  theatre = new Theatre(makeStage({ lodging: folder }), "plain", "lodging");
  await theatre.place("ann", "bureau");
  await theatre.place("bob", "lane");
  expect(await theatre.do("mint 100000 to ann")).toEqual([]);
});

afterEach(async () => {
  expect(theatre.faults).toEqual([]);
  await theatre.close();
  rmSync(folder, { recursive: true, force: true });
});

async function types(name: string, text: string): Promise<string> {
  theatre.clear();
  const actor = theatre.actors.get(name)!;
  await theatre.type(actor, text);
  return actor.unread.join("\n");
}

const wait = async (ms: number): Promise<void> => theatre.waitUntil(theatre.nowMs() + ms);

test("homes of a template that a reload takes away wait for it, and owe nothing meanwhile", async () => {
  const file = join(folder, "lodging.lore");
  const whole = readFileSync(file, "utf8");
  await theatre.do("create rope in ann");
  for (const line of ["rent den", "yes", "home", "drop rope", "out"]) await types("ann", line);
  const start = whole.indexOf('quarters den "attic den"');
  const without = whole.slice(0, start) + whole.slice(whole.indexOf('quarters flat "flat"'));
  writeFileSync(file, without.replace(/settle\(den,/, "settle(flat,"));
  await theatre.reload();
  expect(await types("ann", "homes")).toBe("1. *home, 1 Tide Lane (being rebuilt)");
  expect(await types("ann", "home")).toBe("That home is being rebuilt. It is kept for you, and nothing is owed.");
  expect(await types("ann", "enter 1")).toBe("That home is being rebuilt. It is kept for you, and nothing is owed.");
  expect(await types("ann", "doors")).toBe("1. home, Ann");
  await wait(5 * DAY_MS);
  expect(await types("ann", "i")).toContain("99990 coins");
  writeFileSync(file, whole);
  await theatre.reload();
  await wait(DAY_MS);
  expect(await types("ann", "i")).toContain("99980 coins");
  expect(await types("ann", "enter 1")).toContain("You see a rope.");
});

test("a template that changes changes the homes that stand", async () => {
  const file = join(folder, "lodging.lore");
  for (const line of ["rent den", "yes", "home"]) await types("ann", line);
  writeFileSync(file, readFileSync(file, "utf8").replace('desc: "One window."', 'desc: "Two windows."'));
  await theatre.reload();
  expect(await types("ann", "look")).toContain("Two windows.");
});

test("the home of an account that is gone is freed on its day, and what others left in it is theirs", async () => {
  await theatre.do("create rope in ann");
  await theatre.do("create lamp in bob");
  for (const line of ["rent den", "yes", "home", "unlock", "drop rope"]) await types("ann", line);
  for (const line of ["enter 1", "drop lamp"]) await types("bob", line);
  const { play, script, world } = await theatre.raised();
  await types("ann", "quit");
  const ann = world.players().find((one) => world.account(one.id)?.name === "Ann")!;
  const gone = play.turn(() => {
    const turn = script.openTurn({ kind: "account", actor: null, input: "delete ann", seed: 0 });
    expect(destroyEntity(world, ann)).toMatchObject({ ok: true });
    return turn.finish();
  });
  play.flush();
  await gone;
  expect(await types("bob", "copies")).toBe("1 homes stand.");
  await wait(4 * DAY_MS);
  expect(await types("bob", "copies")).toBe("0 homes stand.");
  await types("bob", "n");
  expect(await types("bob", "reclaim")).toBe("1. a lamp");
});

test("five hundred homes due at one time are seen to a part at a time, and every one once", async () => {
  await theatre.do("clerk.most_each = 1000");
  for (let i = 0; i < 20; i++) expect(await types("ann", "fill 25")).toBe("Filled.");
  expect(await types("ann", "i")).toContain("95000 coins");
  expect(await types("bob", "doors 490")).toContain("490. attic den, Ann");
  await wait(3 * DAY_MS + 32 * 60_000);
  const few = Number(/(\d+) coins/.exec(await types("ann", "i"))![1]);
  expect(95_000 - few).toBeGreaterThan(0);
  expect(95_000 - few).toBeLessThanOrEqual(10 * 50 * 3);
  await wait(3 * 3_600_000);
  expect(await types("ann", "i")).toContain("90000 coins");
}, 120_000);

test("every reply about homes and letters fits a frame, whatever the words", async () => {
  for (const line of ["rent den", "yes", "buy hut", "yes", "home", "unlock"]) await types("ann", line);
  await types("bob", "enter 1");
  const verbs = fc.constantFrom(
    ..."name home|describe home|invite|uninvite|kick|share lamp with|mail bob|mail|home|homes|doors|guests|visitors|cut key|rekey|lock|unlock|knock|enter|fasten|sell home to bob for|transfer home to|vacate|pay rent|housing|rent|buy|upgrade to|reclaim|delete mail|home set".split(
      "|",
    ),
  );
  const rest = fc.oneof(
    fc.constantFrom("", "bob", "ann", "1", "2", "-1", "1e9", "all", "plain", "key", "lamp", "__proto__"),
    fc.string({ unit: "grapheme", maxLength: 160 }),
  );
  const who = fc.constantFrom("ann", "bob");
  await fc.assert(
    fc.asyncProperty(who, verbs, rest, async (name, verb, words) => {
      theatre.clear();
      const actor = theatre.actors.get(name)!;
      await theatre.type(actor, `${verb} ${words}`);
      if (actor.session === null) await theatre.type(actor, "look");
      expect(actor.frames.length).toBeGreaterThan(0);
      for (const one of theatre.actors.values()) for (const frame of one.frames) expect(byteLength(frame)).toBeLessThanOrEqual(FRAME_BYTES);
      expect(theatre.faults).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});
