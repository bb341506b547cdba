// The known ways to kill a process past the limits of isolated-vm, and the known ways out of a sandbox: none of them can be said
// in Lore. What compiles at all compiles to code without a free name, a BigInt, a pattern or a text that ends early.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compilePack } from "../../../dsl/index.ts";
import { surface } from "../../../engine/app/surface.ts";
import { findForbidden } from "./javascript.ts";

function compile(source: string) {
  return compilePack({ id: "town", sources: [{ name: "a.lore", text: source }], below: [], surface: surface(), capabilities: [] });
}

function inCommand(body: string) {
  return compile(`room yard "Yard"\n  desc: "x"\nend\n\ncommand "go"\n${body}\nend\n`);
}

const errors = (output: ReturnType<typeof compile>) => output.diagnostics.filter((one) => one.severity === "error").map((one) => one.code);

describe("no Lore says", () => {
  const UNSAYABLE: Readonly<Record<string, string>> = {
    "an array filled past V8's limit": "let a = new Array(134217728).fill(0)",
    "a Map that grows for ever": "let m = new Map()\nm.set(1, 2)",
    "a BigInt literal": "let a = 2n",
    "a BigInt by its name": "let a = BigInt(2)",
    "a regular expression": "let a = /(a+)+$/",
    "a regular expression by its name": 'let a = RegExp("(a+)+$")',
    "a global": "globalThis.x = 1",
    "a typed array": "let a = Uint8Array(10)",
    "the compiler by a constructor": 'let f = actor.constructor("return process")',
    "a prototype": "let p = actor.__proto__",
    "a template": "let a = `${1}`",
    "an interpolated call of what is not Lore": 'say "{process.exit()}"',
    "an escaped name": "let \\u0061bc = 1",
    "an async function": "async fn x(): await 1; end",
    "a promise": "let p = Promise(1)",
    "a timer": "let t = setTimeout(1, 2)",
    "an import": 'import "fs"',
    "a generator": "yield 1",
    "a spread": "let a = [...actor]",
    "an assignment inside an expression": "if (x = 1): say 1; end",
    "the host": "let h = host",
    "the runtime": "let r = $",
    "a runtime's counter": "F.n = 1000000",
  };
  for (const [name, body] of Object.entries(UNSAYABLE)) {
    test(name, () => {
      const output = inCommand(body);
      expect(errors(output)).not.toEqual([]);
      expect(output.pack).toBeUndefined();
    });
  }
});

describe("what can be said stays inside", () => {
  const SAYABLE: Readonly<Record<string, string>> = {
    "a text that looks like the end of one": 'say "\\"); process.exit(); (\\""',
    "a text with line separators": 'say "a\u2028b\u2029c"',
    "a text with a dollar and a brace": 'say "$\\{{1}}"',
    "a comment that looks like another's end": '-- */ process.exit() /*\nsay "x"',
    "unicode escapes in a text": 'say "\\\\u0022 + process.exit()"',
    "a record key that is a prototype": 'let a = {constructor: "a"}\nsay "x"',
  };
  for (const [name, body] of Object.entries(SAYABLE)) {
    test(name, () => {
      const output = inCommand(body);
      if (output.pack !== undefined) expect(findForbidden(output.pack.js)).toEqual([]);
      else expect(errors(output)).not.toEqual([]);
    });
  }

  const JAVASCRIPT_WORDS =
    "class const var function eval arguments await yield new delete typeof void this super null constructor prototype __proto__ hasOwnProperty toString valueOf";
  for (const word of JAVASCRIPT_WORDS.split(" ")) {
    test(`the name ${word} for a local, a parameter, a property, a function and a thing`, () => {
      const output = compile(
        [
          `room yard "Yard"`,
          `  desc: "x"`,
          `  thing ${word} "odd thing" is fixture`,
          `    desc: "x"`,
          `  end`,
          `end`,
          `extend player`,
          `  prop ${word}: number = 1`,
          `end`,
          `fn ${word}_of(${word}: number): number`,
          `  return ${word} + 1`,
          `end`,
          `command "go"`,
          `  let ${word} = 1`,
          `  actor.${word} = ${word} + actor.${word}`,
          `  say "{${word}_of(${word})}"`,
          `end`,
          ``,
        ].join("\n"),
      );
      expect(errors(output)).toEqual([]);
      expect(findForbidden(output.pack!.js)).toEqual([]);
    });
  }

  test("any characters in a text, a title, a command and a comment", () => {
    const nasty = fc.string({
      unit: fc.constantFrom(
        '"',
        "\\",
        "`",
        "$",
        "{",
        "}",
        "\n",
        "\r",
        "\u2028",
        "\u2029",
        "*",
        "/",
        "'",
        "a",
        "1",
        "n",
        ";",
        "(",
        ")",
        " ",
      ),
    });
    fc.assert(
      fc.property(nasty, nasty, nasty, (text, title, comment) => {
        const output = compile(`-- ${comment}\nroom yard "${title}"\n  desc: "${text}"\nend\ncommand "${title}"\n  say "${text}"\nend\n`);
        if (output.pack !== undefined) expect(findForbidden(output.pack.js)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test("the proof itself finds what it looks for", () => {
    expect(findForbidden("let a = 2n")).toEqual(["the name a", "BigInt 2n"]);
    expect(findForbidden("T = /x/")).toEqual(["a pattern", "the name x"]);
    expect(findForbidden('$.f("a\\"b")/2')).toEqual([]);
    expect(findForbidden('$.f("a"); process.exit()')).toEqual(["the name process"]);
    expect(findForbidden("// a\u2028process()")).toEqual(["the name process"]);
  });
});
