import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstWord, loreLine, plainLine, splitLine } from "../../../engine/play/line.ts";

const WHOLE = new Set(["say", "'", "run", "room"]);
const split = (line: string) => splitLine(plainLine(line), (word) => WHOLE.has(word));

describe("a line from a phone", () => {
  it.each([
    ["\u2019Mellon!", "'Mellon!"],
    ["say \u201chi\u201d", 'say "hi"'],
    ["take\u00a0key", "take key"],
    ["\ufeff\u200bnorth ", "north"],
    ["wait\u2026", "wait..."],
    ["\uff4c\uff4f\uff4f\uff4b", "look"],
    ["a\u2013b \u2014 c", "a-b - c"],
    ["look\r\n", "look"],
    ["say \u00e9\u4e16", "say \u00e9\u4e16"],
  ])("%j is read as %j", (raw, plain) => {
    expect(plainLine(raw)).toBe(plain);
  });

  it("a line of Lore keeps its quotes, for its lexer knows them", () => {
    expect(loreLine("say \u201chi\u201d\r\n")).toBe("say \u201chi\u201d");
  });

  it("nothing invisible survives, whatever comes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (raw) => {
        const plain = plainLine(raw);
        expect(plain.isWellFormed()).toBe(true);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must be gone.
        expect(plain).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u200b]/);
        expect(plainLine(plain)).toBe(plain);
      }),
    );
  });
});

describe("the first word decides about the cut", () => {
  it.each([
    ["n;n;take lamp", ["n", "n", "take lamp"]],
    ["n ; ; look;", ["n", "look"]],
    ["n\nlook", ["n", "look"]],
    ["say wait; what", ["say wait; what"]],
    ["'so; then", ["'so; then"]],
    ['room x "X"; exit north to y', ['room x "X"; exit north to y']],
    ["n; say a; b", ["n", "say a", "b"]],
    ["say;n", ["say", "n"]],
    ["  ", []],
  ])("%j", (line, pieces) => {
    expect(split(line)).toEqual(pieces);
  });

  it("a sign is a word of its own", () => {
    expect(firstWord("'hello")).toBe("'");
    expect(firstWord("Take key")).toBe("take");
  });
});
