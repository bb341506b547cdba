// The sysop's tables of settings and metrics are what the code says. To write them anew: UPDATE=1 npx vitest run tests/house/sysop-tables.test.ts

import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { DEFAULT_CONFIG } from "../../engine/app/config.ts";
import { renderSettings } from "../../engine/app/settings/page.ts";
import { SECTIONS } from "../../engine/app/settings/table.ts";
import { renderMetricsTable } from "../../engine/app/status/page.ts";

/** What stands on a page between the markers of `name`; with UPDATE=1 it is written first. */
function marked(page: string, name: string, made: string): string {
  const path = new URL(`../../${page}`, import.meta.url);
  const around = new RegExp(`(<!-- ${name}: [^\\n]*-->\\n)([\\s\\S]*?)(<!-- end of ${name} -->)`);
  if (process.env["UPDATE"] !== undefined)
    writeFileSync(
      path,
      readFileSync(path, "utf8").replace(around, (_, head, __, foot) => `${head}${made}${foot}`),
    );
  return around.exec(readFileSync(path, "utf8"))?.[2] ?? "";
}

describe("docs/sysop/watching.md", () => {
  test("names every metric", () => {
    const made = `\n${renderMetricsTable()}\n\n`;
    expect(marked("docs/sysop/watching.md", "metrics", made)).toBe(made);
  });
});

describe("docs/sysop/settings.md", () => {
  test("is what the table of settings says", () => {
    const made = `\n${renderSettings(DEFAULT_CONFIG)}\n\n`;
    expect(marked("docs/sysop/settings.md", "settings", made)).toBe(made);
  });

  test("can say that no setting is a secret", () => {
    const keys = SECTIONS.flatMap(({ settings }) => settings.map(({ key }) => key));
    expect(keys.length).toBeGreaterThan(40);
    expect(keys.filter((key) => /pass|secret|token|psk|key/.test(key))).toEqual([]);
  });
});
