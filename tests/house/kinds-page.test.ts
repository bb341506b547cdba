// The page of kinds says what the tables and the library say. To write it anew:
// UPDATE=1 npx vitest run tests/house/kinds-page.test.ts

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "../../dsl/index.ts";
import { EVENTS } from "../../engine/script/tables/events.ts";
import { header, kindsPage } from "../support/kinds-page.ts";
import { ROOT, readText } from "../support/tree.ts";

const PAGE = "docs/lore/kinds.md";

test("docs/lore/kinds.md says what the tables and the library say", () => {
  const page = kindsPage();
  if (process.env["UPDATE"] !== undefined) writeFileSync(join(ROOT, PAGE), page);
  expect(readText(PAGE)).toBe(page);
});

test("every header of an event reads as one", () => {
  for (const event of EVENTS) {
    const source = `${header(event).toLowerCase()}\nend\n`;
    expect(parse(source, { file: event.name }).diagnostics.map(({ message }) => `${source}: ${message}`)).toEqual([]);
  }
});
