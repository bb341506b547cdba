// A file that does not even parse is still checked as far as it goes: no damage to a source makes the checker throw or loop.

import { globSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { check } from "../../../dsl/check/index.ts";
import { parse } from "../../../dsl/parse/parse.ts";
import { LIBRARY, SURFACE } from "./support/check-source.ts";

const ROOT = new URL("../../../", import.meta.url).pathname;
const SOURCES = [
  LIBRARY,
  ...globSync("{stdlib,worlds}/**/*.lore", { cwd: ROOT })
    .sort()
    .map((path) => readFileSync(ROOT + path, "utf8")),
];

function findings(source: string): number {
  const { file } = parse(source, { file: "x.lore" });
  return check({ pack: "x", files: [{ name: "x.lore", source, file }], below: [], surface: SURFACE, capabilities: [] }).diagnostics.length;
}

const damaged = fc.record({
  source: fc.constantFrom(...SOURCES),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(40),
  put: fc.constantFrom("", " end ", "\n", "(", ")", '"', "{", ".", ",", " is ", " in ", "self", "exit", "where", "if ", "ask ", ": "),
});

describe("the checker", () => {
  it("never throws, whatever is cut out of a file or put into it", () => {
    fc.assert(
      fc.property(damaged, ({ source, at, length, put }) => {
        const start = Math.floor(at * source.length);
        expect(findings(source.slice(0, start) + put + source.slice(start + length))).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 150 },
    );
  });

  it("never throws on a file that ends in the middle", () => {
    fc.assert(
      fc.property(damaged, ({ source, at }) => {
        expect(findings(source.slice(0, Math.floor(at * source.length)))).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 100 },
    );
  });
});
