// Every code of the checker is given by its own wrong example, and not by its right one.

import { describe, expect, it } from "vitest";
import { CHECK_CODES } from "../../../dsl/codes/check.ts";
import { checkSource, codesOf, errorsOf } from "./support/check-source.ts";

describe("each code of the checker", () => {
  for (const [code, entry] of Object.entries(CHECK_CODES)) {
    const OPTIONS = { entry: "start", capabilities: [], built: code.startsWith("LORE6") };

    it(`${code} (${entry.title}) is given by its wrong example`, () => {
      const found = checkSource(entry.wrong, OPTIONS).diagnostics.filter((diagnostic) => diagnostic.code === code);
      expect(found.length).toBeGreaterThan(0);
      expect(found[0]!.severity).toBe(entry.severity);
    });

    it(`${code} (${entry.title}) is not given by its right example, which has no error`, () => {
      expect(codesOf(entry.right, OPTIONS)).not.toContain(code);
      expect(errorsOf(entry.right, OPTIONS).map((found) => found.message)).toEqual([]);
    });
  }
});
