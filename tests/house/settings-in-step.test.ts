import { describe, expect, test } from "vitest";
import { checkConfig } from "../../engine/app/config-schema.ts";
import { PACK_CODES } from "../../engine/packs/problem.ts";
import { readText } from "../support/tree.ts";

const page = readText("docs/sysop/settings.md");

describe("docs/sysop/settings.md", () => {
  test("shows settings that are read as they stand, with the defaults that are in force", () => {
    const example = /```toml\n([\s\S]*?)```/.exec(page)![1]!;
    const shown = checkConfig(example, "settings.md");
    const defaults = checkConfig("", "none");
    for (const section of ["budget", "telnet", "sandbox", "patience"] as const) expect(shown[section]).toEqual(defaults[section]);
  });

  test("lists every code of packs, and no other", () => {
    const listed = [...page.matchAll(/^\| `(LORE\d+)`/gm)].map((match) => match[1]);
    expect(listed).toEqual(Object.keys(PACK_CODES));
  });
});
