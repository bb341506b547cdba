import { describe, expect, test } from "vitest";
import { ERROR_MESSAGES } from "../../engine/base/errors.ts";
import { filesBelow, readText } from "../support/tree.ts";

const page = readText("docs/errors.md");
const documented = [...page.matchAll(/^\| `(E_[A-Z_]+)` \| (.+?) \|/gm)].map((m) => [m[1], m[2]]);

describe("docs/errors.md and the table of coded errors are in step", () => {
  test("every code stands in the page with its message, and no other", () => {
    expect(Object.fromEntries(documented)).toEqual(ERROR_MESSAGES);
  });

  test("every code is thrown somewhere", () => {
    const code = filesBelow("engine", ".ts")
      .filter((path) => path !== "engine/base/errors.ts")
      .map(readText)
      .join("\n");
    expect(Object.keys(ERROR_MESSAGES).filter((name) => !code.includes(`"${name}"`))).toEqual([]);
  });
});
