// How the world behaves on channels that are not its own: silent, unless the sysop says otherwise, and modest then.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { asTurnId } from "../../../../engine/base/ids.ts";
import { BROADCAST } from "../../../../engine/radio/link.ts";
import { MeshRig, type RigOptions } from "../../../support/mesh-rig.ts";

const BO = 0x11;
const ANN = 0x22;
const HOUR_MS = 3_600_000;

let folder: string;
let rig: MeshRig;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lore-mesh-"));
});
afterEach(() => {
  rig.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(options: RigOptions = {}): Promise<void> {
  rig = await MeshRig.open({ path: join(folder, "world.db"), ...options });
}

const dropped = (reason: string): number => rig.gateway().status().counters[`in.dropped.${reason}`] ?? 0;
const busy = (percent: number): Promise<void> =>
  rig.tell({ kind: "airtime", channelUtilization: percent, airUtilTx: 1, atMs: rig.clock.now() });
const beacons = () => rig.frames.filter(({ node }) => node === BROADCAST);

test("channels are not listened to unless there is a sign, and then only to its words on its channels", async () => {
  await open();
  await rig.calls(BO, "^who");
  await rig.pass();
  expect(rig.frames).toEqual([]);
  rig.close();
  await open({ settings: { publicPrefix: "^", publicChannels: ["games"] } });
  await rig.calls(BO, "^who");
  await rig.calls(BO, "who", { channel: 1 });
  await rig.calls(BO, "^dance", { channel: 1 });
  await rig.pass();
  expect(rig.frames).toEqual([]);
  expect([dropped("channel"), dropped("unknown")]).toEqual([2, 1]);
  await rig.calls(BO, "^Who", { channel: 1 });
  await rig.pass();
  expect(rig.frames.map(({ node }) => node)).toEqual([BO]);
});

test("a public command is answered by a direct message without a receipt, sealed where the key is known", async () => {
  await open({ settings: { publicPrefix: "^" } });
  await rig.names(BO, "Bo's Heltec");
  await rig.calls(BO, "^who");
  await rig.pass();
  await rig.calls(ANN, "^ join ");
  await rig.pass();
  expect(rig.frames.map(({ node, text }) => `${node} ${text}`)).toEqual([
    `${BO} Nobody is awake. A direct message to me, any word, lets you in.`,
    `${ANN} Send me a direct message, any word. I ask for a name, and you are in: your radio's key is your password.`,
  ]);
  expect(rig.frames.map(({ packet }) => [packet.wantAck, packet.publicKey !== undefined])).toEqual([
    [false, true],
    [false, false],
  ]);
});

test("each node waits between two, a text is answered once, and nothing changes by it", async () => {
  await open({ settings: { publicPrefix: "^", publicCooldownSeconds: 60 }, radios: ["attic", "roof"] });
  const turns = (): number => rig.world.store.turns(asTurnId(0), 1_000).filter(({ kind }) => kind !== "start").length;
  const before = turns();
  const packet = await rig.calls(BO, "^help", {}, ["attic", "roof"]);
  await rig.calls(BO, "^who");
  await rig.kill();
  await rig.tell({ kind: "text", text: packet });
  await rig.pass();
  expect(rig.frames.map(({ text }) => text)).toEqual(["I know here: HELP JOIN WHO. For all else send me a direct message."]);
  expect(turns()).toBe(before);
  await rig.pass(60_000);
  await rig.calls(BO, "^who");
  await rig.pass();
  expect(rig.frames).toHaveLength(2);
});

test("on the channel itself only who is near is answered, and no farther than the beacon goes", async () => {
  await open({ settings: { publicPrefix: "^", publicAnswer: "channel" } });
  await rig.calls(BO, "^join", { hopsUsed: 0 });
  await rig.pass();
  await rig.calls(ANN, "^join", { hopsUsed: 2 });
  await rig.pass();
  expect(rig.frames.map(({ node }) => node)).toEqual([BROADCAST, ANN]);
  expect(rig.frames[0]!.packet.hopLimit).toBe(0);
  // A machine that says our own words back starts no talk between machines.
  await rig.calls(0x33, `^${rig.frames[0]!.text}`);
  await rig.pass();
  expect(rig.frames).toHaveLength(2);
  expect(rig.notices.map(({ code }) => code)).toEqual(["bot"]);
});

test("other machines, the ignored, the banned and bridges are not answered", async () => {
  await open({ settings: { publicPrefix: "^", ignore: [0x44] } });
  await rig.names(0x33, "Hill router", "", { role: "ROUTER" });
  await rig.names(0x34, "Town Bot");
  for (const node of [0x33, 0x34, 0x44]) await rig.calls(node, "^who");
  await rig.calls(BO, "^who", { viaMqtt: true });
  await rig.hear(BO, "[IDENT] TownBBS (!0000abcd) - type ^HELP");
  await rig.pass();
  expect(rig.frames).toEqual([]);
  expect([dropped("bot"), dropped("ignored"), dropped("mqtt")]).toEqual([3, 1, 1]);
});

test("public answers wait while the channel is busy, and are then too late", async () => {
  await open({ settings: { publicPrefix: "^" } });
  await busy(20);
  await rig.calls(BO, "^who");
  await rig.pass(3 * 60_000);
  await busy(3);
  await rig.pass(60_000);
  expect(rig.frames).toEqual([]);
});

test("the beacon comes at most once an hour, to the nearest, also over a restart", async () => {
  // The file takes no less than 60; whatever comes here, the engine holds to the hour.
  await open({ settings: { beaconMinutes: 10, beaconHops: 5 } });
  await rig.pass(59 * 60_000);
  expect(beacons()).toHaveLength(1);
  const [{ packet }] = beacons() as [(typeof rig.frames)[number]];
  expect(packet).toMatchObject({
    channel: 0,
    hopLimit: 1,
    wantAck: false,
    text: "A world to play in, by direct message to this node. 0 awake.",
  });
  await rig.kill();
  await rig.pass(HOUR_MS / 2);
  await rig.kill();
  expect(beacons()).toHaveLength(2);
  await rig.pass(HOUR_MS / 2);
  expect(beacons()).toHaveLength(2);
  await rig.pass(5 * HOUR_MS);
  expect(beacons().length).toBeLessThanOrEqual(7);
  const times = beacons().map(({ atMs }) => atMs);
  expect(Math.min(...times.slice(1).map((at, i) => at - times[i]!))).toBeGreaterThanOrEqual(HOUR_MS);
});

test("no beacon unless asked for, none on a busy channel, and radios that share a channel take turns", async () => {
  await open();
  await rig.pass(3 * HOUR_MS);
  expect(beacons()).toEqual([]);
  rig.close();
  await open({ settings: { beaconMinutes: 60 }, radios: ["attic", "roof"] });
  await busy(20);
  await rig.link("roof", false);
  await rig.pass(10 * 60_000);
  expect(beacons()).toEqual([]);
  await busy(2);
  await rig.link("roof", true);
  await rig.pass(4 * HOUR_MS);
  const radios = beacons().map(({ radio }) => radio);
  expect(radios.length).toBeGreaterThan(2);
  expect(new Set(radios.slice(0, 2)).size).toBe(2);
});

test("a new node near by is greeted once ever, so many a day, and nobody who was there before", async () => {
  const known = { node: 0x90, longName: "Old hand", shortName: "OH", publicKey: "x", hopsAway: 0, lastHeardMs: null, role: "CLIENT" };
  await open({ settings: { welcomePerDay: 2 }, nodes: [known] });
  const meet = async (node: number, name: string, more = {}): Promise<void> => {
    await rig.heard(node, "attic");
    await rig.names(node, name, "", more);
    await rig.pass(5 * 60_000);
  };
  await meet(0x90, "Old hand");
  await meet(0x91, "Far away", { hopsAway: 3 });
  await meet(0x92, "No key", { publicKey: null });
  await meet(0x93, "Hill", { role: "ROUTER" });
  await meet(0x94, "Weather bot");
  await rig.say(BO, "hello?");
  const from = rig.frames.length;
  await meet(BO, "Bo");
  expect(rig.frames.slice(from)).toEqual([]);
  await meet(ANN, "Ann");
  expect(rig.frames.at(-1)).toMatchObject({ node: ANN, text: expect.stringMatching(/^Hello Ann. There is a world to play in here/) });
  expect(rig.frames.at(-1)!.packet).toMatchObject({ wantAck: false, hopLimit: 1 });
  await rig.kill();
  await meet(ANN, "Ann");
  await meet(0x51, "Cy");
  await meet(0x52, "Di");
  const greeted = () => rig.frames.filter(({ text }) => text.startsWith("Hello ")).map(({ node }) => node);
  expect(greeted()).toEqual([ANN, 0x51]);
  await rig.pass(24 * HOUR_MS);
  await meet(0x52, "Di");
  await meet(0x51, "Cy");
  expect(greeted()).toEqual([ANN, 0x51, 0x52]);
});
