// Every program in the folders beside this file, each with what it must say in its comments.

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { directives, playProgram } from "../support/program.ts";

const here = new URL("./", import.meta.url);
const folders = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory());

for (const folder of folders) {
  describe(folder.name, () => {
    const files = readdirSync(new URL(`${folder.name}/`, here)).filter((name) => name.endsWith(".lore"));
    test.each(files)("%s", (name) => {
      const source = readFileSync(new URL(`${folder.name}/${name}`, here), "utf8");
      const expected = directives(source, "expect");
      expect(expected.length, "a program without an expectation proves nothing").toBeGreaterThan(0);
      expect(playProgram(source).lines).toEqual(expected);
    });
  });
}
