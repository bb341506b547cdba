// Who is who on the mesh, as a player reads it.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MeshRig, type RigOptions } from "../../../support/mesh-rig.ts";

const BO = 0x11;
const _ANN = 0x22;

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

test("the first contact proposes the radio's own name, and Y is enough", async () => {
  await open();
  await rig.names(BO, "Bo's Heltec", "BO");
  expect(await rig.say(BO, "hello?")).toMatch(/^Welcome. Y to play as Bo, or send another name./);
  await rig.kill();
  expect(await rig.say(BO, "Y")).toBe("Welcome, Bo. This radio is your key: no password. LOOK, HELP.");
  await rig.kill();
  expect(await rig.say(BO, "look")).toMatch(/^Parlour/);
});
