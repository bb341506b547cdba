// Nothing that is typed can break the reader: it always gives a tree, positions within the source, and plain words.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { format, parse, renderDiagnostic, renderShort } from "../../../dsl/index.ts";
import { allSources } from "../support/sources.ts";

const SURFACES = ["file", "radio", "statements"] as const;
const JARGON = /Exception|Token|NaN|undefined|OpenRound|CloseRound|OpenSquare|OpenCurly|TriggerWord|OrArm|UnfinishedText|NumberToken|-->/;

function readAny(source: string): void {
  for (const surface of SURFACES) {
    const { file, diagnostics } = parse(source, { file: "wild.lore", surface });
    for (const d of diagnostics) {
      expect(d.span.start).toBeGreaterThanOrEqual(0);
      expect(d.span.end).toBeLessThanOrEqual(source.length + 1);
      expect(d.line).toBeGreaterThanOrEqual(1);
      expect(d.message).not.toMatch(JARGON);
      expect(Buffer.byteLength(renderShort(d))).toBeLessThanOrEqual(200);
      renderDiagnostic(d, source);
    }
    format(file, source);
  }
}

const WORDS = [
  "room",
  "thing",
  "kind",
  "on",
  "before",
  "every",
  "end",
  "if",
  "else",
  "when",
  "or",
  "choose",
  "match",
  "let",
  "x",
  "is",
  "a",
  "not",
  "in",
  "has",
  "of",
  "count",
  "first",
  "all",
  "where",
  "newest",
  "limit",
  "to",
  "from",
  "times",
  "text",
  "topic",
  "choice",
  "command",
  "table",
  "record",
  "fn",
  "extend",
  "replace",
  "prop",
  "flags",
  "exit",
  "ask",
  "allow",
  "as",
  "deed",
  "try",
  "after",
  "for",
  "each",
  "self",
  "nothing",
  "true",
  "chance",
  "add",
  "remove",
  "update",
  "set",
  "with",
  "signal",
  "return",
  "deny",
  "->",
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  ":",
  ",",
  ".",
  ";",
  "\n",
  "\n  ",
  "=",
  "+=",
  "==",
  "<",
  "+",
  "-",
  "*",
  "/",
  "%",
  "?",
  "5",
  "2d6",
  "30",
  "minutes",
  "day",
  "at",
  "04:00",
  '"text"',
  '"{a}"',
  '"{a',
  "“x”",
  '"open',
  '"""',
  "-- note",
  "ON_USE",
  "&",
  "…",
  "'",
  "<x: y>",
  '"take <x: y>"',
] as const;

describe("the reader never throws", () => {
  test("at any text", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), readAny), { numRuns: 300 });
  });

  test("at any bytes read as text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 100 }), readAny), { numRuns: 300 });
  });

  test("at any heap of its own words", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...WORDS), { maxLength: 60 }), (words) => readAny(words.join(" "))),
      { numRuns: 1_500 },
    );
  });

  test("at a real file with a hole in it", () => {
    const sources = allSources();
    const hole = fc.tuple(fc.nat({ max: sources.length - 1 }), fc.nat(), fc.nat({ max: 60 }), fc.constantFrom("", ...WORDS));
    fc.assert(
      fc.property(hole, ([which, at, width, instead]) => {
        const { text } = sources[which]!;
        const start = at % (text.length + 1);
        readAny(text.slice(0, start) + instead + text.slice(start + width));
      }),
      { numRuns: 300 },
    );
  });
});

describe("depth is no danger", () => {
  test.each([
    ["brackets", "let x = ".padEnd(5_000, "(")],
    ["lists", "let x = ".padEnd(5_000, "[")],
    ["blocks", "if a\n".repeat(3_000)],
    ["negations", `let x = ${"not ".repeat(5_000)}a`],
    ["sums", `let x = 1${" + 1".repeat(20_000)}`],
    ["rooms", 'room a "A"\n'.repeat(3_000)],
  ])("of %s", (_name, source) => {
    const { diagnostics } = parse(source, { file: "deep.lore", surface: "radio" });
    expect(diagnostics.length).toBeLessThan(10_000);
    parse(source, { file: "deep.lore", surface: "statements" });
  });
});
