// What becomes of a world's words on their way out, with a world behind and a radio that does as the test says.

import { afterEach, expect, test } from "vitest";
import { type RadioMessage, WorldRadios } from "../../../../engine/app/serve/world-radios.ts";
import { PRESETS } from "../../../../engine/radio/airtime.ts";
import type { LinkEvent } from "../../../../engine/radio/link.ts";
import { ebbMs } from "../../../../engine/radio/outbox/ebb.ts";
import { type Frame, MeshRig, type RigOptions } from "../../../support/mesh-rig.ts";

const BO = 0x11;
const ANN = 0x22;
const CY = 0x44;
const MINUTE = 60_000;

let rig: MeshRig;
afterEach(() => rig.close());

/** All in one room: what one says is for several, and so for nobody in particular; and all that this takes is over. */
async function open(options: RigOptions = {}): Promise<void> {
  rig = await MeshRig.open({ ...options, settings: { nodePerMinute: 1_000, accountPerMinute: 1_000, ...options.settings } });
  for (const [node, name] of [
    [BO, "Bo"],
    [ANN, "Ann"],
    [CY, "Cy"],
  ] as const) {
    await rig.say(node, "hello?");
    await rig.say(node, name);
  }
  await rig.pass(10 * MINUTE);
}

/** What leaves while `run` and some time go by. */
async function frames(run: () => Promise<unknown>, ms = MINUTE): Promise<readonly Frame[]> {
  const before = rig.frames.length;
  await run();
  await rig.pass(ms);
  return rig.frames.slice(before);
}

const measured = (channelUtilization: number): Promise<void> =>
  rig.tell({ kind: "airtime", channelUtilization, airUtilTx: 1, atMs: rig.clock.now() });

const texts = (of: readonly Frame[], node: number): string[] => of.filter((frame) => frame.node === node).map(({ text }) => text);

test("the asker first, then who was told, then the room; what waits for one is one frame", async () => {
  await open();
  await rig.say(ANN, "look");
  const out = await frames(async () => {
    await rig.hear(BO, "say one");
    await rig.hear(BO, "tell ann two");
    await rig.hear(BO, "say three");
  });
  expect(out.slice(0, 2).map(({ node }) => node)).toEqual([BO, ANN]);
  expect(texts(out, ANN)).toHaveLength(1);
  expect(out[0]!.text.split("\n")).toHaveLength(3);
  expect(out[1]!.text).toMatch(/one\n.*two\n.*three/);
});

test("who asks much is not served before who asks little", async () => {
  await open();
  const out = await frames(async () => {
    for (let i = 0; i < 6; i++) await rig.hear(BO, "examine long letter");
    await rig.hear(ANN, "look");
  }, 5 * MINUTE);
  expect(out.findIndex(({ node }) => node === ANN)).toBeLessThanOrEqual(1);
});

test("frames leave 2.1 s apart or more, and never two at a time", async () => {
  await open();
  const hand: number[] = [];
  const before = rig.frames.length;
  for (let i = 0; i < 4; i++) await rig.hear(i % 2 === 0 ? BO : ANN, "examine long letter");
  for (let ms = 0; ms < MINUTE; ms += 100) {
    const seen = rig.frames.length;
    await rig.pass(100);
    for (let i = seen; i < rig.frames.length; i++) hand.push(rig.clock.now());
  }
  expect(rig.frames.length - before).toBeGreaterThan(1);
  for (const [i, atMs] of hand.entries()) if (i > 0) expect(atMs - hand[i - 1]!).toBeGreaterThanOrEqual(2_000);
});

test("what everyone saw is stale after ten minutes and is never sent; what was for one is", async () => {
  await open();
  await frames(async () => {
    await measured(45);
    await rig.hear(BO, "say stale");
    await rig.hear(BO, "tell ann fresh");
  }, 12 * MINUTE);
  const out = await frames(() => measured(2), 2 * MINUTE);
  expect(texts(out, ANN).join()).toContain("fresh");
  expect(texts(out, ANN).join()).not.toContain("stale");
});

