import { describe, expect, test } from "vitest";
import { Chance } from "../../../../engine/base/chance.ts";
import { PRESETS } from "../../../../engine/radio/airtime.ts";
import { BROADCAST } from "../../../../engine/radio/link.ts";
import { Agenda } from "../../../../engine/radio/sim/agenda.ts";
import { Air } from "../../../../engine/radio/sim/air.ts";
import { type Frame, frameOf } from "../../../../engine/radio/sim/frame.ts";
import {
  aroundOne,
  fromPairs,
  fromPlaces,
  hopsFrom,
  type Landscape,
  oneRoom,
  reachMeters,
  weakestDb,
} from "../../../../engine/radio/sim/landscape.ts";
import { Trace } from "../../../../engine/radio/sim/trace.ts";
import { HOUR, happened, MINUTE, SECOND, scene } from "./support.ts";

const PRESET = PRESETS.LongFast;

/** Bare ears on one air; node n has the number n + 1. */
function bareAir(landscape: Landscape, loss = 0) {
  const agenda = new Agenda();
  const trace = new Trace();
  const air = new Air({ agenda, preset: PRESET, landscape, chance: new Chance(3), trace, loss: () => loss });
  const read: string[] = [];
  landscape.forEach((_, i) => {
    air.join({ num: i + 1, receive: (frame: Frame) => read.push(`${i + 1} reads ${frame.from}`), overhear: () => {} });
  });
  const send = (index: number, atMs: number, text = "a text of some length"): void => {
    const body = { kind: "text", text, replyTo: null } as const;
    const frame = frameOf({ from: index + 1, to: BROADCAST, id: 100 + index, channel: 0, hopLimit: 0, wantAck: false, seal: null, body });
    agenda.at(atMs, () => air.send(index, frame, () => {}));
  };
  return { agenda, air, trace, read, send };
}

const heardBy0 = (first: number, second: number): Landscape =>
  fromPairs(3, [
    { a: 0, b: 1, db: first },
    { a: 0, b: 2, db: second },
  ]);

describe("signals that meet", () => {
  test("of two equal ones neither is read", () => {
    const { agenda, read, send, trace } = bareAir(heardBy0(5, 5));
    send(1, 0);
    send(2, 300);
    agenda.advance(10 * SECOND);
    expect(read).toEqual([]);
    expect(trace.count("collided")).toBe(1);
  });

  test("the first is read through a second that is 6 dB weaker", () => {
    const { agenda, read, send, trace } = bareAir(heardBy0(5, -1));
    send(1, 0);
    send(2, 300);
    agenda.advance(10 * SECOND);
    expect(read).toEqual(["1 reads 2"]);
    expect(trace.count("captured")).toBe(1);
  });

  test("a stronger second takes over within the first one's preamble, and spoils both after it", () => {
    const early = bareAir(heardBy0(-1, 5));
    early.send(1, 0);
    early.send(2, 100);
    early.agenda.advance(10 * SECOND);
    expect(early.read).toEqual(["1 reads 3"]);
    const late = bareAir(heardBy0(-1, 5));
    late.send(1, 0);
    late.send(2, 300);
    late.agenda.advance(10 * SECOND);
    expect(late.read).toEqual([]);
  });

  test("a signal too weak to read still spoils one that is hardly stronger", () => {
    const { agenda, read, send } = bareAir(heardBy0(-16, -21));
    send(2, 0, "x".repeat(100));
    send(1, 300);
    agenda.advance(10 * SECOND);
    expect(read).toEqual([]);
  });

  test("a node that sends hears nothing meanwhile", () => {
    const { agenda, read, send, trace } = bareAir(oneRoom(2));
    send(0, 0);
    send(1, 300);
    agenda.advance(10 * SECOND);
    expect(read).toEqual([]);
    expect(trace.count("missed")).toBe(2);
  });

  test("the weather takes its share of whole frames", () => {
    const { agenda, read, send, trace } = bareAir(oneRoom(2), 0.25);
    for (let i = 0; i < 1000; i++) send(0, i * 10 * SECOND);
    agenda.advance(3 * HOUR);
    expect(read.length).toBeGreaterThan(700);
    expect(read.length).toBeLessThan(800);
    expect(trace.count("lost") + read.length).toBe(1000);
  });

  test("a signal at the edge of reach comes through sometimes", () => {
    const { agenda, read, send } = bareAir(fromPairs(2, [{ a: 0, b: 1, db: weakestDb(PRESET) }]));
    for (let i = 0; i < 1000; i++) send(0, i * 10 * SECOND);
    agenda.advance(3 * HOUR);
    expect(read.length).toBeGreaterThan(400);
    expect(read.length).toBeLessThan(600);
  });
});

describe("listening before talking", () => {
  test("a node waits while it hears another, and hidden nodes collide at the one between them", () => {
    const texts = ["x".repeat(200), "y".repeat(200)];
    const outcome = (landscape: Landscape): number => {
      const { mesh, phones } = scene(landscape, {}, {});
      phones[0]!.write(phones[2]!.node.num, texts[0]!, { wantAck: false, hopLimit: 0 });
      mesh.run(SECOND);
      phones[1]!.write(phones[2]!.node.num, texts[1]!, { wantAck: false, hopLimit: 0 });
      mesh.run(MINUTE);
      return phones[2]!.inbox.length;
    };
    expect(outcome(oneRoom(3))).toBe(2);
    const hidden = fromPairs(3, [
      { a: 0, b: 2, db: 5 },
      { a: 1, b: 2, db: 5 },
    ]);
    expect(outcome(hidden)).toBe(0);
  });

  test("nodes that begin together mostly draw different waits", () => {
    let read = 0;
    for (let seed = 0; seed < 100; seed++) {
      const { mesh, phones, events } = scene(3, { seed });
      phones[0]!.write(phones[2]!.node.num, "one", { wantAck: false, hopLimit: 0 });
      phones[1]!.write(phones[2]!.node.num, "two", { wantAck: false, hopLimit: 0 });
      mesh.run(MINUTE);
      read += happened(events, "delivered", phones[2]!.node.num).length;
    }
    // One wait in eight is the same for both.
    expect(read).toBeGreaterThan(140);
    expect(read).toBeLessThan(200);
  });
});

describe("places", () => {
  test("a slower preset reaches further", () => {
    expect(reachMeters(PRESETS.LongFast)).toBeGreaterThan(1.5 * reachMeters(PRESETS.ShortFast));
  });

  test("nodes placed around one can all be reached, some of them only by relays", () => {
    const places = aroundOne(PRESET, 40, 2, new Chance(5));
    const hops = hopsFrom(fromPlaces(PRESET, places), 0, weakestDb(PRESET));
    expect(Math.max(...hops)).toBeLessThan(Infinity);
    expect(hops.filter((h) => h >= 2).length).toBeGreaterThan(5);
  });
});
