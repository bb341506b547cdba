// A world whose packs are compiled already starts without the parser: the language's door must be cheap to open.

import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

const PROGRAM = `
import { registerHooks } from "node:module";
const seen = [];
registerHooks({ resolve(name, context, next) { seen.push(name); return next(name, context); } });
const { parse } = await import("./dsl/index.ts");
const before = seen.includes("chevrotain");
parse('room a "A": end', { file: "a.lore" });
console.log(JSON.stringify([before, seen.includes("chevrotain")]));
`;

test("the parser is loaded at the first parse and not before", () => {
  const out = execFileSync(process.execPath, ["--input-type=module", "-e", PROGRAM], { encoding: "utf8" });
  expect(JSON.parse(out)).toEqual([false, true]);
});
