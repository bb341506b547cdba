import { expect, test } from "vitest";
import { HOST_FUNCTIONS } from "../../engine/script/host/index.ts";
import { hostReference } from "../../engine/script/host/reference.ts";
import { readText } from "../support/tree.ts";

test("docs/lore/host.md says what the host tables say", () => {
  expect(readText("docs/lore/host.md")).toBe(hostReference());
});

test("no two host functions share a name, and each says what it does in one sentence", () => {
  const names = HOST_FUNCTIONS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { doc } of HOST_FUNCTIONS) expect(doc).toMatch(/^[A-Z`].*\.$/);
});
