// Replies in frames: what matters most is on the first, whatever the room, the reader and the connection.

import { rmSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { makeStage } from "../../../engine/app/stage.ts";
import { HeldClock } from "../../../engine/base/clock.ts";
import { FRAME_SHAPE, type FrameShape } from "../../../engine/play/door.ts";
import { byteLength } from "../../../engine/radio/compose/bytes.ts";
import { MOST_BYTES } from "../../../engine/radio/compose/limit.ts";
import { openMemoryStore } from "../../../engine/store/memory-store.ts";
import { WAYS, type WildRoom, wildRooms, writeWildPack } from "../../support/wild-pack.ts";

const SEED = 20;
const ROOMS = wildRooms(100, SEED);
const folder = writeWildPack(ROOMS);
const raised = await makeStage({ wild: folder }).raise({
  pack: "wild",
  store: openMemoryStore(),
  clock: new HeldClock(0),
  nextSeed: () => 1,
  seed: 1,
});
const { play, world, script } = raised;
await play.start();
afterAll(() => {
  raised.close();
  rmSync(folder, { recursive: true });
});

function guest(as: string) {
  const frames: string[] = [];
  const state = { shape: FRAME_SHAPE, open: true };
  const door = {
    send: (text: string) => frames.push(text),
    frame: (): FrameShape => state.shape,
    close: () => {
      state.open = false;
    },
  };
  const open = () => play.open({ door, address: "test", as });
  let session = open();
  /** Types a line; what came back. */
  const type = async (line: string): Promise<string[]> => {
    frames.length = 0;
    // Some random word abbreviates QUIT.
    if (!state.open) session = open();
    state.open = true;
    await play.line(session, line);
    return [...frames];
  };
  return { frames, state, type, entity: () => world.entity(session.player as never)! };
}

const ann = guest("ann");
await ann.type("look");

async function standIn(at: number): Promise<WildRoom> {
  await play.turn(() => {
    const turn = script.openTurn({ kind: "run", actor: null, input: "place", seed: 0 });
    world.journal.move(ann.entity(), world.byKey(`wild.r${at}`)!);
    return turn.finish();
  });
  return ROOMS[at]!;
}

/** The reply and all its pages. */
async function readAll(line: string): Promise<string[]> {
  const pages = await ann.type(line);
  for (let next = pages; /\((\d+)\/(?!\1\))\d+\)$/.test(next.at(-1)!); ) {
    next = await ann.type("m");
    pages.push(...next);
  }
  return pages;
}

const graphemes = (text: string): string[] => [...new Intl.Segmenter("en").segment(text)].map(({ segment }) => segment);
const bare = (page: string): string => page.replace(/ \(\d+\/\d+\)$/, "");
const joined = (pages: readonly string[]): string => pages.map(bare).join(" ").replaceAll("...", "").replace(/\s+/g, " ");
const whole = (room: WildRoom): string => [room.title, room.desc, ...room.folk, ...room.goods].join(" ");

async function expectHead(limitBytes: number): Promise<void> {
  for (let at = 0; at < ROOMS.length; at++) {
    const room = await standIn(at);
    const [first = "", ...more] = await ann.type("look");
    expect(more).toEqual([]);
    expect(byteLength(first)).toBeLessThanOrEqual(limitBytes);
    const head = bare(first).split("\n")[0]!;
    expect(head.startsWith(room.title)).toBe(true);
    const shown = new Set(head.slice(room.title.length).match(/[a-z]+/g));
    for (const way of room.exits) expect(shown.has(way) || shown.has(WAYS[way]!), `${way} of ${JSON.stringify(head)}`).toBe(true);
    const known = new Set([...graphemes(whole(room)), ...graphemes(first).filter((sign) => /^[\x20-\x7e\n]$/.test(sign))]);
    for (const sign of graphemes(first)) expect(known.has(sign), JSON.stringify(sign)).toBe(true);
  }
}

