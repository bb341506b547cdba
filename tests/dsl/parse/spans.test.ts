// Spans point into the source as it was written, whatever signs and blanks stand in it.

import { expect, test } from "vitest";
import { parse } from "../../../dsl/index.ts";

const SOURCE =
  "\u3000room\u00a0Square \u201cHarbour \u2014 old\u201d:\r\n  desc: \u201cA {actor:The} b\u201d\r\n  on_use: heal actor by \u20135; end\r\nend\r\n";

function spans(): string[] {
  const found: string[] = [];
  const walk = (node: unknown) => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (typeof node !== "object" || node === null) return;
    const { span } = node as { span?: { start: number; end: number } };
    if (span !== undefined) found.push(SOURCE.slice(span.start, span.end));
    for (const value of Object.values(node)) walk(value);
  };
  walk(parse(SOURCE, { file: "x.lore" }).file.decls);
  return found;
}

test("a name's span is the word as typed", () => {
  expect(spans()).toContain("Square");
  expect(spans()).toContain("use");
});

test("a text's span takes in its quotes", () => {
  expect(spans()).toContain("\u201cHarbour \u2014 old\u201d");
});

test("an interpolation's span takes in its braces", () => {
  expect(spans()).toContain("{actor:The}");
});

test("a block statement's span reaches to its end", () => {
  expect(spans()).toContain("on_use: heal actor by \u20135; end");
  expect(spans()).toContain("heal actor by \u20135");
  expect(spans()).toContain("\u20135");
});
