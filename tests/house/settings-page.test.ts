// The page of settings is what the table says. To write it anew: UPDATE=1 npx vitest run tests/house/settings-page.test.ts

import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { DEFAULT_CONFIG } from "../../engine/app/config.ts";
import { renderSettings } from "../../engine/app/settings/page.ts";
import { SECTIONS } from "../../engine/app/settings/table.ts";

const PAGE = new URL("../../docs/sysop/settings.md", import.meta.url);
const MARKED = /(<!-- settings: [^\n]*-->\n)([\s\S]*?)(<!-- end of settings -->)/;

describe("docs/sysop/settings.md", () => {
  test("is what the table of settings says", () => {
    const made = `\n${renderSettings(DEFAULT_CONFIG)}\n\n`;
    if (process.env["UPDATE"] !== undefined)
      writeFileSync(
        PAGE,
        readFileSync(PAGE, "utf8").replace(MARKED, (_, head, __, foot) => `${head}${made}${foot}`),
      );
    expect(MARKED.exec(readFileSync(PAGE, "utf8"))?.[2]).toBe(made);
  });

  test("can say that no setting is a secret", () => {
    const keys = SECTIONS.flatMap(({ settings }) => settings.map(({ key }) => key));
    expect(keys.length).toBeGreaterThan(40);
    expect(keys.filter((key) => /pass|secret|token|psk|key/.test(key))).toEqual([]);
  });
});
