import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFakeHost } from "../support/fake-host.ts";
import { createIsolate } from "../support/isolate.ts";

const host = createFakeHost();
host.functions.set("echo", (x = null) => x);
const { $ } = createIsolate(host);

function fresh(): void {
  $.F.n = 1e9;
}

function freshList(items: unknown[]): unknown {
  fresh();
  return $.list(items);
}

function freshMap(entries: [string, unknown][]): unknown {
  fresh();
  return $.dict(
    entries.map(([key]) => key),
    entries.map(([, item]) => item),
  );
}

/** Out through the wall and back. */
function roundTrip(value: unknown): unknown {
  return $.call("echo", 1, value);
}

function faultOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as { kind?: string }).kind ?? String(error);
  }
  return "none";
}

const word = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom("__proto__", "constructor", "toString", "hasOwnProperty", "length", "class", "\u2028", "s", "j[", "!f"),
);
const whole = fc.integer({ min: -1e9, max: 1e9 });
const scalar = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }).map((n) => n + 0),
  fc.boolean(),
  fc.constant(null),
  word,
  whole.map((n) => $.money(n)),
  whole.map((n) => $.duration(n)),
  whole.map((n) => $.time(n)),
  word.map((w) => $.model(`t.${w}`)),
  word.map((w) => $.direction(w)),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof({ depthSize: "small" }, scalar, tie("list"), tie("map")),
  list: fc.array(tie("any"), { maxLength: 6 }).map(freshList),
  map: fc.array(fc.tuple(word, tie("any")), { maxLength: 6 }).map(freshMap),
})).any;

describe("values and their wires", () => {
  test("Any value comes back from the wire as it was.", () => {
    fc.assert(
      fc.property(value, (v) => {
        fresh();
        expect($.is(roundTrip(v), v)).toBe(true);
      }),
    );
  });

  test("A text keeps what readers may make of it.", () => {
    fresh();
    const rich = $.text("The ", $.part($.model("t.rope"), "the", "falls", 1, null), " and ", $.part(3, "", "", 0, $.model("t.coin")));
    expect(JSON.stringify(roundTrip(rich))).toBe(JSON.stringify(rich));
  });

  test("Hostile words are ordinary keys and reach nothing.", () => {
    for (const key of ["__proto__", "constructor", "toString", "prototype", "valueOf", "hasOwnProperty"]) {
      fresh();
      expect($.get($.dict([], []), key)).toBe(null);
      expect($.index($.dict([key], [7]), key)).toBe(7);
      expect(faultOf(() => $.get($.list([]), key))).toBe("none");
      expect(faultOf(() => $.get("text", key))).toBe("type");
      expect(faultOf(() => $.get(5, key))).toBe("type");
      expect(faultOf(() => $.get(null, key))).toBe("missing");
    }
    expect(({} as Record<string, unknown>)["polluted"]).toBe(undefined);
  });
});

