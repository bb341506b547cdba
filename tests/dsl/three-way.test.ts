// A file that two sides changed: what only one changed is as that side has it, in the place and the lay-out it has there.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mergeSources, type Winner } from "../../dsl/index.ts";

const pack = "isle";
const merge = (base: string, mine: string, theirs: string) => mergeSources({ pack, base, mine, theirs });

const BASE = `-- By hand.
room   quay "Quay"   -- wide
  desc:   "Ropes."
  -- The bell.
  thing bell "bell" is fixture
      desc: "Shiny."   -- never dull
      on use:   say "Ding."; end
  end
end

text hi "Hi."
`;
const to = (...changes: (readonly [string, string])[]): string => changes.reduce((text, [was, is]) => text.replace(was, is), BASE);

describe("two sides of a file", () => {
  test("meet inside of one declaration, and their lay-out stays", () => {
    const theirs = to(["Ropes.", "Nets."], ["-- By hand.", "-- By another hand."]);
    expect(merge(BASE, to(["Shiny.", "Dull."]), theirs)).toEqual({ text: theirs.replace("Shiny.", "Dull.") });
  });

  test("each add a member and take one out", () => {
    const mine = to(
      ['  desc:   "Ropes."\n', '  desc:   "Ropes."\n  thing crate "crate": end\n'],
      ['      on use:   say "Ding."; end\n', ""],
    );
    const made = merge(BASE, mine, to(['text hi "Hi."\n', 'text hi "Hello."\n\nroom loft "Loft": end\n']));
    const text = "text" in made ? made.text : "";
    for (const words of ['thing crate "crate"', 'text hi "Hello."', 'room loft "Loft"', "-- wide", "-- The bell.", "-- never dull"])
      expect(text).toContain(words);
    expect(text).not.toContain("Ding.");
  });

  test("that changed one thing otherwise are told where, and nothing is guessed", () => {
    expect(merge(BASE, to(["Shiny.", "Dull."], ["Ding.", "Dong."]), to(["Shiny.", "Green."]))).toEqual({
      conflicts: [{ what: "quay bell desc", line: 6 }],
    });
    expect(merge(BASE, to(['"Quay" ', '"Old Quay" ']), to(['"Quay" ', '"New Quay" ']))).toEqual({ conflicts: [{ what: "quay", line: 2 }] });
    expect(merge(BASE, to(["Shiny.", "Dull."]), 'text hi "Hi."\n')).toEqual({ conflicts: [{ what: "quay", line: 1 }] });
    expect(merge(BASE, 'text hi "Hi."\n', to(["Shiny.", "Dull."]))).toEqual({ conflicts: [{ what: "quay", line: 2 }] });
  });

  test("come together where it is said whose part wins", () => {
    const [mine, theirs] = [to(["Shiny.", "Dull."], ["Ding.", "Dong."]), to(["Shiny.", "Green."], ["Hi.", "Ho."])];
    const squeezed = (text: string): string => text.replaceAll(/\s+/g, " ");
    const won = (winner: Winner): string => {
      const made = mergeSources({ pack, base: BASE, mine, theirs }, winner);
      return "text" in made ? squeezed(made.text) : "";
    };
    expect(won("mine")).toBe(squeezed(to(["Shiny.", "Dull."], ["Hi.", "Ho."], ["Ding.", "Dong."])));
    expect(won("theirs")).toBe(squeezed(to(["Shiny.", "Green."], ["Hi.", "Ho."], ["Ding.", "Dong."])));
    const gone = mergeSources({ pack, base: BASE, mine, theirs: 'text hi "Hi."\n' }, "mine");
    expect("text" in gone && gone.text).toContain("Dong.");
  });

  test("that made the same of it agree", () => {
    expect(merge(BASE, to(["Shiny.", "Dull."]), to(["Shiny.", "Dull."], ["Hi.", "Ho."]))).toEqual({
      text: to(["Shiny.", "Dull."], ["Hi.", "Ho."]),
    });
  });

  test("do not mix several parts of one name", () => {
    const bell = (...says: string[]): string => `thing bell "bell"\n${says.map((one) => `  on use: say "${one}"; end\n`).join("")}end\n`;
    expect(merge(bell("a", "b", "c"), bell("b", "c"), bell("a", "b"))).toEqual({ conflicts: [{ what: "bell on use", line: 2 }] });
    expect(merge(bell("a", "b"), bell("b"), bell("a", "b"))).toMatchObject({ text: bell("b") });
  });

  test("of which theirs cannot be read stay as they are; an unreadable text of mine is a conflict", () => {
    expect(merge(BASE, to(["Shiny.", "Dull."]), "room room room")).toEqual({ text: "room room room" });
    expect(merge(BASE, "room room room", to(["Shiny.", "Dull."]))).toEqual({ conflicts: [{ what: "isle", line: 1 }] });
  });
});

// Each part of two rooms is there with a value, or not there.
const VALUES = fc.option(fc.constantFrom("a", "b", "c"), { nil: undefined });
const PARTS = ["desc", "on use", "box desc", "box on use"];
const room = fc.tuple(VALUES, VALUES, VALUES, VALUES);
const side = fc.tuple(room, room);
type Room = readonly (string | undefined)[];

const desc = (value: string | undefined): string => (value === undefined ? "" : `desc: "${value}"\n`);
const use = (value: string | undefined): string => (value === undefined ? "" : `on use: say "${value}"; end\n`);
const written = (rooms: readonly Room[]): string =>
  rooms
    .map((one, i) => {
      const box = `prop size: number = 1\n${desc(one[2])}${use(one[3])}`;
      return `room r${i} "R${i}"\nprop wide: number = 1\n${desc(one[0])}${use(one[1])}thing box "box"\n${box}end\nend\n`;
    })
    .join("\n");
const read = (text: string): (string | undefined)[] =>
  [0, 1].flatMap((i) => {
    const body = text.slice(text.indexOf(`room r${i}`), i === 0 ? text.indexOf("room r1") : undefined);
    const [own = "", box = ""] = body.split('thing box "box"');
    // What stands behind the box is the room's own.
    const [inBox = "", behind = ""] = box.split("\n  end\n");
    const value = (where: string, word: RegExp): string | undefined => word.exec(where)?.[1];
    const [D, U] = [/desc: "(.)"/, /on use:?\s+say "(.)"/];
    return [value(own + behind, D), value(own + behind, U), value(inBox, D), value(inBox, U)];
  });

test("no change of either side is lost, none is made up, and what both changed is never decided", () => {
  fc.assert(
    fc.property(side, side, side, (base, mine, theirs) => {
      const made = merge(written(base), written(mine), written(theirs));
      const [b, m, t] = [base.flat(), mine.flat(), theirs.flat()];
      const against = b.flatMap((value, i) => (m[i] !== value && t[i] !== value && m[i] !== t[i] ? [`r${i >> 2} ${PARTS[i & 3]}`] : []));
      if ("conflicts" in made) expect(made.conflicts.map(({ what }) => what).sort()).toEqual(against.sort());
      else expect([read(made.text), against]).toEqual([b.map((value, i) => (m[i] === value ? t[i] : m[i])), []]);
    }),
    { numRuns: 150 },
  );
});
