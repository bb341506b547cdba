// A builder with a phone and nothing else tries something out, through a kill of the world: every answer is one frame.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MeshRig } from "../../support/mesh-rig.ts";

const ANN = 0x22;
const BO = 0x11;
let folder: string;
let rig: MeshRig;

/** What comes to a node of a line. */
async function say(node: number, line: string): Promise<string> {
  rig.read(node);
  await rig.hear(node, line);
  await rig.world.forks!.settled();
  await rig.pass();
  const frames = rig.read(node);
  for (const frame of frames) expect(Buffer.byteLength(frame)).toBeLessThanOrEqual(200);
  return frames.join(" | ");
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "lore-fork-mesh-"));
  const settings = { nodePerMinute: 1_000, accountPerMinute: 1_000 };
  rig = await MeshRig.open({ path: join(folder, "world.db"), pack: "tests/packs/plot", settings });
  await rig.world.forks!.start();
  for (const [node, name] of [
    [ANN, "Ann"],
    [BO, "Bo"],
  ] as const) {
    await say(node, "hello?");
    await say(node, name);
  }
  const { world, play } = rig.world;
  await play.rank(world.players().find((one) => world.constant(one, "name") === "sAnn")!.id, "builder");
});

afterEach(() => {
  rig.close();
  rmSync(folder, { recursive: true, force: true });
});

test("a try by radio, with a world that dies in the middle of it", async () => {
  expect(await say(ANN, "try")).toMatch(/^A world of your own to try things in\. [^|]*$/);
  expect(await say(ANN, "create bell")).toMatch(/^\[try\] You hold bell\. [^|]*$/);
  expect(await say(BO, "l")).not.toContain("bell");
  // The files of a process that dies are free; those of this one must be given back.
  rig.world.forks!.close();
  await rig.kill();
  await rig.world.forks!.start();
  expect(await say(ANN, 'when use bell: say "Ding!"')).toMatch(/^\[try\] On use, bell does it\. [^|]*$/);
  expect(await say(ANN, "use bell")).toBe("[try] Ding!");
  expect(await say(BO, "tell ann Where are you?")).toBe("Told Ann, who is away: trying something out");
  expect(rig.frames.filter(({ node }) => node === ANN).at(-1)!.text).toBe("Bo tells you: Where are you?");
  expect(await say(ANN, "keep")).toMatch(/^Kept: 2 edits, [^|]*$/);
  expect(await say(ANN, "use bell")).toBe("Ding!");
});
