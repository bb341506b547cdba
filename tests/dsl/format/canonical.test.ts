// The canonical form, case by case: what was typed beside what the formatter prints.

import { describe, expect, test } from "vitest";
import { format, parse } from "../../../dsl/index.ts";

function formatted(text: string): string {
  const { file, diagnostics } = parse(text, { file: "x.lore", surface: "radio" });
  expect(diagnostics).toEqual([]);
  return format(file, text);
}

/** A statement as the formatter prints it. */
function statement(text: string): string {
  return formatted(`fn f()\n  ${text}\nend`)
    .replace(/^fn f\(\)\n/, "")
    .replace(/end\n$/, "")
    .replace(/^ {2}/gm, "")
    .trimEnd();
}

describe("a call as a statement", () => {
  test.each([
    ["give(rope, to: bob)", "give rope to bob"],
    ["unlock(north)", "unlock north"],
    ["heal(-5)", "heal -5"],
    ["self.sell(rope, to: actor)", "self.sell rope to actor"],
    ["f(a, b)", "f(a, b)"],
    ["look()", "look()"],
    ["show([1])", "show([1])"],
    ["show((a))", "show((a))"],
    ["say(a in b)", "say(a in b)"],
    ["say (a in b)", "say(a in b)"],
    ["say(x, up_to: 5)", "say(x, up_to: 5)"],
    ["say(to)", "say(to)"],
    ["say(count, of: x)", "say(count, of: x)"],
    ["say(if a then b else c, to: room)", "say if a then b else c to room"],
    ["f(posts where read)", "f(posts where read)"],
    ["choice(x)", "choice(x)"],
  ])("%s", (typed, canonical) => {
    expect(statement(typed)).toBe(canonical);
    expect(statement(canonical)).toBe(canonical);
  });
});

describe("a block", () => {
  test("of one short statement stays on its line", () => {
    expect(statement('if night\n  say "Dark."\nend')).toBe('if night: say "Dark."; end');
  });

  test("of several stands on lines of its own", () => {
    expect(statement('if night: say "Dark."; stop; end')).toBe('if night\n  say "Dark."\n  stop\nend');
  });

  test("that does not fit its line is broken", () => {
    const long = `say "${"x".repeat(90)}"`;
    expect(statement(`if night: ${long}; end`)).toBe(`if night\n  ${long}\nend`);
  });

  test("with an else is broken, and so is what it holds", () => {
    expect(statement("if a: stop; otherwise if b: stop; otherwise: stop; end")).toBe("if a\n  stop\nelse if b\n  stop\nelse\n  stop\nend");
  });

  test("of arms has an arm a line", () => {
    expect(statement("match k; when 1, 2: stop; else: f(); stop; end")).toBe("match k\n  when 1, 2: stop\n  else\n    f()\n    stop\nend");
  });

  test("of two short choices stays on its line", () => {
    expect(statement('choose\n  say "a"\nor 2\n  say "b"\nend')).toBe('choose: say "a"; or 2: say "b"; end');
  });
});

describe("a member and a declaration", () => {
  test.each([
    ["thing coin: value: 1", "thing coin: value: 1; end\n"],
    ["ON_USE: stop", "on use: stop; end\n"],
    ["every 120 minutes: stop", "every 2 hours: stop; end\n"],
    ["every day at 4:05: stop", "every day at 04:05: stop; end\n"],
    ["THING Lamp \u201cLamp\u201d IS Light IN Square: Lit: TRUE", 'thing lamp "Lamp" in square is light: lit: true; end\n'],
    ['room a "A"; desc: "x"', 'room a "A"\n  desc: "x"\nend\n'],
    ["record r: a: number; b: text 5 = \u00ab\u00bb", 'record r\n  a: number\n  b: text 5 = ""\nend\n'],
    ['command "TAKE|Get  [ the ] <what:thing  here>": stop', 'command "take|get [the] <what: thing here>"\n  stop\nend\n'],
  ])("%s", (typed, canonical) => {
    expect(formatted(typed)).toBe(canonical);
  });

  test("a list that does not fit one line has a value a line", () => {
    const value = `{act: "visit", line: "${"x".repeat(40)}"}`;
    expect(formatted(`quest q: objectives: ${value}, ${value}`)).toBe(`quest q\n  objectives: ${value},\n    ${value}\nend\n`);
  });

  test("tall declarations stand apart, one-line ones together", () => {
    const typed = "event a\nevent b\nfn f(); stop; end; fn g(); stop; end; event c";
    expect(formatted(typed)).toBe("event a\nevent b\n\nfn f()\n  stop\nend\n\nfn g()\n  stop\nend\n\nevent c\n");
  });
});

describe("comments and blank lines", () => {
  test("a comment stays behind its line, before its line, and before an end", () => {
    const text = "-- top\nfn f() -- header\n  -- first\n  f() -- behind\n\n  g()\n  -- last\nend\n-- bottom\n";
    expect(formatted(text)).toBe(text);
  });

  test("comments stay with the arm that they stand in", () => {
    const text = "fn f()\n  if a\n    g()\n    -- in if\n  else -- why\n    -- in else\n    h()\n  end\nend\n";
    expect(formatted(text)).toBe(text);
  });

  test("a block with a comment in it is never pulled together", () => {
    const text = "fn f()\n  if a\n    -- why\n    stop\n  end\nend\n";
    expect(formatted(text)).toBe(text);
  });

  test("one blank line is kept, more are not", () => {
    expect(formatted("fn f()\n\n\n  a()\n\n\n\n  b()\n\nend\n")).toBe("fn f()\n  a()\n\n  b()\nend\n");
  });

  test("an em dash that began a comment becomes two hyphens", () => {
    expect(formatted("event a \u2014 why\n")).toBe("event a -- why\n");
  });
});

describe("texts", () => {
  test.each([
    ["say \u201ca\u201d", 'say "a"'],
    ["say \u201ca \\\u201db\\\u201d\u201d", 'say "a \u201db\u201d"'],
    ['say \u00aba "b"\u00bb', 'say "a \\"b\\""'],
    ['say "{ what : The } {N:Coin} {Actor   Takes} {{x} \\\\ \\n"', 'say "{what:The} {N:coin} {Actor takes} {{x} \\\\ \\n"'],
  ])("%s", (typed, canonical) => {
    expect(statement(typed)).toBe(canonical);
  });

  test("a long text goes one step in and keeps its own indentation", () => {
    const typed = 'fn f()\n  let x = """\n One\n   two\n """\nend';
    expect(formatted(typed)).toBe('fn f()\n  let x = """\n    One\n      two\n    """\nend\n');
  });
});
