// The page of host functions says what the tables say. To write it anew:
// UPDATE=1 npx vitest run tests/house/host-reference.test.ts

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { HOST_FUNCTIONS } from "../../engine/script/host/index.ts";
import { hostReference } from "../../engine/script/host/reference.ts";
import { ROOT, readText } from "../support/tree.ts";

test("docs/lore/host.md says what the host tables say", () => {
  const page = hostReference();
  if (process.env["UPDATE"] !== undefined) writeFileSync(join(ROOT, "docs/lore/host.md"), page);
  expect(readText("docs/lore/host.md")).toBe(page);
});

test("no two host functions share a name, and each says what it does in one sentence", () => {
  const names = HOST_FUNCTIONS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { doc } of HOST_FUNCTIONS) expect(doc).toMatch(/^[A-Z`].*\.$/);
});
