// A few units as they are emitted, to be read in a review. `UPDATE=1` writes them anew.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compileProgram } from "../support/program.ts";

const folder = new URL("./golden/", import.meta.url);

test.each(readdirSync(folder).filter((name) => name.endsWith(".lore")))("%s comes out as it was reviewed", (name) => {
  const { js } = compileProgram(readFileSync(new URL(name, folder), "utf8"));
  const golden = new URL(name.replace(/\.lore$/, ".js.txt"), folder);
  if (process.env["UPDATE"] === "1") writeFileSync(golden, js);
  expect(js).toBe(readFileSync(golden, "utf8"));
});