describe(`look in rooms by chance (seed ${SEED})`, () => {
  beforeEach(async () => {
    ann.state.shape = FRAME_SHAPE;
    for (const line of ["verbose", "ascii off", "frame 200"]) await ann.type(line);
  });

  it("shows the title and every exit in its first frame, and cuts no character", () => expectHead(200), 60_000);

  it("does so in the shortest frames that can hold a title and letters", async () => {
    ann.state.shape = { ...FRAME_SHAPE, limitBytes: 120 };
    await expectHead(120);
  }, 60_000);

  it("does so when it is brief", async () => {
    ann.state.shape = { ...FRAME_SHAPE, manner: "brief" };
    await expectHead(200);
  }, 60_000);

  it("loses nothing: all of it is on the pages behind", async () => {
    for (let at = 0; at < ROOMS.length; at++) {
      const room = await standIn(at);
      // A word longer than a page is cut, so blanks do not count.
      const text = joined(await readAll("look")).replace(/\s/g, "");
      for (const words of [...room.folk, ...room.goods, ...room.desc.split(" ")]) expect(text).toContain(words.replace(/\s/g, ""));
    }
  }, 60_000);

  it("shows people before things, and things before prose", async () => {
    let crowded = 0;
    for (let at = 0; at < ROOMS.length; at++) {
      const room = await standIn(at);
      const [first = ""] = await ann.type("look");
      const lines = bare(first).split("\n");
      const hasFolk = lines.some((line) => line.startsWith("Here: "));
      const hasGoods = lines.some((line) => line.startsWith("You see "));
      const few = room.folk.length > 4 ? 3 : room.folk.length;
      const folkBytes = byteLength(room.folk.slice(0, few).join(", "));
      // What must be there and people in short words leave room for: they are there.
      if (room.folk.length > 0 && byteLength(lines[0]!) + folkBytes + 50 <= 200) {
        expect(hasFolk, first).toBe(true);
        crowded++;
      }
      const prose = lines.some((line) => line.startsWith("D"));
      if (prose && room.folk.length > 0 && !hasFolk) expect(byteLength(lines[0]!) + folkBytes).toBeGreaterThan(140);
      if (hasGoods && room.folk.length > 0 && !hasFolk) expect(byteLength(lines[0]!) + folkBytes).toBeGreaterThan(140);
    }
    expect(crowded).toBeGreaterThan(10);
  }, 60_000);
});

describe("a connection says how it wants its frames", () => {
  beforeEach(async () => {
    ann.state.shape = FRAME_SHAPE;
    await play.turn(() => {
      const turn = script.openTurn({ kind: "run", actor: null, input: "as new", seed: 0 });
      for (const name of ["ascii", "frame", "brief"]) {
        const slot = ann.entity().definition.slots.get(name)!;
        world.journal.set(ann.entity(), slot.key, name === "brief" ? false : null);
      }
      return turn.finish();
    });
  });

  it("plain ASCII, until the player asks for all signs", async () => {
    ann.state.shape = { ...FRAME_SHAPE, ascii: true };
    expect(await ann.type("say Grüße 👍")).toEqual(["You say: Grusse :thumbsup:"]);
    await ann.type("ascii off");
    expect(await ann.type("say Grüße 👍")).toEqual(["You say: Grüße 👍"]);
  });

  it("a limit that only a player can raise, and nobody over 215", async () => {
    const longest = async (): Promise<number> => Math.max(...(await readAll("help all")).map(byteLength));
    ann.state.shape = { ...FRAME_SHAPE, limitBytes: 232 };
    expect(await longest()).toBeLessThanOrEqual(200);
    await ann.type("frame 215");
    const raisedBytes = await longest();
    expect(raisedBytes).toBeGreaterThan(200);
    expect(raisedBytes).toBeLessThanOrEqual(MOST_BYTES);
    ann.state.shape = { ...FRAME_SHAPE, limitBytes: 90 };
    expect(await longest()).toBeLessThanOrEqual(90);
  });

  it("a page that was cut for a longer frame is cut again for a shorter one", async () => {
    const words = (pages: readonly string[]): string[] =>
      joined(pages)
        .replace(/ \(\d+\/\d+\)/g, "")
        .split(" ");
    const all = words(await readAll("help all"));
    const pages = await ann.type("help all");
    ann.state.shape = { ...FRAME_SHAPE, limitBytes: 60 };
    for (let next = await ann.type("m"); !next[0]!.startsWith("There is no more"); next = await ann.type("m")) {
      expect(byteLength(next[0]!)).toBeLessThanOrEqual(60);
      pages.push(...next);
    }
    expect(words(pages)).toEqual(all);
  });

  it("brief when the channel is busy, and all of it behind `more`", async () => {
    const at = ROOMS.findIndex(
      ({ desc, exits, title, goods }) => exits.length > 2 && byteLength(title) < 30 && goods.length === 0 && desc !== "",
    );
    const room = await standIn(at);
    ann.state.shape = { ...FRAME_SHAPE, manner: "brief" };
    const [first = ""] = await ann.type("look");
    expect(first).toContain(`${room.title}: ${room.exits.map((way) => WAYS[way]).join(" ")}`);
    expect(first).not.toContain(room.desc.split(" ")[0]);
    expect((await ann.type("m"))[0]).toContain(`${room.title}. Exits: `);
  });
});

