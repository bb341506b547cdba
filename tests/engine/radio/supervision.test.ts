// The waits of a supervised link at their true lengths, on a clock that is held.

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Chance } from "../../../engine/base/chance.ts";
import { backoffMs } from "../../../engine/radio/backoff.ts";
import type { LinkEvent, LinkStatus } from "../../../engine/radio/link.ts";
import { RadioLink } from "../../../engine/radio/radio-link.ts";
import { logLineOf, metricsOf, statusLineOf } from "../../../engine/radio/report.ts";
import { HeldTimers } from "../../../engine/radio/timers.ts";
import { loopbackDoor, type RadioDoor } from "../../support/radio-doors.ts";
import { otherNode } from "../../support/radio-dump.ts";
import { TestRadio } from "../../support/test-radio.ts";

const DAY_MS = 86_400_000;
const PEER = otherNode(0);

let timers: HeldTimers;
let radio: TestRadio;
let door: RadioDoor;
let link: RadioLink;
let events: LinkEvent[];

beforeEach(async () => {
  timers = new HeldTimers(1_000);
  radio = new TestRadio({ timers, ackMs: 1_600 });
  door = await loopbackDoor(radio);
  link = new RadioLink({ name: "base", transport: door.transport, chance: new Chance(3), timers });
  events = [];
});
afterEach(() => link.close());

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Lets time pass in steps, with what goes over the loopback in between. */
async function pass(ms: number, stepMs = 250): Promise<void> {
  await settle();
  for (let gone = 0; gone < ms; gone += stepMs) {
    timers.advance(Math.min(stepMs, ms - gone));
    await settle();
  }
}

async function open(): Promise<void> {
  link.open((event) => events.push(event));
  await settle();
}

const statuses = (): LinkStatus[] => events.flatMap((event) => (event.kind === "status" ? [event.status] : []));
const send = (packetId: number): void => link.send({ kind: "text", packetId, to: PEER, channel: 0, text: "You wait.", wantAck: true });
const about = (packetId: number): string[] =>
  events.filter((event) => "packetId" in event && event.packetId === packetId && event.kind !== "queue").map((event) => event.kind);

describe("the waits between tries", () => {
  it("double from half a second to a minute, with jitter, the same for the same seed", () => {
    for (let tries = 1; tries < 2_000; tries++) {
      const fullMs = Math.min(60_000, 500 * 2 ** (tries - 1));
      const waitMs = backoffMs(tries, new Chance(tries));
      expect(waitMs).toBeGreaterThanOrEqual(fullMs / 2);
      expect(waitMs).toBeLessThanOrEqual(fullMs);
      expect(backoffMs(tries, new Chance(tries))).toBe(waitMs);
    }
    expect(new Set(Array.from({ length: 50 }, (_, seed) => backoffMs(5, new Chance(seed)))).size).toBeGreaterThan(40);
  });

  it("go on for a day without a radio, and the radio is found within a minute of its coming", async () => {
    await door.unplug();
    await open();
    await pass(DAY_MS, 20_000);
    expect(link.status()).toMatchObject({ state: "waiting" });
    expect(link.status().tries).toBeGreaterThan(DAY_MS / 60_000);
    await door.plug();
    await pass(61_000, 1_000);
    expect(link.status().state).toBe("ready");
  });

  it("stay long while the connection keeps dying young, and the sysop reads why", async () => {
    await open();
    for (let i = 0; i < 1_200; i++) {
      if (link.status().state === "ready") radio.reboot("cuts");
      await pass(500, 500);
    }
    const waits = statuses().filter((status) => status.state === "waiting");
    expect(waits.length).toBeGreaterThan(10);
    expect(waits.at(-1)!.nextTryAtMs! - waits.at(-1)!.sinceMs).toBeGreaterThanOrEqual(30_000);
    expect(waits.at(-1)!.detail).toMatch(/does another app use the radio/);
  });
});

describe("a quiet radio", () => {
  it("is kept for a day by heartbeats alone", async () => {
    await open();
    await pass(DAY_MS, 15_000);
    expect(link.status().state).toBe("ready");
    expect(radio.heartbeats).toBeGreaterThan(DAY_MS / 15_000 - 10);
    expect(events.filter((event) => event.kind === "lost")).toEqual([]);
  });

  it("that says nothing for 40 s is taken for rebooted, and asked anew", async () => {
    await open();
    radio.silent = true;
    await pass(39_000);
    expect(link.status().state).toBe("ready");
    await pass(8_000);
    expect(events.find((event) => event.kind === "lost")).toMatchObject({ why: expect.stringContaining("silent") });
    radio.silent = false;
    await pass(60_000);
    expect(link.status().state).toBe("ready");
  });
});

