// The page of codes says what the table says. To write it anew:
// UPDATE=1 npx vitest run tests/house/errors-in-step.test.ts

import { readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { renderErrorsPage } from "../../dsl/codes-page.ts";
import { PACK_CODES } from "../../engine/packs/problem.ts";

const PAGE = new URL("../../docs/lore/errors.md", import.meta.url);

it("docs/lore/errors.md is what the table of codes says", () => {
  const page = renderErrorsPage(PACK_CODES);
  if (process.env["UPDATE"] !== undefined) writeFileSync(PAGE, page);
  expect(readFileSync(PAGE, "utf8")).toBe(page);
});
