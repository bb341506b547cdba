import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toAscii } from "../../../../engine/radio/compose/ascii.ts";

describe("plain ASCII", () => {
  it.each([
    ["Größe, señor, cafe\u0301", "Grosse, senor, cafe"],
    ["\u201cHi\u201d \u2014 it\u2019s\u2026", '"Hi" - it\'s...'],
    ["Привет", "Privet"],
    ["n \u2192 square \u2022 5\u00d75", "n -> square * 5x5"],
    ["20 \u20ac, \u00bd", "20 EUR, 1/2"],
    ["👍🏽 ❤️", ":thumbsup: :heart:"],
    ["one\r\ntwo\tthree\u00a0four\u200b", "one\ntwo three four"],
  ])("%s is written %s", (text, plain) => {
    expect(toAscii(text)).toBe(plain);
  });

  it("is printable and the same when made plain again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 120 }), (text) => {
        const plain = toAscii(text);
        expect(plain).toMatch(/^[\n\x20-\x7e]*$/);
        expect(toAscii(plain)).toBe(plain);
      }),
    );
  });
});