describe("a text", () => {
  it("is refused within 2.1 s of the last, to the millisecond", async () => {
    await open();
    send(1);
    await pass(1_700);
    expect(about(1)).toEqual(["handed", "relayed", "acked"]);
    send(2);
    expect(events.at(-1)).toEqual({ kind: "refused", packetId: 2, reason: "early", retryInMs: 400 });
    await pass(399);
    send(3);
    expect(events.at(-1)).toMatchObject({ kind: "refused", retryInMs: 1 });
    await pass(1);
    send(4);
    expect(about(4)).toEqual(["handed"]);
    expect(radio.throttled).toEqual([]);
  });

  it("waits from when the radio took the last, however slow the way there was", async () => {
    await open();
    send(1);
    // The way to the radio: its answer comes 300 ms later.
    timers.advance(300);
    await settle();
    await pass(1_950);
    send(2);
    expect(events.at(-1)).toEqual({ kind: "refused", packetId: 2, reason: "early", retryInMs: 150 });
  });

  it("whose radio never answers is unsure after a minute, and a NAK and an ACK that come later are one ACK", async () => {
    await open();
    radio.fates.push("silent");
    send(1);
    await pass(61_000);
    expect(about(1)).toEqual(["handed", "unsure"]);
    radio.hear(radio.routing(1, radio.node, 5));
    radio.hear(radio.routing(1, PEER, 0));
    radio.hear(radio.routing(1, PEER, 0));
    await settle();
    expect(about(1)).toEqual(["handed", "unsure", "acked"]);
    expect(link.status().counters).toMatchObject({ unsure: 1, lateAcked: 1, strayAnswers: 2 });
  });

  it("is not settled by an ACK of somebody else", async () => {
    await open();
    radio.fates.push("relayed");
    send(1);
    await pass(2_000);
    radio.hear(radio.routing(1, otherNode(3), 0));
    await settle();
    expect(about(1)).toEqual(["handed", "relayed"]);
  });

  it("that somebody has relayed waits for no minute: the firmware has ended its tries and says no more", async () => {
    await open();
    radio.fates.push("relayed", "silent");
    send(1);
    // Eight of the largest packets on LongFast, and 3 s.
    await pass(19_000);
    expect(about(1)).toEqual(["handed", "relayed"]);
    await pass(4_000);
    expect(about(1)).toEqual(["handed", "relayed", "unsure"]);
    send(2);
    await pass(30_000);
    expect(about(2)).toEqual(["handed"]);
    await pass(31_000);
    expect(about(2)).toEqual(["handed", "unsure"]);
  });
});

it("each state is a line in the log, a number and a line of status", async () => {
  await open();
  await pass(3 * 3_600_000, 15_000);
  const lines = events.flatMap((event) => logLineOf("base", event) ?? []);
  expect(lines.map((line) => line.text.split(".")[0])).toEqual(["radio base: opening", "radio base: configuring", "radio base: ready"]);
  expect(Object.fromEntries(metricsOf(link.status()))).toMatchObject({ "state.ready": 1, "state.waiting": 0, configured: 1, tries: 1 });
  expect(statusLineOf(link.status(), timers.now())).toBe("base: ready for 3 h. Node !0a0b0c0d on EU_868 LONG_FAST, knows 5 nodes.");
  await door.unplug();
  await settle();
  expect(logLineOf("base", events.at(-1)!)).toMatchObject({
    level: "warn",
    text: expect.stringMatching(/^radio base: waiting\. .*Next try in 1 s\.$/),
  });
});

it("a listener that throws is loud and breaks nothing", async () => {
  const loud: unknown[] = [];
  const others = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException");
  process.on("uncaughtException", (error) => loud.push(error));
  link.open((event) => {
    events.push(event);
    if (event.kind === "text") throw new RangeError("a bug");
  });
  await settle();
  radio.hear(radio.text(PEER, "one"));
  radio.hear(radio.text(PEER, "two"));
  await settle();
  process.removeAllListeners("uncaughtException");
  for (const listener of others) process.on("uncaughtException", listener);
  expect(events.filter((event) => event.kind === "text")).toHaveLength(2);
  expect(loud).toHaveLength(2);
  expect(link.status()).toMatchObject({ state: "ready", counters: { listenerFaults: 2 } });
});