test("a full channel makes answers brief, then keeps chatter back, then all", async () => {
  await open();
  const long = texts(await frames(() => rig.hear(BO, "look")), BO)[0]!;
  await measured(20);
  const brief = texts(await frames(() => rig.hear(BO, "look")), BO)[0]!;
  expect(long).toContain("A stove ticks.");
  expect(brief).not.toContain("A stove ticks.");
  expect(brief).toMatch(/^Parlour: n e/);
  await measured(30);
  await rig.hear(ANN, "look");
  const some = await frames(() => rig.hear(BO, "say psst"));
  expect(texts(some, BO)).toHaveLength(1);
  expect(texts(some, ANN).join()).not.toContain("psst");
  await measured(45);
  expect(rig.gateway().status().level).toBe("queue");
  expect(await frames(() => rig.hear(BO, "look"))).toEqual([]);
  // It was made while the channel was full.
  expect(texts(await frames(() => measured(1)), BO).at(-1)).toMatch(/^Parlour: n e/);
});

test("the region's share of an hour holds everybody back, and play goes on when the hour has moved on", async () => {
  await open({ settings: { dutyCycle: 0.005 } });
  const first = await frames(async () => {
    for (let i = 0; i < 6; i++) {
      await rig.hear(BO, "examine long letter");
      await rig.pass(MINUTE);
    }
  });
  // 18 s of an hour: a frame of 200 bytes may take three times 2 s and an ACK.
  expect(first.length).toBeLessThan(6);
  expect(rig.gateway().status().waiting).toBeGreaterThan(0);
  expect((await frames(async () => {}, 2 * 60 * MINUTE)).length).toBeGreaterThan(0);
  expect(rig.gateway().status().waiting).toBe(0);
});

test("an answer leaves when the question has ebbed away, and later when somebody else is heard meanwhile", async () => {
  await open();
  const ebb = (hops: number): number => ebbMs(PRESETS.LongFast, hops);
  for (const hops of [0, 2]) {
    const heardMs = rig.clock.now();
    const [answer] = await frames(() => rig.hear(BO, "say hello", { hopsUsed: hops }));
    expect([answer!.node, answer!.atMs - heardMs]).toEqual([BO, ebb(hops)]);
  }
  const heardMs = rig.clock.now();
  const [answer] = await frames(async () => {
    await rig.hear(BO, "say hello", { hopsUsed: 0 });
    await rig.pass(ebb(0) - 1);
    await rig.heard(CY, "attic");
  });
  expect([answer!.node, answer!.atMs - heardMs]).toEqual([BO, ebb(0) - 1 + ebb(1)]);
});

test("an answer goes as far as the question came, one further after a loss", async () => {
  await open();
  const hops = async (hopsUsed: number): Promise<number | undefined> =>
    (await frames(() => rig.hear(BO, "look", { hopsUsed }), 20_000))[0]!.packet.hopLimit;
  expect([await hops(0), await hops(2)]).toEqual([1, 2]);
  rig.fates.push("lost");
  expect(await hops(2)).toBe(2);
  await rig.pass(MINUTE);
  expect(await hops(2)).toBe(3);
});

test("nothing is sent twice under one id, and nothing again before the radio gave it up", async () => {
  await open();
  rig.fates.push("silent");
  const out = await frames(() => rig.hear(BO, "say once"), 100_000);
  expect(texts(out, BO)).toEqual(["You say: once"]);
  await rig.pass(10 * MINUTE);
  await rig.say(BO, "look");
  const ids = rig.frames.map(({ packet }) => packet.packetId);
  expect(new Set(ids).size).toBe(ids.length);
});

