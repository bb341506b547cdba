// The library and the town are legal; and a pack of 10,000 lines is checked in the time of a blink.

import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { check, type PackScope } from "../../../dsl/check/index.ts";
import { parse } from "../../../dsl/parse/parse.ts";
import { LIBRARY, SURFACE } from "./support/check-source.ts";

const ROOT = new URL("../../../", import.meta.url).pathname;

function filesOf(folder: string) {
  return globSync("**/*.lore", { cwd: join(ROOT, folder) })
    .sort()
    .map((name) => {
      const source = readFileSync(join(ROOT, folder, name), "utf8");
      return { name, source, file: parse(source, { file: name }).file };
    });
}

function errors(pack: string, folder: string, below: readonly PackScope[]) {
  const { diagnostics, scope } = check({ pack, files: filesOf(folder), below, surface: SURFACE, capabilities: SURFACE.capabilities });
  return {
    scope,
    found: diagnostics.filter((d) => d.severity === "error").map((d) => `${d.file}:${d.line}:${d.column} ${d.code} ${d.message}`),
  };
}

describe("what comes with the engine", () => {
  it("has no errors", () => {
    const library = errors("stdlib", "stdlib", []);
    expect(library.found).toEqual([]);
    expect(errors("gullwick", "worlds/gullwick", [library.scope]).found).toEqual([]);
    expect(errors("sketch", "tests/packs/sketch", [library.scope]).found).toEqual([]);
  });
});

describe("a large pack", () => {
  it("of thousands of lines is checked whole; `lore bench` says how fast", () => {
    const copies = Array.from({ length: 180 }, (_, i) =>
      LIBRARY.replaceAll(/\b(lighthouse|lantern_shop|crate|note|lit|greeting|twice|shine|luck)\b/g, `$1_${i}`),
    );
    const files = copies.map((source, i) => ({
      name: `${i}.lore`,
      source: source.repeat(1),
      file: parse(source, { file: `${i}.lore` }).file,
    }));
    const lines = copies.reduce((sum, source) => sum + source.split("\n").length, 0);
    const { diagnostics } = check({ pack: "large", files, below: [], surface: SURFACE, capabilities: [] });
    expect(diagnostics.filter((d) => d.severity === "error")).toEqual([]);
    expect(lines).toBeGreaterThan(5_000);
  });
});