describe("what others do", () => {
  it("leaves at once as far as it must be read, and what may be read waits behind what waits already", async () => {
    const bob = guest("bob");
    await bob.type("look");
    const at = ROOMS.findIndex(({ folk, goods }, i) => folk.length > 5 && goods.length > 5 && (ROOMS[i - 1]?.exits.length ?? 0) > 0);
    expect(at).toBeGreaterThan(0);
    const start = at - 1;
    await standIn(start);
    await play.turn(() => {
      const turn = script.openTurn({ kind: "run", actor: null, input: "place", seed: 0 });
      world.journal.move(bob.entity(), world.byKey(`wild.r${start}`)!);
      return turn.finish();
    });
    await bob.type("follow ann");
    const [page = ""] = await bob.type("help all");
    const count = Number(/\(1\/(\d)\)$/.exec(page)?.[1]);
    expect(count).toBeGreaterThan(1);
    bob.frames.length = 0;
    await ann.type(ROOMS[start]!.exits[0]!);
    const led = bob.frames.join("\n");
    expect(led).toContain(ROOMS[at]!.title);
    expect(bob.frames.filter((frame) => /\(\d\/\d\)$/.test(frame))).toHaveLength(1);
    for (const frame of bob.frames) expect(byteLength(frame)).toBeLessThanOrEqual(200);
    // First the pages of the own question, then what was seen on being led.
    for (let n = 2; n <= count; n++) expect((await bob.type("m"))[0]).toContain(` (${n}/${count})`);
    const seen = await bob.type("m");
    expect(seen[0]).toMatch(/\(2\/\d\)$/);
    expect(ROOMS[at]!.goods.some((name) => seen[0]!.includes(name.split(" ")[0]!))).toBe(true);
    await bob.type("quit");
  });
});

describe("every verb in rooms by chance", () => {
  const verbs = [...new Set(world.definitions.commands.flatMap(({ def }) => [def.help ?? ""]))].flatMap(
    (help) => help.match(/[a-z]+/gi) ?? [],
  );
  const named = ROOMS.slice(0, 30).flatMap(({ folk, goods }) => [...folk, ...goods].map((name) => name.slice(0, 30)));
  const verb = fc.constantFrom(...new Set(verbs));
  const noun = fc.oneof(fc.constantFrom(...named), fc.constantFrom("all", "ann", "bob", "me", "it", "north", "2", "200 coins", "here"));
  const line = fc
    .tuple(verb, fc.option(noun), fc.option(fc.constantFrom("to", "in", "from", "with", "on", "of")), fc.option(noun))
    .map((words) => words.filter((one) => one !== null).join(" "));

  async function play1(typed: readonly string[], limitBytes: number): Promise<void> {
    const reply = await ann.type(typed.join(";"));
    expect(reply.length, typed.join(";")).toBeGreaterThan(0);
    for (const frame of reply) expect(byteLength(frame)).toBeLessThanOrEqual(limitBytes);
    // One frame a line, and one for each page that was asked for.
    const pages = typed.filter((one) => /^(m|more)$/i.test(one.trim())).length;
    expect(reply.length, JSON.stringify([typed, reply])).toBeLessThanOrEqual(1 + pages);
  }

  it.each([200, 215])(
    "is answered in one frame of at most %i bytes",
    async (limitBytes) => {
      ann.state.shape = { ...FRAME_SHAPE, limitBytes: MOST_BYTES };
      await ann.type("verbose");
      await ann.type(`frame ${limitBytes}`);
      await fc.assert(
        fc.asyncProperty(fc.nat({ max: ROOMS.length - 1 }), fc.array(line, { minLength: 1, maxLength: 4 }), async (at, lines) => {
          await standIn(at);
          const own = lines.filter((one) => !/^(frame|quit|logout|bye)/i.test(one));
          if (own.length > 0) await play1(own, limitBytes);
        }),
        { numRuns: 250, seed: SEED },
      );
    },
    120_000,
  );
});
