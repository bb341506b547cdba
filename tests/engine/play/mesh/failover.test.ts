// Several radios of the world, several of a player: each answer goes by the one that heard the question, and nothing waits at one that is gone.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MeshRig, type RigOptions } from "../../../support/mesh-rig.ts";

const BO = 0x11;
const BO_TWO = 0x12;
const ANN = 0x22;

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
  rig = await MeshRig.open({ path: join(folder, "world.db"), radios: ["attic", "roof"], ...options });
  for (const [node, name] of [
    [BO, "Bo"],
    [ANN, "Ann"],
  ] as const) {
    await rig.say(node, "hello?");
    await rig.say(node, name);
  }
}

const toBo = (): string[] => rig.frames.filter(({ node }) => node === BO).map(({ radio, text }) => `${radio}: ${text}`);

test("what waits at a radio that is down goes by the one that the player writes to next", async () => {
  await open();
  await rig.link("attic", false);
  await rig.hear(ANN, "tell bo Are you there?", {}, ["roof"]);
  await rig.pass();
  expect(toBo().join()).not.toContain("Are you there?");
  await rig.hear(BO, "where", {}, ["roof"]);
  await rig.pass();
  expect(toBo().filter((text) => text.includes("Are you there?"))).toEqual([expect.stringMatching(/^roof: /)]);
  await rig.link("attic", true);
  await rig.pass(3_600_000);
  expect(toBo().filter((text) => text.includes("Are you there?"))).toHaveLength(1);
  expect(rig.gateway("attic").status().waiting).toBe(0);
});

test("the same when the player is only heard, and also after the world restarts", async () => {
  await open();
  await rig.link("attic", false);
  await rig.hear(ANN, "tell bo Hark.", {}, ["roof"]);
  await rig.heard(BO, "roof");
  await rig.pass();
  expect(toBo().join(), "a minute's grace").not.toContain("Hark");
  await rig.kill();
  await rig.link("attic", false);
  await rig.pass(61_000);
  await rig.heard(BO, "roof");
  await rig.pass();
  expect(toBo().filter((text) => text.includes("Hark"))).toEqual([expect.stringMatching(/^roof: /)]);
});

test("what was in doubt moves marked, is told once more, and a late ACK at the old radio settles it", async () => {
  await open();
  for (const settles of [false, true]) {
    const words = settles ? "seven" : "six";
    rig.fates.push("falseNak");
    await rig.hear(BO, `say ${words}`);
    await rig.pass(10_000);
    const { packetId } = rig.frames.at(-1)!.packet;
    await rig.link("attic", false);
    await rig.hear(BO, "where", {}, ["roof"]);
    if (settles) await rig.gateway("attic").event({ kind: "acked", packetId, by: BO, tookMs: 40_000, late: true });
    await rig.pass(1_800_000);
    await rig.hear(BO, "where", {}, ["roof"]);
    await rig.pass(1_800_000);
    await rig.link("attic", true);
    const told = toBo().filter((text) => text.includes(`You say: ${words}`));
    const again = settles ? [] : [expect.stringMatching(/^roof: [\s\S]*You may have missed: You say: six/)];
    expect(told).toEqual([`attic: You say: ${words}`, ...again]);
    await rig.hear(BO, "where");
    await rig.pass();
  }
});

test("two radios of one player are answered each on its own, however close their lines are", async () => {
  await open();
  const [, code = ""] = /LINK (\w+)/.exec(await rig.say(BO, "radio code")) ?? [];
  await rig.say(BO_TWO, `link ${code}`);
  const from = rig.frames.length;
  await rig.hearTogether([BO, "say one", "attic"], [BO_TWO, "say two", "roof"]);
  await rig.pass();
  const said = rig.frames
    .slice(from)
    .filter(({ node }) => node !== ANN)
    .map(({ node, radio, text }) => `${node} ${radio} ${text}`);
  expect(said.toSorted()).toEqual([`${BO} attic You say: one`, `${BO_TWO} roof You say: two`]);
});

test("a radio that the sysop took away leaves nothing behind", async () => {
  await open();
  rig.fates.push("silent");
  await rig.hear(BO, "say last words");
  await rig.pass(8_000);
  await rig.hear(ANN, "tell bo Hark.");
  expect(rig.frames.at(-1)?.text).toBe("You say: last words");
  await rig.kill(["roof"]);
  await rig.hear(BO, "where", {}, ["roof"]);
  await rig.pass(2_400_000);
  const all = toBo().join("\n");
  expect(all).toMatch(/Hark/);
  expect(all).toMatch(/You may have missed: You say: last words/);
});
