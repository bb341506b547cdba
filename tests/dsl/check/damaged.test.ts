// A file that does not parse is told of its errors alone: advice would be about what the parser had to leave out.

import { expect, it } from "vitest";
import { compilePack } from "../../../dsl/compile.ts";
import { SURFACE } from "./support/check-source.ts";

it("a file with a syntax error gives its errors and no lints; the other files give theirs", () => {
  const sources = [
    { name: "a.lore", text: 'thing coin "coin"\nend\nfn f(): number\n  return 5 minuts\nend\non enter: say nme; end' },
    { name: "b.lore", text: 'thing rope "rope"\nend' },
  ];
  const { diagnostics } = compilePack({ id: "t", sources, below: [], surface: SURFACE, capabilities: [] });
  expect(diagnostics.filter((found) => found.file === "a.lore").map((found) => found.severity)).toEqual(["error", "error"]);
  expect(diagnostics.filter((found) => found.file === "b.lore").map((found) => found.code)).toEqual(["LORE406"]);
});
