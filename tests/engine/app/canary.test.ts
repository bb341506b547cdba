// Whose faults bring the earlier packs back: those of what the reload changed, whoever ran it, and nobody else's.

import { writeFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DEFAULT_CANARY } from "../../../engine/app/reload/canary.ts";
import type { FaultReport } from "../../../engine/script/facade.ts";
import { LiveWorld, QUAY } from "../../support/live-world.ts";
import { untilSo } from "../../support/until.ts";

let isle: LiveWorld;
beforeEach(async () => {
  isle = new LiveWorld();
  await isle.open();
});
afterEach(() => {
  isle.close();
  isle.remove();
});

function fault(pack: string, ran: string): FaultReport {
  return { pack, ran, kind: "range", message: "too much", file: "quay.lore", line: 7, column: 1, code: "quay.bell/on:use#0", at: 0 };
}

const versions = () => isle.world.store.versions.list(9).map(({ why }) => why);

test("faults of packs that did not change never count, those of one that did do, by whomever it was run", async () => {
  writeFileSync(isle.file, QUAY.replace("Ding.", "Dong."));
  expect(await isle.keeper.order({ who: "test" })).toMatchObject({ kind: "done", swapped: ["isle"] });
  const many = Array.from({ length: DEFAULT_CANARY.faults * 2 }, () => fault("stdlib", "stdlib"));
  isle.keeper.faults(many);
  // One short of too many: of its code, and of a verb of the library that ran it.
  isle.keeper.faults(Array.from({ length: DEFAULT_CANARY.faults - 2 }, () => fault("isle", "isle")));
  isle.keeper.faults([fault("stdlib", "isle"), ...many]);
  // Orders wait for each other: had it gone back, this one would find other packs than the files.
  expect(await isle.keeper.order({ who: "test" })).toMatchObject({ kind: "same", version: 2 });
  isle.keeper.faults([fault("isle", "stdlib")]);
  await untilSo("the packs before are back", () => versions()[0] === "rollback to 1");
  await untilSo("the log says why", () => isle.log.some(({ fields }) => fields["code"] === "E_CANARY"));
  expect(await isle.type("use bell")).toContain("Ding.");
  // Back is back: it is not watched any more.
  isle.keeper.faults(Array.from({ length: DEFAULT_CANARY.faults }, () => fault("isle", "isle")));
  expect(await isle.keeper.order({ who: "test", to: 2, dry: true })).toMatchObject({ kind: "tried", version: 3 });
});
