// Every transcript of the standard library, of the worlds and of the sketches, in one way of playing: the executable specification.
// A file for each way, for each is a process and all of them in one would hold too much.

import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../../engine/app/places.ts";
import { makeStage, packAround } from "../../engine/app/stage.ts";
import { runTranscript, showFailures } from "../../engine/play/transcript/run.ts";
import type { Mode } from "../../engine/play/transcript/theatre.ts";

const FOLDERS = ["stdlib", "worlds", "tests/packs"];
/** Packs that only tests play. */
const STAGE = makeStage(
  Object.fromEntries(
    ["sketch", "parlour", "manual", "bazaar", "fair", "lodging", "plot"].map((pack) => [pack, join(ROOT, "tests/packs", pack)]),
  ),
);

/** An opening takes longer than what is typed after it: here before every twentieth line; `lore test --mode reopen` opens before each. */
const REOPEN_EVERY = 20;

/** A life of months on a busy machine. */
const LONGEST_MS = 180_000;

function transcriptsIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".play"))
    .map((path) => join(ROOT, folder, path))
    .sort();
}

const files = FOLDERS.flatMap(transcriptsIn);

/** Every transcript, or every second: those that others leave. `lore test` plays each in every way. */
export type Share = "all" | "even" | "odd";

/** Declares a test for each transcript of the share. */
export function playAll(mode: Mode, share: Share = "all"): void {
  const options = { timeout: LONGEST_MS };
  const played = files.filter((_, i) => share === "all" || (i % 2 === 0) === (share === "even"));
  describe(`played ${mode}`, () => {
    it.each(played.map((file) => [relative(ROOT, file), file]))("%s", options, async (name, file) => {
      const pack = packAround(file)?.id ?? "stdlib";
      const result = await runTranscript(name, { stage: STAGE, mode, pack, source: readFileSync(file, "utf8"), reopenEvery: REOPEN_EVERY });
      expect(showFailures(result)).toBe("");
    });
  });
}
