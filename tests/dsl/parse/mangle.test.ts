// Whatever a phone makes of a file, it reads as the same tree: every file of the tree is mangled at random and compared.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSame, meaningOf, parse } from "../../../dsl/index.ts";
import { mangle, onOneLine } from "../support/mangle.ts";
import { allSources } from "../support/sources.ts";

function read(text: string, name: string) {
  const { file, diagnostics } = parse(text, { file: name });
  return { decls: file.decls, mistakes: diagnostics.map((d) => `${d.line}:${d.column} ${d.code} ${d.message}`) };
}

describe.each(allSources().map((source) => [source.name, source.text]))("%s", (name, text) => {
  const tidy = read(text, name);

  test("is read without a mistake", () => {
    expect(tidy.mistakes).toEqual([]);
  });

  test("reads the same when mangled", () => {
    const seed = fc.array(fc.nat({ max: 1_000 }), { minLength: 40, maxLength: 80 });
    const property = fc.property(seed, (numbers) => {
      let at = 0;
      const typed = mangle(text, (n) => numbers[at++ % numbers.length]! % n);
      const again = read(typed, name);
      expect(again.mistakes).toEqual([]);
      if (!isSame(again.decls, tidy.decls)) expect(meaningOf(again.decls)).toBe(meaningOf(tidy.decls));
    });
    fc.assert(property, { numRuns: 6 });
  });

  test.skipIf(text.includes('"""'))("reads the same on one line", () => {
    const again = read(onOneLine(text), name);
    expect(again.mistakes).toEqual([]);
    expect(isSame(again.decls, tidy.decls)).toBe(true);
  });
});
