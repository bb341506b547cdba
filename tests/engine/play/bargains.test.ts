// The verbs of trades, auctions and copies against wild lines, with restarts in between: every reply fits a frame and is a sentence,
// money is conserved with what boards hold, no thing is lost or doubled, and the world is sound after each line.

import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { ROOT } from "../../../engine/app/places.ts";
import { makeStage } from "../../../engine/app/stage.ts";
import { HeldClock } from "../../../engine/base/clock.ts";
import type { Session } from "../../../engine/play/session.ts";
import { byteLength } from "../../../engine/radio/compose/bytes.ts";
import { FRAME_BYTES } from "../../../engine/radio/compose/limit.ts";
import { openMemoryStore } from "../../../engine/store/memory-store.ts";
import { findDoubles, findUnsound } from "../../../engine/world/soundness.ts";

const STAGE = makeStage({ bazaar: join(ROOT, "tests/packs/bazaar") });
const NAMES = ["ann", "bob", "anastasiaoftheharbor"];
/** What each begins with, and how many of it there are in the whole world at the end. */
const GOODS = ["nail", "lamp", "sack", "stamp"];
const NAILS_EACH = 9;

class Yard {
  readonly clock = new HeldClock(Date.UTC(2026, 0, 1, 12));
  readonly store = openMemoryStore();
  frames: string[] = [];
  sessions: Session[] = [];
  raised!: Awaited<ReturnType<typeof STAGE.raise>>;
  /** The number that stood under the table a player read last. */
  readonly codes = new Map<number, string>();

  async raise(): Promise<void> {
    this.raised = await STAGE.raise({ pack: "bazaar", store: this.store, clock: this.clock, nextSeed: () => 1, seed: 1 });
    await this.raised.play.start();
    this.sessions = NAMES.map((as, who) => {
      const send = (text: string): void => {
        this.frames.push(text);
        const code = /ACCEPT (\d+) agrees/.exec(text)?.[1];
        if (code !== undefined) this.codes.set(who, code);
      };
      return this.raised.play.open({ door: { send, close: () => {} }, address: as, as });
    });
    this.raised.play.flush();
  }

  async restart(): Promise<void> {
    this.raised.play.suspend();
    this.raised.close();
    await this.raise();
  }

  async type(who: number, line: string): Promise<void> {
    await this.raised.play.line(this.sessions[who]!, line);
  }

  async wait(minutes: number): Promise<void> {
    this.clock.advance(minutes * 60_000);
    await this.raised.play.tick();
  }

  /** Statements with the rights of all packs. */
  async does(statement: string): Promise<void> {
    await this.raised.play.turn(() => {
      const turn = this.raised.script.openTurn({ kind: "run", actor: null, input: statement });
      const locals = Object.fromEntries(this.raised.world.players().map((player, i) => [`p${i}`, player.wire]));
      expect(turn.runStatements(statement, locals)).toMatchObject({ kind: "done" });
      return turn.finish();
    });
  }
}

const title = fc.oneof(
  fc.constantFrom(
    "Ω Œuvre d'été",
    "🐚🐚🐚 shell",
    "一二三四五六七八九十一二三四五六七八九十一二三四五六",
    "x",
    "{actor} {n:what}",
    "nail",
    "at 5 or 6",
  ),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }).filter((text) => text.trim() !== ""),
);
const amount = fc.oneof(
  fc.integer({ min: -2, max: 40 }).map(String),
  fc.constantFrom("0", "1.5", "1e9", "999999999999999", "99999999999999999999", "all", "half", ""),
);
const noun = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...GOODS, "2.lamp", "1", "2", "it", "all", "board", "me", "") }, title);
const whom = fc.constantFrom("ann", "bob", "anastasiaoftheharbor", "sam", "nobody");
const words = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((all) => all.filter((word) => word !== "").join(" "));
const is = (text: string) => fc.constant(text);
const line = fc.oneof(
  { weight: 3, arbitrary: words(is("trade"), whom) },
  { weight: 5, arbitrary: words(is("offer"), amount, noun) },
  words(is("remove"), amount, noun),
  {
    weight: 4,
    arbitrary: fc.constantFrom("accept CODE", "accept CODE", "ready", "accept", "trade", "trade all", "more", "cancel", "agree 47"),
  },
  {
    weight: 4,
    arbitrary: words(is("auction"), amount, noun, is("at"), amount, fc.constantFrom("", "10 minutes", "1 hour", "3 hours or 30")),
  },
  { weight: 4, arbitrary: words(is("bid"), amount, amount) },
  fc.constantFrom("auction", "reclaim", "reclaim all", "reclaim 1", "i", "clones", "north", "south", "quit"),
  words(fc.constantFrom("give", "drop", "take", "put", "clone"), amount, noun, fc.constantFrom("", "to bob", "in sack", "to ann")),
  words(fc.constantFrom("history", "history of", "clones of"), fc.oneof(noun, whom, amount)),
  fc.tuple(fc.constantFrom("offer 2 nail", "offer 5"), fc.constantFrom("accept CODE", "ready")).map((two) => two.join("; ")),
);
interface Step {
  readonly who: number;
  readonly line: string;
  readonly minutes: number;
  readonly restart: boolean;
}

