import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { ROOT } from "../../../engine/app/places.ts";
import { makeStage } from "../../../engine/app/stage.ts";
import { HeldClock } from "../../../engine/base/clock.ts";
import { byteLength } from "../../../engine/radio/compose/bytes.ts";
import { FRAME_BYTES } from "../../../engine/radio/compose/limit.ts";
import { openMemoryStore } from "../../../engine/store/memory-store.ts";

const STAGE = makeStage({ parlour: join(ROOT, "tests/packs/parlour") });
const raised = await STAGE.raise({ pack: "parlour", store: openMemoryStore(), clock: new HeldClock(0), nextSeed: () => 1, seed: 1 });
const { play } = raised;
await play.start();
const frames: string[] = [];
const open = () => play.open({ door: { send: (text) => frames.push(text), close: () => closed++ }, address: "test", as: "ann" });
let closed = 0;
let session = open();
await play.line(session, "look");
afterAll(() => raised.close());

const word = fc.constantFrom(
  ..."take drop all but key keys 2.key second brass letter more m 1 2 9 y n s look x it them me here give to from in and ' : ; ! ? the a of coin 5 -1 0 1e9 tea name swear say tell ann run cancel again help __proto__ constructor".split(
    " ",
  ),
);
const line = fc.oneof(
  fc.array(word, { maxLength: 8 }).map((words) => words.join(" ")),
  fc.array(word, { maxLength: 8 }).map((words) => words.join(";")),
  fc.string({ unit: "grapheme", maxLength: 300 }),
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.constant("n;".repeat(500)),
  fc.constant(`say ${"word ".repeat(200)}`),
);

it("every line has an answer, every answer fits a frame, and nothing breaks", async () => {
  await fc.assert(
    fc.asyncProperty(line, async (typed) => {
      frames.length = 0;
      await play.line(session, typed);
      expect(frames.length).toBeGreaterThan(0);
      for (const frame of frames) expect(byteLength(frame)).toBeLessThanOrEqual(FRAME_BYTES);
      for (const frame of frames) expect(frame).not.toContain("Something went wrong in the world");
      // Some random letter abbreviates QUIT.
      if (closed > 0) session = open();
      closed = 0;
    }),
    { numRuns: 400 },
  );
});
