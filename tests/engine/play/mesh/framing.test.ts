// From a packet's bytes to a deed and back: the genuine framing, the link, the gateway and the world, and a radio that misbehaves.

import { afterEach, beforeEach, expect, test } from "vitest";
import { asTurnId } from "../../../../engine/base/ids.ts";
import { FramedMesh } from "../../../support/framed-mesh.ts";
import { MeshPlayer } from "../../../support/mesh-player.ts";

const BO = 0x1000_0000;

let mesh: FramedMesh;
let bo: MeshPlayer;
beforeEach(async () => {
  mesh = await FramedMesh.open();
  bo = new MeshPlayer(BO, mesh.radio);
  await say("hi");
  await say("Bo");
});
afterEach(() => mesh.close());

async function say(text: string, ms = 10_000): Promise<string[]> {
  const from = bo.frames.length;
  bo.say(text);
  await mesh.pass(ms);
  return bo.frames.slice(from);
}

const timesDone = (line: string): number => mesh.world.store.turns(asTurnId(0), 1_000).filter(({ input }) => input === line).length;

test("a message in, one frame out: sealed, acknowledged, as far as it came", async () => {
  expect(await say("look")).toEqual([expect.stringMatching(/^Parlour/)]);
  const packet = bo.packets.at(-1)!;
  expect(packet).toMatchObject({ to: BO, wantAck: true, pkiEncrypted: true, hopLimit: 1 });
  expect(mesh.counters()["out.acked.count"]).toBeGreaterThan(0);
});

test("what comes twice and in disorder is done once each, and answered once", async () => {
  const texts = ["say one", "say two", "say three"].map((text) => mesh.radio.text(BO, text));
  const from = bo.frames.length;
  for (const at of [2, 0, 2, 1, 0, 1, 2]) mesh.radio.hear(texts[at]!);
  await mesh.pass(30_000);
  expect(["say one", "say two", "say three"].map(timesDone)).toEqual([1, 1, 1]);
  const said = bo.frames.slice(from).join("\n").split("\n");
  expect(said.toSorted()).toEqual(["You say: one", "You say: three", "You say: two"]);
  for (const text of texts) mesh.radio.hear(text);
  await mesh.pass(30_000);
  expect(bo.frames.slice(from).join("\n").split("\n")).toHaveLength(3);
});

test("NAK 39: the radio is taught the key, and the text goes again under another id, unmarked, for nothing had left", async () => {
  mesh.radio.fates.push({ nak: 39 });
  const from = bo.packets.length;
  const taken = mesh.radio.taken.length;
  expect(await say("say hello", 30_000)).toEqual(["You say: hello", "You say: hello"]);
  const [first, second] = bo.packets.slice(from);
  expect(first!.id).not.toBe(second!.id);
  const between = mesh.radio.taken.slice(taken).filter(({ payloadVariant }) => payloadVariant.case === "decoded");
  expect(between.map(({ payloadVariant }) => (payloadVariant.case === "decoded" ? payloadVariant.value.portnum : 0))).toEqual([1, 6, 1]);
  expect(timesDone("say hello")).toBe(1);
});

test("MAX_RETRANSMIT and no ACK: told again marked with the next answer, under another id", async () => {
  mesh.radio.fates.push({ nak: 5 });
  await say("say one", 40_000);
  expect(await say("say two", 40_000)).toEqual([expect.stringMatching(/^You say: two\nYou may have missed: You say: one$/)]);
  const ids = bo.packets.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(await say("where")).toEqual(["You are in Parlour."]);
});

test("who types faster than their share of the air has answers that wait, and is told why, once", async () => {
  const from = bo.frames.length;
  for (let i = 0; i < 15; i++) await say("look", 3_000);
  await mesh.pass(120_000);
  const told = bo.frames.slice(from).filter((text) => text.endsWith("\n(Answers wait when you send fast: the air is shared.)"));
  expect(told).toHaveLength(1);
});

test("MAX_RETRANSMIT and a late ACK: nothing is told again", async () => {
  mesh.radio.fates.push({ nak: 5 });
  await say("say one", 9_000);
  const { id } = bo.packets.at(-1)!;
  await mesh.pass(11_000);
  mesh.radio.hear(mesh.radio.routing(id, BO, 0));
  await mesh.pass(60_000);
  expect(await say("say two", 60_000)).toEqual(["You say: two"]);
});

test("MORE brings what was missed, without a wait", async () => {
  mesh.radio.fates.push({ nak: 5 }, { nak: 5 });
  await say("say one", 35_000);
  const [answer, ...more] = await say("more", 40_000);
  expect(answer).toMatch(/^There is no more/);
  // The answer was lost too: its own fate is told behind it.
  expect([answer, ...more].join("\n")).toContain("You may have missed: You say: one");
});

test("a radio that reboots in the middle: the answer comes all the same", async () => {
  mesh.radio.fates.push("silent");
  const from = bo.frames.length;
  bo.say("say one");
  await mesh.pass(7_000);
  mesh.radio.reboot("cuts");
  await mesh.pass(60_000);
  expect(await say("where", 60_000)).toEqual([expect.stringContaining("You are in Parlour.")]);
  const told = bo.frames.slice(from).join("\n");
  expect(told.match(/You say: one/g)).toHaveLength(2);
  expect(told.match(/You may have missed: You say: one/g)).toHaveLength(1);
  expect(timesDone("say one")).toBe(1);
});
