// Code that is compiled to be traced does what it does otherwise, at the same cost, and tells each step.

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compileProgram, playProgram } from "../support/program.ts";

const here = new URL("./", import.meta.url);
const folders = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory());

test.each(folders.map(({ name }) => name))("Programs of %s say and spend the same when they are traced.", (folder) => {
  for (const name of readdirSync(new URL(`${folder}/`, here)).filter((file) => file.endsWith(".lore"))) {
    const source = readFileSync(new URL(`${folder}/${name}`, here), "utf8");
    const [plain, traced] = [playProgram(source), playProgram(source, {}, true)];
    expect({ name, lines: traced.lines, fuel: traced.fuel }).toEqual({ name, lines: plain.lines, fuel: plain.fuel });
    expect(traced.host.steps.length).toBeGreaterThan(0);
  }
});

test("Every statement that runs is told, with what it worked out.", () => {
  const source = `command "go"
  let n = 0
  for i in 1 to 2: n += i; end
  if n > 5
    say "big"
  else if twice(n) is 6
    say "six"
  end
  try: deny "no"; else: say why; end
end
fn twice(n: number): number
  return n * 2
end`;
  const { steps } = playProgram(source, {}, true).host;
  expect(steps.map(({ text, value }) => (value === undefined ? text : `${text} = ${value}`))).toEqual([
    "let n = 0",
    "let n = 0 = 0",
    "for i in 1 to 2",
    "for i in 1 to 2",
    "for i in 1 to 2 = 1",
    "n += i",
    "n += i = 1",
    "for i in 1 to 2",
    "for i in 1 to 2 = 2",
    "n += i",
    "n += i = 3",
    "if n > 5",
    "if n > 5 = false",
    "else if twice(n) is 6",
    "return n * 2",
    "return n * 2 = 6",
    "else if twice(n) is 6 = true",
    'say "six"',
    "try",
    'deny "no"',
    'deny "no" = sno',
    "else",
    "else = sno",
    "say why",
  ]);
});

test("Ordinary code tells nothing and is as it was.", () => {
  const source = 'command "go": let n = 1; say "{n}"; end';
  expect(compileProgram(source).js).not.toMatch(/\$\.(step|saw|back|paid)/);
  expect(compileProgram(source).steps).toBeUndefined();
  expect(compileProgram(source, true).code).toEqual(compileProgram(source).code);
});
