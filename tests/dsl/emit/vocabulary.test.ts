// Generated code says nothing but its own words: whatever a script is called or holds, no global and no property of JavaScript can be named.

import fc from "fast-check";
import { expect, test } from "vitest";
import { createFakeHost } from "../support/fake-host.ts";
import { createIsolate } from "../support/isolate.ts";
import { compileProgram } from "../support/program.ts";

const { $ } = createIsolate(createFakeHost());
const RUNTIME = new Set([...Object.keys($), ...Object.keys($.pure), "n", "d", "max", "length"]);
const KEYWORDS = new Set(
  "function return const let if else for of while break continue try catch finally true false null undefined use strict".split(" "),
);
const LOCAL = /^(v_[a-z0-9_$]*|[acdeilmwrskxD]\d+|oD\d+|self|s|P|F|T|\$|a)$/;

/** Identifiers and the names after dots, outside of strings and comments. */
function words(js: string): { free: string[]; members: string[] } {
  const bare = js.replace(/"(?:[^"\\]|\\.)*"|\/\/[^\n]*/g, '""');
  expect(bare).not.toMatch(/[`'\\]|\bnew\b|\bthis\b/);
  const members = [...bare.matchAll(/\.([\p{L}_$][\p{L}\p{N}_$]*)/gu)].map((match) => match[1]!);
  const free = [...bare.matchAll(/(?<![.\p{L}\p{N}_$])[\p{L}_$][\p{L}\p{N}_$]*/gu)].map((match) => match[0]);
  return { free, members };
}

function expectClosed(js: string): void {
  const { free, members } = words(js);
  expect(free.filter((word) => !KEYWORDS.has(word) && !LOCAL.test(word))).toEqual([]);
  expect(members.filter((word) => !RUNTIME.has(word))).toEqual([]);
}

const HOSTILE = [
  "constructor",
  "__proto__",
  "prototype",
  "eval",
  "function",
  "arguments",
  "globalthis",
  "this",
  "new",
  "await",
  "class",
  "import",
  "tostring",
  "valueof",
  "größe",
  "v_x",
  "c0",
  "f",
];

test("Names that mean something to JavaScript mean nothing in generated code.", () => {
  for (const name of HOSTILE) {
    const source = `record ${name}_r: ${name}: number = 1; end
npc n${name} "N"
  prop ${name}: number = 2
  fn ${name}(${name}_p: number): number: return self.${name} + ${name}_p; end
end
fn ${name}_f(${name}: number, with ${name}_b: map of number): number: return ${name} + (${name}_b.${name} or 0); end
command "go"
  let ${name}_l = ${name}_f(1, with: {${name}: 5})
  for each ${name}_x in [${name}_l]: say "{n${name}.${name}(${name}_x)}"; end
end`;
    expectClosed(compileProgram(source).js);
  }
});

test("Whatever a text holds stays inside its string.", () => {
  const nasty = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.constantFrom('"+eval(1)+"', "\u2028", "\u2029*/", "*/;process;/*", "\u0001 1\u0002", "</script>", "${x}", '\\\\"', "`"),
  );
  fc.assert(
    fc.property(nasty, nasty, (a, b) => {
      const quoted = (text: string): string =>
        text.replace(/[\\"{“”„«»]/g, (c) => (c === "{" ? "{{" : c === "\\" || c === '"' ? `\\${c}` : "")).replace(/[\r\n]/g, " ");
      const js = compileProgram(`command "go"\n  say "${quoted(a)}"\n  let m = {k: "${quoted(b)}"}\n  say "{m.k}!"\nend`).js;
      expectClosed(js);
    }),
    { numRuns: 60 },
  );
});