const step: fc.Arbitrary<Step> = fc.record<Step>({
  who: fc.integer({ min: 0, max: 2 }),
  line,
  minutes: fc.constantFrom(0, 0, 0, 0, 0, 1, 12, 90),
  restart: fc.integer({ min: 0, max: 19 }).map((n) => n === 0),
});

/** What is meant, with something wild in its midst as often as not. */
function scene(lines: readonly (readonly [who: number, line: string])[]): fc.Arbitrary<Step[]> {
  const meant = lines.map(([who, typed]) => ({ who, line: typed, minutes: 0, restart: false }));
  const at = fc.integer({ min: 1, max: lines.length - 1 });
  return fc.tuple(fc.option(step), at).map(([wild, i]) => (wild === null ? meant : [...meant.slice(0, i), wild, ...meant.slice(i)]));
}
const deal = scene([
  ...([
    [0, "cancel"],
    [1, "cancel"],
    [0, "trade bob"],
    [1, "trade ann"],
    [0, "offer 2 nail"],
    [1, "offer lamp"],
    [1, "offer 3"],
  ] as const),
  ...([
    [0, "ready"],
    [1, "accept CODE"],
    [0, "accept CODE"],
    [0, "accept CODE"],
  ] as const),
]);
const sale = scene([
  [0, "auction lamp at 5 or 20"],
  [1, "auction"],
  [1, "bid 1 6"],
  [2, "auction"],
  [2, "bid 1 9"],
  [1, "bid 1 20"],
  [2, "reclaim all"],
]);
const steps = fc
  .array(fc.oneof({ weight: 6, arbitrary: step.map((one) => [one]) }, deal, sale), { minLength: 15, maxLength: 25 })
  .map((all) => all.flat());

async function playStep(yard: Yard, { who, line: typed, minutes, restart }: Step): Promise<void> {
  if (restart) await yard.restart();
  if (minutes > 0) await yard.wait(minutes);
  if (yard.sessions[who]!.player === null) return;
  const text = typed.replace("CODE", yard.codes.get(who) ?? "12");
  yard.frames = [];
  await yard.type(who, text);
  expect(yard.frames.length, text).toBeGreaterThan(0);
  for (const frame of yard.frames) {
    expect(byteLength(frame), `${text}: ${frame}`).toBeLessThanOrEqual(FRAME_BYTES);
    expect(frame, text).not.toMatch(/went wrong|undefined|NaN|\[object/);
  }
  if (text === "quit") await yard.restart();
}

async function check(yard: Yard, after: string): Promise<void> {
  const { world } = yard.raised;
  expect(findUnsound(world), after).toEqual([]);
  expect(findDoubles(world), after).toEqual([]);
  for (const { id, balance } of world.cells.purses.values()) if (id > 0) expect(balance, after).toBeGreaterThanOrEqual(0);
  const count = (good: string): number => {
    const real = world.instances(`bazaar.${good}`).filter((one) => (world.constant(one, "copy_depth") ?? 0) === 0);
    return real.reduce((sum, one) => sum + one.count, 0);
  };
  expect(GOODS.map(count), after).toEqual([NAILS_EACH, 1, 1, 1].map((n) => n * NAMES.length));
  expect(world.instances("bazaar.crown").length, after).toBe(1);
  yard.frames = [];
  await yard.type(0, "audit");
  expect(yard.frames, after).toEqual(["Even."]);
}

let traded = 0;
let sold = 0;

it("whatever is typed at a table, a board or a bench, money and things are what they were", async () => {
  await fc.assert(
    fc.asyncProperty(title, steps, async (name, all) => {
      const yard = new Yard();
      await yard.raise();
      try {
        for (const i of NAMES.keys()) {
          await yard.does(
            `create nail in p${i} times ${NAILS_EACH}; create lamp in p${i}; create sack in p${i}; create stamp in p${i}; mint 60 to p${i}`,
          );
          await yard.type(i, `label lamp ${name}`);
        }
        await yard.raised.play.rank(yard.sessions[0]!.player!, "builder");
        await yard.does("create crown in p1");
        for (const one of all) {
          await playStep(yard, one);
          if (yard.frames.some((frame) => frame.includes("Traded."))) traded++;
          if (yard.frames.some((frame) => /Won|Sold/.test(frame))) sold++;
          await check(yard, one.line);
        }
      } finally {
        yard.raised.close();
      }
    }),
    { numRuns: 5, seed: 7 },
  );
  // The lines are wild and not idle.
  expect(traded).toBeGreaterThan(0);
  expect(sold).toBeGreaterThan(0);
});
