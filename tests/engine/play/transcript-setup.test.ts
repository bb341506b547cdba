// A transcript whose set-up fails says so once, in words for the one who wrote it.

import { expect, test } from "vitest";
import { makeStage } from "../../../engine/app/stage.ts";
import { runTranscript } from "../../../engine/play/transcript/run.ts";

const failures = async (source: string): Promise<readonly string[]> => {
  const result = await runTranscript("t.play", { stage: makeStage(), pack: "gullwick", source });
  return result.failures.map(({ line, message }) => `${line}: ${message.split("\n")[0]}`);
};

test("an unknown pack ends it, without a stack of calls", async () => {
  expect(await failures("pack gulwick\nann in quay\nann> look\nann: Quay.")).toEqual([
    expect.stringMatching(/^2: There is no pack gulwick/),
  ]);
});

test("an unknown room ends it", async () => {
  expect(await failures("ann in qay\nann> look\nann: Quay.")).toEqual(["1: there is no room qay in the pack gullwick"]);
});

test("a player whom nobody brought in ends it", async () => {
  expect(await failures("ann in quay\nbob> look\nbob: Quay.\nbob> l")).toEqual([
    "2: nobody here is called bob; say who is where first: bob in ROOM",
  ]);
});

test("a line that is none is named, with how lines look", async () => {
  expect(await failures("ann in quay\nann look")).toEqual(["2: this is no line of a transcript: ann look"]);
});