describe("sums", () => {
  const operand = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.constantFrom(0, -0, 1, -1, 0.1, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, 1e-300),
  );
  const amounts = fc.oneof(
    operand,
    whole.map((n) => $.money(n)),
    whole.map((n) => $.duration(n)),
    whole.map((n) => $.time(n)),
    word,
    fc.constant(null),
  );

  test("No sum yields NaN, an infinity, minus zero or an unsafe number: what would is a fault.", () => {
    fc.assert(
      fc.property(fc.constantFrom("add", "sub", "mul", "div", "idiv", "mod"), amounts, amounts, (op, a, b) => {
        fresh();
        let result: unknown;
        try {
          result = $[op](a, b);
        } catch (error) {
          expect(["type", "range", "missing"]).toContain((error as { kind: string }).kind);
          return;
        }
        const n = typeof result === "object" ? (result as { n: number }).n : result;
        if (typeof n === "string") return;
        expect(Math.abs(n as number) <= Number.MAX_SAFE_INTEGER).toBe(true);
        expect(Object.is(n, -0)).toBe(false);
        if (typeof result === "object") expect(Number.isInteger(n)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test("Whole division and its rest fit together, the rest with the sign of the divisor.", () => {
    fc.assert(
      fc.property(
        whole,
        whole.filter((n) => n !== 0),
        (a, b) => {
          fresh();
          const rest = $.mod(a, b) as number;
          expect(($.idiv(a, b) as number) * b + rest).toBe(a);
          expect(rest === 0 || Math.sign(rest) === Math.sign(b)).toBe(true);
          expect(Math.abs(rest)).toBeLessThan(Math.abs(b));
        },
      ),
    );
  });

  test("Money times a number is rounded half away from zero and is never a fraction.", () => {
    fresh();
    expect($.mul($.money(5), 0.5).n).toBe(3);
    expect($.mul($.money(-5), 0.5).n).toBe(-3);
    expect($.div($.money(10), 4).n).toBe(3);
    expect($.div($.money(10), $.money(4))).toBe(2.5);
    expect(faultOf(() => $.add($.money(1), 0.5))).toBe("range");
  });
});

describe("caps", () => {
  test("Lists, maps, texts and nesting end where they must.", () => {
    fresh();
    const thousand = $.list(new Array(1000).fill(1));
    expect(faultOf(() => $.assign(thousand, [], "add", 1))).toBe("range");
    expect(faultOf(() => $.add(thousand, $.list([1])))).toBe("range");
    expect(faultOf(() => $.add("x".repeat(8000), "y"))).toBe("range");
    expect(faultOf(() => $.add("é".repeat(4000), "y"))).toBe("range");
    expect($.add("x".repeat(7999), "y").length).toBe(8000);
    let map = $.dict([], []);
    for (let i = 0; i < 1000; i++) map = $.assign(map, [`k${i}`], "=", i);
    expect(faultOf(() => $.assign(map, ["one more"], "=", 1))).toBe("range");
    let deep = $.list([]);
    for (let i = 1; i < 12; i++) deep = $.list([deep]);
    expect(faultOf(() => $.list([deep]))).toBe("depth");
  });

  test("Sharing cannot make a value that is small in memory and endless on the wire.", () => {
    fresh();
    let v = $.list(new Array(100).fill("some words"));
    const grow = (): void => {
      for (let i = 0; i < 8; i++) v = $.list(new Array(100).fill(v));
    };
    expect(faultOf(grow)).toBe("range");
  });

  test("Work on long values costs fuel by their size.", () => {
    const cost = (run: () => unknown): number => {
      fresh();
      const before = $.F.n;
      run();
      return before - $.F.n;
    };
    const long = $.list(new Array(1000).fill(1));
    expect(cost(() => $.assign(long, [[1]], "=", 2))).toBeGreaterThan(30);
    expect(cost(() => $.has("word ".repeat(1000), "nothing"))).toBeGreaterThan(100);
    expect(cost(() => $.sortBy(long, null, false))).toBeGreaterThan(1000);
  });
});

describe("texts", () => {
  test("Comparing folds case, smart forms and outer blanks, and words are found without their punctuation.", () => {
    fresh();
    expect($.is(" Don\u2019t ", "don't")).toBe(true);
    expect($.is("a\u00a0b", "A b")).toBe(true);
    expect($.has("Speak, Mellon!", "mellon")).toBe(true);
    expect($.has("watermellon", "mellon")).toBe(false);
    expect($.has("anything", "")).toBe(true);
    expect($.pure.same("A", "a")).toBe(false);
  });

  test("Numbers are printed without exponents.", () => {
    fresh();
    expect($.text(0.1 + 0.2, " ", 1e-9, " ", 0.000123, " ", 123456789012345)).toBe("0.3 0 0.000123 123456789012345");
  });
});

describe("value semantics", () => {
  test("Writing a path copies the values along it and leaves every other holder alone.", () => {
    fresh();
    const inner = $.dict(["hp"], [5]);
    const before = $.list([inner, inner]);
    const after = $.assign(before, [[1], "hp"], "-=", 1);
    expect($.get($.index(before, 1), "hp")).toBe(5);
    expect($.get($.index(after, 1), "hp")).toBe(4);
    expect($.get($.index(after, 2), "hp")).toBe(5);
    expect(faultOf(() => $.assign(before, [[3]], "=", 1))).toBe("range");
    expect(faultOf(() => $.assign(before, [[1.5]], "=", 1))).toBe("type");
  });
});
