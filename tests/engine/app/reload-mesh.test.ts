// Staff with a phone and nothing else: RELOAD and ROLLBACK by radio, and what becomes of each in one frame.

import { relative } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SILENT } from "../../../engine/app/log.ts";
import { ROOT } from "../../../engine/app/places.ts";
import { DEFAULT_CANARY } from "../../../engine/app/reload/canary.ts";
import { PackKeeper } from "../../../engine/app/reload/keeper.ts";
import { Reloader } from "../../../engine/app/reload/reloader.ts";
import type { KeptStart } from "../../../engine/app/reload/start-packs.ts";
import { tryPacks } from "../../../engine/app/reload/trial.ts";
import { MeshRig } from "../../support/mesh-rig.ts";
import { PackTree } from "../../support/pack-tree.ts";
import { untilSo } from "../../support/until.ts";

const ANN = 0x22;
const BO = 0x11;
let tree: PackTree;
let rig: MeshRig;

const write = (version: string, desc: string): void =>
  tree.write({
    "isle/pack.toml": `id = "isle"\nversion = "${version}"\nlicence = "GPL-3.0-or-later"\nrequires = ["stdlib"]\nentry = "beach"\n`,
    "isle/isle.lore": `room beach "Beach"\n  desc: ${desc}\nend\n`,
  });

function keep(kept: KeptStart | null): void {
  const { running, store, play, world } = rig.world;
  const reloader = new Reloader({ running, store, folder: tree.at("isle"), tryPacks });
  new PackKeeper({ ...{ reloader, play, world, kept, log: SILENT, canary: DEFAULT_CANARY }, nowMs: () => rig.clock.now() });
}

/** The frames to a node once there is one of these words. */
async function told(node: number, words: string): Promise<readonly string[]> {
  const from = rig.frames.length;
  const frames = (): string[] =>
    rig.frames
      .slice(from)
      .filter((frame) => frame.node === node)
      .map(({ text }) => text);
  await untilSo(words, async () => {
    await rig.pass(1_000);
    return frames().some((text) => text.includes(words));
  });
  return frames();
}

async function order(line: string, words: string): Promise<string> {
  await rig.hear(ANN, line);
  const frames = await told(ANN, words);
  expect(frames).toHaveLength(1);
  expect(Buffer.byteLength(frames[0]!)).toBeLessThanOrEqual(200);
  return frames[0]!;
}

beforeEach(async () => {
  tree = new PackTree({});
  write("1.0", '"Sand."');
  rig = await MeshRig.open({ pack: relative(ROOT, tree.at("isle")), settings: { nodePerMinute: 1_000, accountPerMinute: 1_000 } });
  await rig.world.running.start();
  for (const [node, name] of [
    [ANN, "Ann"],
    [BO, "Bo"],
  ] as const) {
    await rig.say(node, "hello?");
    await rig.say(node, name);
  }
  const { world } = rig.world;
  const ann = world.players().find((one) => world.constant(one, "name") === "sAnn")!;
  await rig.world.play.rank(ann.id, "wizard");
  keep(null);
});

afterEach(() => {
  rig.close();
  tree.remove();
});

test("reload, refusal and rollback each answer in one frame, and others hear nothing of it", async () => {
  const quiet = rig.frames.filter(({ node }) => node === BO).length;
  expect(await order("reload", "Nothing")).toBe("Nothing has changed: version 1 runs.");
  write("1.1", '"Rocks.');
  expect(await order("reload", "Not reloaded")).toMatch(/^Not reloaded, all goes on as it was\. .*isle\.lore:2:\d+: error LORE001/);
  write("1.1", '"Rocks."');
  expect(await order("RELOAD", "Version")).toBe("Version 2 runs: isle 1.0 -> 1.1.");
  expect(await rig.say(BO, "l")).toContain("Rocks.");
  expect(await order("rollback", "Back")).toBe("Back at version 1, now 3: isle 1.1 -> 1.0. ROLLBACK 2 undoes it.");
  expect(await order("rollback", "Not rolled")).toBe("Not rolled back: there is no earlier version.");
  expect(await order("rollback 9", "Not rolled")).toBe("Not rolled back: there is no version 9.");
  expect(await rig.say(BO, "reload")).toBe("Only for wizards.");
  expect(rig.frames.filter(({ node }) => node === BO)).toHaveLength(quiet + 2);
});
