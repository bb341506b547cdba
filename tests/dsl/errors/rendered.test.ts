// What a builder reads: each program in `programs/` beside the whole text of its diagnostics. To accept new wording, run with
// `vitest -u` and read the difference.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse, renderDiagnostic } from "../../../dsl/index.ts";

const FOLDER = join(import.meta.dirname, "programs");
const PROGRAMS = readdirSync(FOLDER).filter((name) => name.endsWith(".lore"));

describe("a mistake is told in full", () => {
  test.each(PROGRAMS)("%s", async (name) => {
    const source = readFileSync(join(FOLDER, name), "utf8");
    const surface = name.startsWith("radio-") ? "radio" : "file";
    const { diagnostics } = parse(source, { file: name, surface });
    expect(diagnostics).not.toEqual([]);
    await expect(`${diagnostics.map((d) => renderDiagnostic(d, source)).join("\n\n")}\n`).toMatchFileSnapshot(
      join(FOLDER, name.replace(/lore$/, "txt")),
    );
  });
});
