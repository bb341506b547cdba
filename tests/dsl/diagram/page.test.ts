// The grammar page stands alone and leaves out no rule.

import { expect, test } from "vitest";
import { grammarPage } from "../../../dsl/index.ts";

const page = grammarPage();

test("every rule that is named is drawn", () => {
  const drawn = new Set([...page.matchAll(/<h2 id="(\w+)"/g)].map((match) => match[1]));
  const named = [...page.matchAll(/href="#(\w+)"/g)].map((match) => match[1]);
  expect(drawn.size).toBeGreaterThan(60);
  expect(named.filter((name) => !drawn.has(name))).toEqual([]);
});

test("nothing is fetched and nothing runs", () => {
  expect(page).not.toMatch(/https?:|<script|<link|@import/);
});

test("every number is one", () => {
  expect(page).not.toMatch(/NaN|undefined|Infinity/);
});

test("the words of the language stand in it", () => {
  for (const word of ["choose", "ask", "append", "newest", "every"]) expect(page).toContain(`>${word}</text>`);
});
