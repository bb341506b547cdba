// Statements typed at the prompt or in a transcript: checked as a command's body, with every pack's names in sight.

import { describe, expect, it } from "vitest";
import { checkBlock } from "../../../dsl/check/index.ts";
import { parse } from "../../../dsl/parse/parse.ts";
import type { Type } from "../../../dsl/types.ts";
import { libraryScope, SURFACE } from "./support/check-source.ts";

const PLAYER: Type = { t: "entity", kind: "core.player", optional: false };

function codes(source: string, places: ReadonlyMap<string, string> = new Map()): string[] {
  const { stmts } = parse(source, { file: "run", surface: "statements" });
  const locals = [{ name: "ann", type: PLAYER }];
  const input = {
    pack: "~run",
    file: { name: "run", source },
    block: stmts!,
    below: [libraryScope()],
    surface: SURFACE,
    capabilities: SURFACE.capabilities,
    locals,
    places,
  };
  return checkBlock(input).diagnostics.map((found) => found.code);
}

describe("statements", () => {
  it("see players by name, and what other packs declare", () => {
    expect(codes("mint 20 to ann; move ann to lighthouse; ann.luck = 3")).toEqual([]);
  });

  it("are checked like any other code", () => {
    expect(codes("mvoe ann to lighthouse; move ann to lighthose; ann.lukc = 3")).toEqual(["LORE105", "LORE101", "LORE104"]);
  });
});
