// What is done is done once, and what was said is read, whatever repeats, restarts or gets lost in between.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { asTurnId } from "../../../../engine/base/ids.ts";
import { type FrameFate, MeshRig, type RigOptions } from "../../../support/mesh-rig.ts";

const BO = 0x11;
const ANN = 0x22;
const BOS_SECOND = 0x33;

let folder: string;
let rig: MeshRig;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lore-mesh-"));
});
afterEach(() => {
  rig.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(options: RigOptions = {}, file = "world.db"): Promise<void> {
  rig = await MeshRig.open({ path: join(folder, file), ...options });
  for (const [node, name] of [
    [BO, "Bo"],
    [ANN, "Ann"],
  ] as const) {
    await rig.say(node, "hello?");
    await rig.say(node, name);
  }
}

const timesDone = (line: string): number => rig.world.store.turns(asTurnId(0), 100_000).filter(({ input }) => input === line).length;

test("one packet heard by two radios, again, and after a restart, is done once", async () => {
  await open({ radios: ["attic", "roof"] });
  const packet = await rig.hear(BO, "say one", {}, ["attic", "roof"]);
  await rig.tell({ kind: "text", text: packet }, "roof");
  await rig.pass();
  await rig.kill();
  await rig.tell({ kind: "text", text: packet });
  await rig.pass();
  expect(timesDone("say one")).toBe(1);
  expect(rig.frames.filter(({ text }) => text === "You say: one")).toHaveLength(1);
});

test("the radio that heard a player last answers", async () => {
  await open({ radios: ["attic", "roof"] });
  const before = rig.gateway("roof").status().counters["out.frames"] ?? 0;
  await rig.hear(BO, "look", {}, ["roof"]);
  await rig.pass();
  expect(rig.gateway("roof").status().counters["out.frames"]).toBe(before + 1);
});

test("a reply that was committed and never sent is sent after the restart", async () => {
  await open();
  await rig.hear(BO, "say two");
  await rig.kill();
  await rig.pass();
  expect(rig.read(BO)).toEqual(["You say: two"]);
});

test("a reply that was out when the world died is told again, marked", async () => {
  await open();
  rig.fates.push("silent");
  await rig.hear(BO, "say three");
  await rig.pass(8_000);
  expect(rig.read(BO)).toEqual(["You say: three"]);
  await rig.kill();
  expect(await rig.say(BO, "say four")).toBe("You say: four");
  await rig.pass(2_400_000);
  expect(rig.frames.at(-1)?.text).toBe("You may have missed: You say: three");
});

test("packet ids go on where an earlier life stopped", async () => {
  await open();
  for (let i = 0; i < 3; i++) {
    await rig.say(BO, "look");
    await rig.kill();
  }
  await rig.say(BO, "look");
  const ids = rig.frames.map(({ packet }) => packet.packetId);
  expect(new Set(ids).size).toBe(ids.length);
});

test("a silent player falls asleep without a frame, and reads later what was for them", async () => {
  await open();
  await rig.say(ANN, "n");
  await rig.say(BO, "look");
  await rig.kill();
  const frames = rig.frames.length;
  await rig.pass(61 * 60_000);
  expect(rig.world.mesh.online()).toBe(0);
  expect(rig.frames.length).toBe(frames);
  expect(await rig.say(ANN, "tell bo Come down.")).not.toContain("Bo tells");
  expect(rig.frames.slice(frames).every(({ node }) => node === ANN)).toBe(true);
  expect(await rig.say(BO, "look")).toMatch(/Come down\./);
});

test("channels, other nodes, bridges and our own echo are counted and get no answer", async () => {
  await open();
  const frames = rig.frames.length;
  await rig.hear(BO, "look", { to: 0xffff_ffff });
  await rig.hear(BO, "look", { to: 99 });
  await rig.hear(BO, "look", { viaMqtt: true });
  await rig.hear(0x0a0b0c0d, "look");
  await rig.hear(BO, "   ");
  await rig.pass();
  expect(rig.frames.length).toBe(frames);
  const { counters } = rig.gateway().status();
  expect(["channel", "other", "mqtt", "echo", "empty"].map((reason) => counters[`in.dropped.${reason}`])).toEqual([1, 1, 1, 1, 1]);
});

test("who sends too fast is told once, and then not heard", async () => {
  await open({ settings: { nodePerMinute: 5 } });
  await rig.pass(60_000);
  for (let i = 0; i < 9; i++) await rig.hear(BO, `say ${i}`);
  await rig.pass(60_000);
  const said = rig.read(BO).join("\n");
  expect(said.match(/Slow down/g)).toHaveLength(1);
  expect([4, 5, 8].map((i) => timesDone(`say ${i}`))).toEqual([1, 0, 0]);
});

test("several radios of one player have no more than that player's share, and another player has their own", async () => {
  await open({ settings: { nodePerMinute: 100, accountPerMinute: 5 } });
  const [, code = ""] = /LINK (\w+)/.exec(await rig.say(BO, "radio code")) ?? [];
  await rig.say(BOS_SECOND, `link ${code}`);
  await rig.pass(60_000);
  for (let i = 0; i < 8; i++) await rig.hear(i % 2 === 0 ? BO : BOS_SECOND, `say ${i}`);
  await rig.hear(ANN, "say mine");
  await rig.pass(60_000);
  expect([0, 1, 4, 5, 7].map((i) => timesDone(`say ${i}`))).toEqual([1, 1, 1, 0, 0]);
  expect(timesDone("say mine")).toBe(1);
  expect(rig.frames.filter(({ text }) => text.includes("Slow down"))).toHaveLength(1);
  expect(await rig.say(BO, "say again")).toContain("You say: again");
});

test("what sends us our own words is a machine: silence, and the sysop is told once", async () => {
  await open();
  const shown = await rig.say(BO, "look");
  expect(await rig.say(BO, shown)).toBe("");
  await rig.kill();
  expect(await rig.say(BO, "look")).toBe("");
  expect(rig.notices.filter(({ code }) => code === "bot")).toHaveLength(1);
  await rig.pass(10 * 60_000);
  expect(await rig.say(BO, "say I am back")).toBe("You say: I am back");
});

test("a lost key is taught to the radio again, and trouble is told", async () => {
  await open();
  rig.refuseNext(39);
  await rig.hear(BO, "look");
  await rig.pass();
  expect(rig.contacts).toMatchObject([{ node: BO }]);
  expect(rig.read(BO).at(-1)).toMatch(/^Parlour/);
});

type Step = { readonly do: "line" | "repeat" | "kill" | "pass"; readonly who: number; readonly fate: FrameFate };

const steps = fc.array(
  fc.record({
    do: fc.constantFrom<Step["do"]>("line", "line", "line", "repeat", "kill", "pass"),
    who: fc.constantFrom(BO, ANN),
    fate: fc.constantFrom<FrameFate>("ack", "ack", "lost", "falseNak", "silent"),
  }),
  { minLength: 4, maxLength: 14 },
);

test("any order of lines, repeats, losses and deaths: each line once, each answer read, a second time only marked", async () => {
  let runs = 0;
  await open({}, "first.db");
  await fc.assert(
    fc.asyncProperty(steps, async (list) => {
      rig.close();
      await open({ settings: { nodePerMinute: 1_000, accountPerMinute: 1_000 } }, `wild-${++runs}.db`);
      const start = rig.frames.length;
      const packets: Awaited<ReturnType<MeshRig["hear"]>>[] = [];
      for (const [i, step] of list.entries()) {
        if (step.do === "line") packets.push(await rig.hear(step.who, `say t${i}.`));
        if (step.do === "repeat" && packets.length > 0) await rig.tell({ kind: "text", text: packets[i % packets.length]! });
        if (step.do === "kill") await rig.kill();
        if (step.do === "pass") {
          rig.fates.push(step.fate);
          await rig.pass(5_000);
        }
      }
      rig.fates.length = 0;
      // Whoever is heard again reads what waits for them.
      for (const node of [BO, ANN]) await rig.say(node, "look");
      await rig.pass(2 * 3_600_000);
      for (const node of [BO, ANN]) await rig.say(node, "look");
      await rig.pass(3_600_000);
      for (const { from, text } of packets) {
        expect(timesDone(text), text).toBe(1);
        const answer = `You say: ${text.slice(4)}`;
        const read = rig.frames.slice(start).filter((frame) => frame.node === from && frame.arrived && frame.text.includes(answer));
        expect(read.length, answer).toBeGreaterThan(0);
        const unmarked = read.filter((frame) => frame.text.split("You may have missed:")[0]!.includes(answer));
        expect(unmarked.length, `${answer} unmarked`).toBeLessThan(2);
      }
    }),
    { numRuns: 6 },
  );
}, 120_000);
