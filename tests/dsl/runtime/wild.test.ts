// Whatever values meet in an operation, what goes wrong is a fault that says so, never an error of JavaScript.

import fc from "fast-check";
import { expect, test } from "vitest";
import { createFakeHost } from "../support/fake-host.ts";
import { createIsolate } from "../support/isolate.ts";
import { compileProgram } from "../support/program.ts";

const host = createFakeHost();
host.pack = compileProgram(`record foe: name: text = "rat"; hp: number = 4; end\ncommand "go": stop; end`);
const ann = host.spawn(
  "ann",
  ["core.player"],
  [
    ["level", 3],
    ["name", "sAnn"],
  ],
);
host.each.add("trust");
const { $ } = createIsolate(host);

const OPERATIONS: Readonly<Record<string, number>> = {
  ...{ add: 2, sub: 2, mul: 2, div: 2, idiv: 2, mod: 2, neg: 1, is: 2, lt: 2, le: 2, gt: 2, ge: 2, has: 2, inside: 2, truth: 1 },
  ...{ index: 2, count: 1, first: 1, anyOf: 1, sum: 1, modelOf: 1, reversed: 1, skip: 2, limit: 2, walk: 1, bound: 1, text: 3, chance: 1 },
  ...{ deny: 1, roll: 2, removeRow: 1, toMoney: 1, list: 0 },
};
const PURE = Object.keys($.pure);
const NAMES = ["name", "hp", "trust", "__proto__", "constructor", "length", "a"];

const scalar = fc.oneof(
  fc.constantFrom(0, 1, -1, 2.5, 1000, 9007199254740991, true, false, null, "", "rope", "a b", "__proto__", "\ud800"),
  fc
    .constantFrom(
      () => $.money(5),
      () => $.duration(1000),
      () => $.time(0),
      () => $.direction("north"),
      () => $.model("t.rope"),
      () => $.kind("core.thing"),
      () => $.entity("ann"),
    )
    .map((make) => make()),
);

const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalar,
    fc.array(tie("any"), { maxLength: 4 }).map((items) => make(() => $.list(items))),
    fc.array(fc.tuple(fc.constantFrom(...NAMES), tie("any")), { maxLength: 4 }).map((pairs) =>
      make(() =>
        $.dict(
          pairs.map(([key]) => key),
          pairs.map(([, item]) => item),
        ),
      ),
    ),
    tie("any").map((item) => make(() => $.record("t.foe", ["hp"], [item]))),
    tie("any").map((item) => make(() => $.text("so ", $.part(item, "the", "sings", 1, null)))),
  ),
})).any as fc.Arbitrary<unknown>;

function make(run: () => unknown): unknown {
  $.F.n = 1e9;
  return run();
}

/** Faults, refusals and stops of the runtime are no errors of JavaScript. */
function isOurs(error: unknown): boolean {
  return typeof error === "object" && error !== null && !("stack" in error);
}

function tame(run: () => unknown): void {
  $.F.n = 1e6;
  try {
    run();
  } catch (error) {
    if (!isOurs(error)) throw error;
  }
}

test("Operations on any values end in a value or a fault.", () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(OPERATIONS)), value, value, value, (name, a, b, c) => {
      tame(() => (name === "list" ? $.list([a, b, c]) : $[name](...[a, b, c].slice(0, OPERATIONS[name]))));
    }),
    { numRuns: 3000 },
  );
});

test("Functions of the runtime take whatever they are given.", () => {
  fc.assert(
    fc.property(fc.constantFrom(...PURE), value, value, value, (name, a, b, c) => {
      tame(() => $.pure[name](a, b, c));
      tame(() => $.pure[name](a));
    }),
    { numRuns: 2000 },
  );
});

test("Reading and writing any path of any value ends in a value or a fault.", () => {
  const step = fc.oneof(
    fc.constantFrom(...NAMES),
    value.map((key) => [key]),
  );
  const op = fc.constantFrom("=", "+=", "-=", "add", "remove");
  fc.assert(
    fc.property(value, fc.array(step, { maxLength: 4 }), op, value, (root, steps, how, v) => {
      tame(() => $.assign(root, steps, how, v));
      for (const name of NAMES) tame(() => $.getEach(root, name, v));
      tame(() => $.sortBy(root, "hp", how === "="));
      tame(() => $.method(root, "hp", null, v));
      tame(() => $.call("echo", 1, root, v));
      tame(() => $.ask(null, 0, root, false, v, root, v));
    }),
    { numRuns: 2000 },
  );
  expect(host.entities.get(ann)?.id).toBe("ann");
});
