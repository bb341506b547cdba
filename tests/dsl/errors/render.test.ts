// The two forms of a diagnostic, and where an offset lies.

import { describe, expect, test } from "vitest";
import { type Diagnostic, locate, nearest, renderDiagnostic, renderShort } from "../../../dsl/index.ts";

const SOURCE = "room a\n\tdesc: bad word\nend\n";
const DIAGNOSTIC: Diagnostic = {
  code: "LORE104",
  severity: "error",
  file: "worlds/x.lore",
  span: { start: 14, end: 17 },
  line: 2,
  column: 8,
  message: "No `bad` is known.",
  hint: "did you mean `bed`?",
};

describe("the long form", () => {
  test("begins with file, line, column, severity and code", () => {
    expect(renderDiagnostic(DIAGNOSTIC, SOURCE).split("\n")[0]).toBe("worlds/x.lore:2:8: error LORE104: No `bad` is known.");
  });

  test("shows the line and puts the caret under the word, tabs and all", () => {
    expect(renderDiagnostic(DIAGNOSTIC, SOURCE).split("\n").slice(1)).toEqual([
      " 2 | \tdesc: bad word",
      "   | \t      ^^^",
      "   = did you mean `bed`?",
    ]);
  });

  test("cuts a very long line around the caret", () => {
    const source = `${"x".repeat(500)}bad${"y".repeat(500)}`;
    const lines = renderDiagnostic({ ...DIAGNOSTIC, span: { start: 500, end: 503 }, line: 1, column: 501 }, source).split("\n");
    expect(lines[1]!.length).toBeLessThan(140);
    expect(lines[1]!.slice(lines[2]!.indexOf("^"), lines[2]!.lastIndexOf("^") + 1)).toBe("bad");
  });
});

describe("the short form", () => {
  test("takes the hint along where it fits", () => {
    expect(renderShort(DIAGNOSTIC)).toBe("line 2: No `bad` is known. Did you mean `bed`? (LORE104)");
  });

  test("never exceeds a frame, whatever the alphabet", () => {
    const long = renderShort({ ...DIAGNOSTIC, message: "\u00e9\u20ac\ud83d\ude00".repeat(60) });
    expect(Buffer.byteLength(long)).toBeLessThanOrEqual(200);
    expect(long).toMatch(/\.\.\. \(LORE104\)$/);
    expect(long).not.toContain("\ufffd");
  });
});

describe("an offset is located", () => {
  test.each([
    [0, 1, 1],
    [7, 2, 1],
    [14, 2, 8],
    [27, 4, 1],
  ])("%i", (offset, line, column) => {
    expect(locate(SOURCE, offset)).toEqual({ line, column });
  });

  test("across every kind of line end", () => {
    expect(locate("a\r\nb\rc\nd", 7)).toEqual({ line: 4, column: 1 });
  });
});

describe("the nearest name", () => {
  test.each([
    ["squre", "square"],
    ["lamb", "lamp"],
    ["feuntain", "fountain"],
    ["x", undefined],
    ["market", undefined],
  ])("of %s", (word, near) => {
    expect(nearest(word, ["square", "lamp", "fountain", "y2"])[0]).toBe(near);
  });
});
