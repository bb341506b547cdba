import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "../../dsl/index.ts";
import { FileReading } from "../../dsl/services.ts";
import { readText } from "../support/tree.ts";

const SOURCES = ["worlds/gullwick/town/square.lore", "worlds/gullwick/lesson.lore", "stdlib/messages.lore"].map(readText);
const NONE: ReadonlySet<string> = new Set();

test("a faulty text gives way to another of the same length", () => {
  const reading = new FileReading("x.lore");
  for (const text of ["room a {", "room b {", 'room "c"']) {
    reading.read(text, NONE);
    expect(reading.settle(NONE).diagnostics).toEqual(parse(text, { file: "x.lore" }).diagnostics);
  }
});

/** A change: where (a share of the text), how much goes, what comes. */
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  gone: fc.nat(30),
  come: fc.constantFrom("", "x", "\n", "\n\n", "end\n", '"', "{", 'thing t "t"\nend\n\n', "-- hm\n", "on use: stop; end", "\r\n\r\nroom"),
});

test("a file read in pieces, edit by edit, is the file read whole: its tree where it parses, its findings once it is settled", () => {
  fc.assert(
    fc.property(fc.constantFrom(...SOURCES), fc.array(edit, { minLength: 1, maxLength: 8 }), (source, edits) => {
      const reading = new FileReading("x.lore");
      let text = source;
      reading.read(text, NONE);
      for (const { at, gone, come } of edits) {
        const from = Math.floor(at * text.length);
        text = text.slice(0, from) + come + text.slice(from + gone);
        const whole = parse(text, { file: "x.lore" });
        const pieces = reading.read(text, NONE);
        if (pieces.diagnostics.length === 0)
          expect({ file: pieces.file, found: whole.diagnostics }).toEqual({ file: whole.file, found: [] });
        expect(reading.settle(NONE).diagnostics).toEqual(whole.diagnostics);
      }
    }),
    { numRuns: 60 },
  );
});
