// What must hold of the formatter for every file of the tree: it changes nothing but looks, and a second pass changes nothing.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { format, meaningOf, parse } from "../../../dsl/index.ts";
import { mangle, onOneLine } from "../support/mangle.ts";
import { allSources } from "../support/sources.ts";

function formatted(text: string): string {
  return format(parse(text, { file: "x.lore" }).file, text);
}

function readClean(text: string) {
  const { file, diagnostics } = parse(text, { file: "x.lore" });
  expect(diagnostics).toEqual([]);
  return file;
}

function wordsOf(comments: readonly { text: string }[]): string[] {
  return comments.map(({ text }) => text.trim());
}

describe.each(allSources().map((source) => [source.name, source.text]))("%s", (_name, text) => {
  const once = formatted(text);

  test("means the same after formatting", () => {
    expect(meaningOf(readClean(once).decls)).toBe(meaningOf(readClean(text).decls));
  });

  test("keeps its comments in order", () => {
    expect(wordsOf(readClean(once).comments)).toEqual(wordsOf(readClean(text).comments));
  });

  test("does not change when formatted again", () => {
    expect(formatted(once)).toBe(once);
  });

  test("is formatted the same from one line as from many", () => {
    const bare = formatted(
      text.replace(/--[^\n]*/g, (comment, offset: number) => (isInText(text, offset) ? comment : "")).replace(/\n{2,}/g, "\n"),
    );
    expect(formatted(onOneLine(text)).replace(/\n{2,}/g, "\n")).toBe(bare.replace(/\n{2,}/g, "\n"));
  });

  test("settles when mangled", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 1_000 }), { minLength: 40, maxLength: 60 }), (numbers) => {
        let at = 0;
        const typed = mangle(text, (n) => numbers[at++ % numbers.length]! % n);
        const first = formatted(typed);
        expect(formatted(first)).toBe(first);
        expect(meaningOf(readClean(first).decls)).toBe(meaningOf(readClean(text).decls));
      }),
      { numRuns: 3 },
    );
  });
});

/** A `--` with an odd number of quotes before it on its line stands inside a text. */
function isInText(text: string, offset: number): boolean {
  const line = text.slice(text.lastIndexOf("\n", offset) + 1, offset).replace(/\\"/g, "");
  return (line.match(/"/g)?.length ?? 0) % 2 === 1;
}
