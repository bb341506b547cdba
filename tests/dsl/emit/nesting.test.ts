import { expect, test } from "vitest";
import { compilePack, compileStatements } from "../../../dsl/compile.ts";
import { TEST_SURFACE } from "../support/surface.ts";

const common = { below: [], surface: TEST_SURFACE, capabilities: [] };
const MONSTERS: Readonly<Record<string, string>> = {
  brackets: `let x = ${"(".repeat(3000)}1${")".repeat(3000)}`,
  lists: `let x = ${"[".repeat(3000)}1${"]".repeat(3000)}`,
  sum: `let x = 1${"+1".repeat(20000)}`,
  nots: `let x = ${"not ".repeat(20000)}true`,
  paths: `let x = actor${".room".repeat(20000)}`,
  blocks: `${"if true\n".repeat(3000)}stop\n${"end\n".repeat(3000)}`,
};

test.each(Object.entries(MONSTERS))("A monster of %s is a diagnostic like any other", (_, body) => {
  const sources = [{ name: "t.lore", text: `command "go"\n${body}\nend` }];
  const pack = compilePack({ id: "t", sources, ...common });
  expect(pack.pack).toBe(undefined);
  expect(pack.diagnostics.map((found) => found.code)).toContain("LORE037");
  expect(compileStatements({ source: body, ...common }).diagnostics.map((found) => found.code)).toContain("LORE037");
});
