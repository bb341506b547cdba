// The verbs of money, shops, stalls and banks against wild lines: every reply fits a frame and is a sentence, no money is made or
// lost, and nobody who buys and sells ends up richer than they began.

import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { ROOT } from "../../../engine/app/places.ts";
import { makeStage } from "../../../engine/app/stage.ts";
import { HeldClock } from "../../../engine/base/clock.ts";
import { asPurseId } from "../../../engine/base/ids.ts";
import { byteLength } from "../../../engine/radio/compose/bytes.ts";
import { FRAME_BYTES } from "../../../engine/radio/compose/limit.ts";
import { openMemoryStore } from "../../../engine/store/memory-store.ts";
import type { Entity } from "../../../engine/world/entity.ts";
import type { World } from "../../../engine/world/world.ts";

const STAGE = makeStage({ fair: join(ROOT, "tests/packs/fair") });
const NOON = Date.UTC(2026, 0, 1, 12);
const NAMES = ["ann", "bob", "anastasiaoftheharbor"];

/** A world of its own with three players in one room, and what each of them reads. */
async function open(room: string, purse: number) {
  const clock = new HeldClock(NOON);
  const raised = await STAGE.raise({ pack: "fair", store: openMemoryStore(), clock, nextSeed: () => 1, seed: 1 });
  await raised.play.start();
  const frames: string[] = [];
  const door = { send: (text: string) => frames.push(text), close: () => {} };
  const sessions = NAMES.map((name) => raised.play.open({ door, address: name, as: name }));
  const type = async (who: number, line: string) => {
    await raised.play.line(sessions[who]!, line);
  };
  for (const who of NAMES.keys()) await type(who, `wish ${purse}`);
  if (room !== "chandlery" && room !== "folly") for (const who of NAMES.keys()) await type(who, "conjure 9 rope");
  for (const who of NAMES.keys()) await type(who, WAYS[room]!);
  frames.length = 0;
  return { ...raised, clock, frames, sessions, type };
}

const WAYS: Readonly<Record<string, string>> = { folly: "d", bakehouse: "n", chandlery: "e", countinghouse: "s", row: "w" };

const amount = fc.oneof(
  fc.integer({ min: -3, max: 60 }).map(String),
  fc.constantFrom("0", "1.5", "1e9", "999", "1000", "999999999999999", "99999999999999999999", "all", "half", "two", "-1", "5 coins", ""),
);
const noun = fc.constantFrom(
  ..."rope bread knife coat pebble cola compass oil anvil 1 2 3 9 it all ropes loaves bob ann anastasiaoftheharbor odo bank stall counter moon me 2.rope".split(
    " ",
  ),
  "lamp oil",
  "loaf of bread",
  "the coil of rope",
  "green stall",
  "cola machine",
  "",
);
const verb = fc.constantFrom(
  ...(
    "buy sell list wares value haggle pay give balance deposit withdraw transfer statement store retrieve vault rent stock price collect " +
    "unstock vacate stall reclaim use take put wear remove purchase appraise dep bal b"
  ).split(" "),
);
const small = fc.constantFrom("to", "from", "at", "for", "in", "with", "on", "");
const line = fc.tuple(verb, amount, noun, small, fc.oneof(noun, amount)).map((words) => words.filter((word) => word !== "").join(" "));
const step = fc.record({ who: fc.integer({ min: 0, max: 2 }), line, hours: fc.constantFrom(0, 0, 0, 0, 1, 30, 200) });

function sumOfAll(world: World): number {
  return [...world.cells.purses.values()].reduce((sum, { balance }) => sum + balance, 0);
}

/** How many there are of a model, wherever they are. */
function countOf(world: World, model: string): number {
  return world.instances(model).reduce((sum, { count }) => sum + count, 0);
}

async function play(raised: Awaited<ReturnType<typeof open>>, { who, line: typed, hours }: { who: number; line: string; hours: number }) {
  if (hours > 0) {
    raised.clock.advance(hours * 3_600_000);
    await raised.play.tick();
  }
  raised.frames.length = 0;
  await raised.type(who, typed);
  expect(raised.frames.length, typed).toBeGreaterThan(0);
  for (const frame of raised.frames) {
    expect(byteLength(frame), `${typed}: ${frame}`).toBeLessThanOrEqual(FRAME_BYTES);
    expect(frame, typed).not.toMatch(/went wrong|undefined|NaN|\[object/);
  }
}

it.each(Object.keys(WAYS))("in the %s every line has a sentence for an answer, money and goods are conserved", async (room) => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), async (steps) => {
      const raised = await open(room, 100);
      try {
        for (const one of steps) {
          await play(raised, one);
          expect(sumOfAll(raised.world)).toBe(0);
          for (const purse of raised.world.cells.purses.values()) if (purse.id > 0) expect(purse.balance).toBeGreaterThanOrEqual(0);
        }
        if (room === "countinghouse" || room === "row") expect(countOf(raised.world, "fair.rope")).toBe(NAMES.length * 9);
      } finally {
        raised.close();
      }
    }),
    { numRuns: 12 },
  );
});

/** Money and goods at their value: what a player is worth. */
function worth(world: World, player: Entity): number {
  const goods = player.contents.reduce(
    (sum, thing) => sum + thing.count * Number(String(world.constant(thing, "value") ?? "$0").slice(1)),
    0,
  );
  return world.purse(asPurseId(player.id))!.balance + goods;
}

const trade = fc.record({
  who: fc.integer({ min: 0, max: 2 }),
  hours: fc.constantFrom(0, 0, 0, 1, 24, 48),
  line: fc.oneof(
    fc
      .tuple(
        fc.constantFrom("buy", "sell"),
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom("rope", "oil", "compass", "coat", "1", "2", "3", "4"),
      )
      .map((words) => words.join(" ")),
    fc.constant("haggle"),
    fc.constant("list"),
  ),
});

it.each(["chandlery", "folly"])("in the %s no round of buying and selling makes anybody worth more", async (room) => {
  await fc.assert(
    fc.asyncProperty(fc.array(trade, { minLength: 30, maxLength: 80 }), async (steps) => {
      const raised = await open(room, 500);
      try {
        let before = NAMES.length * 500;
        for (const one of steps) {
          await play(raised, one);
          const after = raised.world.players().reduce((sum, player) => sum + worth(raised.world, player), 0);
          expect(after, one.line).toBeLessThanOrEqual(before);
          before = after;
        }
      } finally {
        raised.close();
      }
    }),
    { numRuns: 15 },
  );
});
