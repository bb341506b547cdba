// Two sides of one pack brought together: what one side changed is as it has it, and what both changed is told.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonical, changedNames, conflictsOf, declarations, withMine } from "../../dsl/index.ts";

const pack = "ann";
const form = (text: string): string => {
  const done = canonical({ id: pack, text });
  return "text" in done ? done.text : `wrong: ${text}`;
};
const thing = (name: string, desc: string): string => `thing ${name} "${name}": desc: "${desc}"; end\n`;

describe("the declarations of a pack", () => {
  test("have names of their own and the comments above them", () => {
    const text = form(
      '-- Shines.\nthing lamp "lamp": end\nextend town.square: exit north to shed; end\nroom shed "Shed": end\ntext hi "Hi."\n',
    );
    expect(declarations({ id: pack, text }).map(({ name, target }) => [name, target])).toEqual([
      ["lamp", undefined],
      ["town.square", "town.square"],
      ["shed", undefined],
      ["text hi", undefined],
    ]);
    expect(declarations({ id: pack, text })[0]!.text).toMatch(/^-- Shines\.\nthing lamp/);
  });

  test("of a text that cannot be read are none", () => {
    expect(declarations({ id: pack, text: "thing thing thing" })).toEqual([]);
  });
});

describe("two sides", () => {
  const base = form(thing("lamp", "old") + thing("chair", "old") + thing("hat", "old"));
  const mine = form(thing("lamp", "mine") + thing("hat", "old") + thing("table", "mine"));
  const theirs = form(thing("lamp", "theirs") + thing("chair", "old") + thing("hat", "theirs") + thing("stool", "theirs"));

  test("conflict only in what both changed", () => {
    expect(changedNames({ pack, base, mine })).toEqual(["lamp", "chair", "table"]);
    expect(conflictsOf({ pack, base, mine, theirs })).toEqual(["lamp"]);
    expect(conflictsOf({ pack, base, mine, theirs: mine })).toEqual([]);
  });

  test("come together name by name", () => {
    const made = withMine({ pack, base, mine, theirs }, new Set(["lamp", "chair", "table"]));
    expect(made).toMatchObject({
      text: form(thing("lamp", "mine") + thing("hat", "theirs") + thing("stool", "theirs") + thing("table", "mine")),
    });
    expect(withMine({ pack, base, mine, theirs }, new Set())).toMatchObject({ text: theirs });
  });

  test("of which one takes out what the other changed conflict", () => {
    expect(conflictsOf({ pack, base, mine: theirs, theirs: form(thing("lamp", "old")) })).toEqual(["hat"]);
  });
});

const NAMES = ["lamp", "chair", "hat", "stool"];
const side = fc.dictionary(fc.constantFrom(...NAMES), fc.constantFrom("a", "b", "c"));
const written = (things: Record<string, string>): string =>
  form(
    Object.entries(things)
      .map(([name, desc]) => thing(name, desc))
      .join(""),
  );
const read = (text: string): Record<string, string> =>
  Object.fromEntries(declarations({ id: pack, text }).map(({ name, text: one }) => [name, /desc: "(.)"/.exec(one)?.[1] ?? ""]));

test("no change of either side is lost, and none is made up", () => {
  fc.assert(
    fc.property(side, side, side, (base, mine, theirs) => {
      const sides = { pack, base: written(base), mine: written(mine), theirs: written(theirs) };
      const ours = changedNames(sides);
      const against = new Set(conflictsOf(sides));
      const made = withMine(sides, new Set(ours));
      const merged = read("text" in made ? made.text : "");
      for (const name of NAMES) {
        const isMine = base[name] !== mine[name];
        expect(merged[name]).toBe(isMine ? mine[name] : theirs[name]);
        expect(against.has(name)).toBe(isMine && base[name] !== theirs[name] && mine[name] !== theirs[name]);
      }
    }),
    { numRuns: 100 },
  );
});
