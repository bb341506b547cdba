// What phones do to a text, and that it makes no difference.

import { describe, expect, test } from "vitest";
import { isSame, parse } from "../../../dsl/index.ts";
import { exprShape, fileShape, shapeOf } from "../support/shape.ts";

const PAIRS: [name: string, typed: string, tidy: string][] = [
  ["curled quotes close what curled quotes open", "say \u201cHello\u201d", 'say "Hello"'],
  ["low and high quotes are a pair", "say \u201eHello\u201c", 'say "Hello"'],
  ["angle quotes are a pair", "say \u00abHello\u00bb", 'say "Hello"'],
  ["a text may open with a closing quote", "say \u201dHello\u201d", 'say "Hello"'],
  ["a curled opener closes with a straight quote", 'say \u201cHello"', 'say "Hello"'],
  ["an en dash is a minus", "heal \u20135", "heal -5"],
  ["a minus sign is a minus", "heal \u22125", "heal -5"],
  ["an em dash begins a comment", "stop \u2014 enough", "stop -- enough"],
  ["two en dashes begin a comment", "stop \u2013\u2013 enough", "stop -- enough"],
  ["an arrow sign is an arrow", "\u2192 wares", "-> wares"],
  ["no-break and full-width spaces are spaces", "give\u00a0rope\u3000to\u2003bob", "give rope to bob"],
  ["capitals do not matter", "GIVE Rope TO Bob", "give rope to bob"],
  ["full-width letters are letters", "\uff47\uff49\uff56\uff45 rope to bob", "give rope to bob"],
  [
    "signs of comparison are read as their pairs",
    "if a \u2260 b and c \u2264 d and e \u2265 f: stop; end",
    "if a != b and c <= d and e >= f: stop; end",
  ],
  ["the multiplication sign multiplies", "x = 2 \u00d7 3", "x = 2 * 3"],
  ["a semicolon is a new line", "if a; stop; end; stop", "if a\n  stop\nend\nstop"],
  ["a header may end in a colon and a new line", "if a:\n  stop\nend", "if a\n  stop\nend"],
  ["invisible marks are nothing", "\ufeffsay\u200b 1", "say 1"],
];

describe("a phone's spelling is the same Lore", () => {
  test.each(PAIRS)("%s", (_name, typed, tidy) => {
    expect(shapeOf(typed)).toBe(shapeOf(tidy));
    expect(shapeOf(tidy)).not.toMatch(/LORE/);
  });
});

describe("inside a text nothing is changed", () => {
  test("quotes of another family are text", () => {
    expect(exprShape('"He said \u201chi\u201d."')).toBe('"He said \u201chi\u201d."');
  });

  test("an escaped quote is text", () => {
    expect(exprShape('"He said \\"hi\\"."')).toBe('"He said "hi"."');
  });

  test("dashes, dots and semicolons are text", () => {
    expect(exprShape('"a \u2014 b\u2026 -- c; d"')).toBe('"a \u2014 b\u2026 -- c; d"');
  });
});

describe("a long text", () => {
  test("loses the indentation that its lines share", () => {
    expect(exprShape('"""\n    One\n      two\n    three\n    """')).toBe('"One\n  two\nthree"');
  });

  test("may open with any quotes", () => {
    expect(exprShape("\u201c\u201c\u201dOne\u201d\u201d\u201d")).toBe('"One"');
  });

  test("keeps single quotes and its interpolations", () => {
    expect(exprShape('"""\n  Say "{x:the}".\n"""')).toBe('"Say "<value:x form:"the">"."');
  });
});

describe("a radio message", () => {
  const message = "on use: if actor has key: unlock north; say \u201cClick!\u201d; otherwise: say \u201cLocked.\u201d";
  const tidy = 'on use\n  if actor has key\n    unlock north\n    say "Click!"\n  else\n    say "Locked."\n  end\nend\n';

  test("is the same as the file that spells it out", () => {
    const radio = parse(message, { file: "message", surface: "radio" });
    const file = parse(tidy, { file: "tidy.lore" });
    expect(radio.diagnostics).toEqual([]);
    expect(isSame(radio.file.decls, file.file.decls)).toBe(true);
  });

  test("in a file would want its ends", () => {
    expect(fileShape(message)).toMatch(/LORE010/);
  });

  test("warns of a comment that takes in a statement", () => {
    expect(fileShape("on use: stop \u2014 what; say 1", "radio")).toMatch(/LORE036/);
  });
});
