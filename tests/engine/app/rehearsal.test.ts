// Whoever tries packs may rehearse them before the first order comes.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { constants, getPriority } from "node:os";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Reloader } from "../../../engine/app/reload/reloader.ts";
import { TrialProcess } from "../../../engine/app/reload/trial-process.ts";
import { staysWarm } from "../../../engine/app/reload/warm.ts";
import { LiveWorld, QUAY } from "../../support/live-world.ts";

let isle: LiveWorld;
const trial = new TrialProcess();
beforeEach(async () => {
  isle = new LiveWorld();
  await isle.open();
});
afterEach(() => {
  trial.end();
  isle.close();
  isle.remove();
});

test("an order that comes meanwhile waits for it, and what is tried then are the files of then", async () => {
  const asked: string[] = [];
  const reloader = new Reloader({
    ...{ running: isle.world.running, store: isle.world.store, folder: isle.folder },
    tryPacks: async (order) => {
      asked.push(order.anew === true ? "rehearse" : "try");
      const result = await trial.run(order);
      asked.push("kind" in result ? result.problems.join() : `${result.packs.filter(({ content }) => content !== null).length} new`);
      return result;
    },
  });
  void reloader.rehearse();
  writeFileSync(isle.file, QUAY.replace("Ding.", "Ding"));
  await expect(reloader.order({ who: "test", dry: true })).resolves.toMatchObject({ kind: "tried" });
  writeFileSync(isle.file, QUAY.replace("Ding.", "Dong."));
  await expect(reloader.order({ who: "test" })).resolves.toMatchObject({ kind: "done", changed: "isle 1.0.0" });
  // By the time it began the file was another already.
  expect(asked).toEqual(["rehearse", "1 new", "try", "1 new", "try", "1 new"]);
  expect(await isle.type("use bell")).toContain("Dong.");
  // A faulty file is no matter of a rehearsal's.
  writeFileSync(isle.file, "room {");
  await reloader.rehearse();
  await expect(reloader.order({ who: "test" })).resolves.toMatchObject({ kind: "refused", step: "check" });
});

test.skipIf(process.platform !== "linux")("with all its threads it comes after play in the queue for the processor", async () => {
  const reloader = new Reloader({
    running: isle.world.running,
    store: isle.world.store,
    folder: isle.folder,
    tryPacks: (order) => trial.run(order),
  });
  await reloader.rehearse();
  const threads = `/proc/${trial.pid}/task`;
  // The nineteenth word of a thread's line is its niceness; its name, in brackets, may have spaces.
  const niceness = readdirSync(threads).map((id) =>
    Number(readFileSync(`${threads}/${id}/stat`, "utf8").split(") ").at(-1)!.split(" ")[16]),
  );
  expect(niceness.length).toBeGreaterThan(1);
  expect(new Set(niceness)).toEqual(new Set([Math.max(getPriority(), constants.priority.PRIORITY_BELOW_NORMAL)]));
});

test("it waits for the first order where there is memory for it or somebody works on the files, and as the settings say", () => {
  const [small, roomy] = [2 ** 30, 4e9];
  const said = (warm: "auto" | "yes" | "no", watch: boolean) => [small, roomy].map((bytes) => staysWarm({ warm, watch }, bytes));
  expect(said("auto", false)).toEqual([false, true]);
  expect(said("auto", true)).toEqual([true, true]);
  expect(said("yes", false)).toEqual([true, true]);
  expect(said("no", true)).toEqual([false, false]);
});