test("what a player missed comes in one marked frame when their node is heard again, though they ask nothing", async () => {
  await open();
  rig.fates.push("ack", "lost", "ack", "lost");
  await frames(() => rig.hear(BO, "tell ann one"), 2 * MINUTE);
  const silent = await frames(() => rig.hear(BO, "tell ann two"), 30 * MINUTE);
  expect(
    texts(
      silent.filter(({ arrived }) => arrived),
      ANN,
    ),
  ).toEqual([]);
  const heard: LinkEvent = { kind: "heard", node: ANN, atMs: rig.clock.now(), hopsUsed: 1 };
  const digest = texts(await frames(() => rig.tell(heard), 10 * MINUTE), ANN);
  expect(digest).toHaveLength(1);
  expect(digest[0]).toMatch(/two\nYou may have missed: .*one/s);
});

test.each([
  [6, "NO_CHANNEL"],
  [34, "PKI_FAILED"],
  [9, "DUTY_CYCLE_LIMIT"],
  [38, "RATE_LIMIT_EXCEEDED"],
])("error %i is counted as %s and the answer comes all the same", async (code, name) => {
  await open();
  rig.refuseNext(code);
  const out = await frames(() => rig.hear(BO, "look"), 30 * MINUTE);
  expect(texts(out, BO).at(-1)).toMatch(/^Parlour/);
  expect(Object.keys(rig.gateway().status().counters).filter((counter) => counter.includes(name))).not.toEqual([]);
});

test("a radio that finds a frame too large is given shorter ones, and no word is lost", async () => {
  await open();
  rig.refuseNext(7);
  const out = texts(await frames(() => rig.hear(BO, "examine long letter"), 10 * MINUTE), BO);
  expect(Math.max(...out.map((text) => Buffer.byteLength(text)))).toBeLessThan(190);
  expect(out.join(" ")).toMatch(/^One: the sea .* \(1\/2\)$/s);
});

test.each([
  ["sealed", {}, undefined, 200],
  ["sealed, as long as may be", {}, 215, 215],
  ["open", { pki: false, publicKey: null }, 215, 215],
  ["short", {}, 90, 90],
] as const)("a page for a node that is %s fits its limit", async (name, how, frameBytes, most) => {
  await open({ settings: { unsealed: "guest", ...(frameBytes === undefined ? {} : { frameBytes }) } });
  const guest = 0x33;
  await rig.say(guest, "hello?", how);
  if (name !== "open") await rig.say(guest, "Dee");
  const page = await rig.say(guest, "examine long letter", how);
  expect(Buffer.byteLength(page)).toBeLessThanOrEqual(most);
  expect(Buffer.byteLength(page)).toBeGreaterThan(most - 25);
  expect(page).toMatch(/ \(1\/\d\)$/);
});

test("plain ASCII is what the mesh gets, unless the sysop says otherwise", async () => {
  await open();
  expect(await rig.say(BO, "say Gr\u00fc\u00dfe, caf\u00e9")).toBe("You say: Grusse, cafe");
  rig.close();
  await open({ settings: { ascii: false } });
  expect(await rig.say(BO, "say Gr\u00fc\u00dfe, caf\u00e9")).toBe("You say: Gr\u00fc\u00dfe, caf\u00e9");
});

test("the fate of a packet is the front's to keep until it is written, so that no death makes a text read twice", async () => {
  await open();
  rig.fates.push("silent");
  await frames(() => rig.hear(BO, "say once"), 8_000);
  const { packet } = rig.frames.at(-1)!;
  const done: number[] = [];
  const radios = new WorldRadios({
    ...{ mesh: rig.world.mesh, names: ["attic"], clock: rig.clock },
    send: (message) => void (message.t === "radioDone" && done.push(message.seq)),
    failed: (_radio, error) => {
      throw error;
    },
  });
  const told = (seq: number | null, event: LinkEvent): RadioMessage => ({ t: "radio", radio: "attic", seq, event });
  await radios.take(told(null, { kind: "configured", radio: rig.facts() }));
  const taken = radios.take(told(7, { kind: "acked", packetId: packet.packetId, by: BO, tookMs: 9, late: false }));
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(done).toEqual([]);
  rig.clock.advance(1_001);
  await radios.tick();
  await taken;
  expect(done).toEqual([7]);
  expect(rig.world.store.outbox.of("attic").filter(({ to }) => to === BO)).toEqual([]);
});
