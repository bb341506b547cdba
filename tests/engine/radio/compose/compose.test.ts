import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Part, Weight } from "../../../../engine/base/parts.ts";
import { byteLength } from "../../../../engine/radio/compose/bytes.ts";
import { compose } from "../../../../engine/radio/compose/compose.ts";
import { paginate } from "../../../../engine/radio/compose/pages.ts";

const TITLE: Part = { weight: "must", text: "Fish Market" };
const PROSE: Part = {
  weight: "may",
  text: "Wet flagstones, gulls, and the shouting of women who have shouted since before dawn. Crates of herring stand in rows under a patched sail, and the smell of tar comes up from the slip below.",
};
const PEOPLE: Part = { weight: "should", text: "Here: Ann, Bob, the harbor master and a gray cat.", brief: "Here: 4" };
const THINGS: Part = {
  weight: "should",
  text: "You see a barrel, a net, a brass lamp and a crate of herring.",
  brief: "4 things",
};
const EXITS: Part = { weight: "must", text: "Exits: n, e, s, slip" };
const LOOK = [TITLE, PROSE, PEOPLE, THINGS, EXITS];

const weight = fc.constantFrom<Weight>("must", "should", "may");
const word = fc.string({ unit: fc.constantFrom("a", "b", "é", "🙂"), minLength: 1, maxLength: 6 });
const part = fc.record({ weight, text: fc.array(word, { maxLength: 40, size: "max" }).map((words) => words.join(" ")) });
const parts = fc.array(part, { maxLength: 8, size: "max" });
const limit = fc.integer({ min: 60, max: 215 });
// What breaks off inside a sentence ends in three dots.
const wordsOf = (pages: readonly string[]): string[] =>
  (pages.length === 1 ? pages : pages.map((page) => page.replace(/ \(\d+\/\d+\)$/, "")))
    .join(" ")
    .replace(/\.\.\.(?=\s|$)/g, "")
    .split(/\s+/)
    .filter((text) => text !== "")
    .toSorted();

describe("a composed reply", () => {
  it("that fits one frame is read in the order it was given, without a number", () => {
    expect(compose([TITLE, { weight: "may", text: "Gulls." }, EXITS])).toEqual(["Fish Market\nGulls.\nExits: n, e, s, slip"]);
  });

  it("keeps title and exits, then people, then things, then prose on the first page", () => {
    expect(compose(LOOK, { limitBytes: 60 })[0]).toMatch(/^Fish Market\nHere: 4\n4 things\nExits: n, e, s, slip \(1\/\d\)$/);
    const [first] = compose(LOOK, { limitBytes: 165 });
    expect(first).toContain("harbor master");
    expect(first).toContain("brass lamp");
    expect(first).toMatch(/^Fish Market\n.*\nExits: n, e, s, slip \(1\/\d\)$/s);
    expect(first).not.toContain("flagstones");
  });

  it("fills what is left with the beginning of the prose, cut at a word", () => {
    const pages = compose(LOOK);
    expect(pages[0]).toMatch(/^Fish Market\nWet flagstones, gulls,[^.]*\.\.\.\nHere: Ann/);
    expect(pages[0]).toContain("gray cat");
    expect(byteLength(pages[0]!)).toBeGreaterThan(170);
    expect(wordsOf(pages)).toEqual(wordsOf([LOOK.map(({ text }) => text).join(" ")]));
  });

  it("cuts prose behind a sentence where one ends in time", () => {
    const prose: Part = { weight: "may", text: `Wet flagstones and gulls. ${"Herring ".repeat(30).trim()}.` };
    expect(compose([TITLE, prose, EXITS])[0]).toBe("Fish Market\nWet flagstones and gulls.\nExits: n, e, s, slip (1/3)");
  });

  it("lets nothing overtake what must be read", () => {
    const long: Part = { weight: "must", text: "word ".repeat(50).trim(), brief: "word ".repeat(45).trim() };
    const [first] = compose([TITLE, long, { weight: "must", text: "Done." }, { weight: "should", text: "Gulls." }]);
    expect(first).toMatch(/^Fish Market\n(word ?)+ \(1\/2\)$/);
  });

  it("leaves the head of its first line as it is, which may be a drawing", () => {
    expect(compose([{ weight: "must", text: "  \n   o\n  /|\n" }])).toEqual(["   o\n  /|"]);
  });

  it("cuts what was said line by line like one text", () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), limit, (list, limitBytes) => {
        const musts = list.map(({ text }): Part => ({ weight: "must", text }));
        const whole = musts
          .map(({ text }) => text)
          .filter((text) => text !== "")
          .join("\n");
        expect(compose(musts, { limitBytes })).toEqual(paginate(whole, limitBytes));
      }),
    );
  });

  it("that is brief takes the short words and leaves the trimmings out", () => {
    expect(compose(LOOK, { manner: "brief" })).toEqual(["Fish Market\nHere: 4\n4 things\nExits: n, e, s, slip"]);
  });

  it("that is brief and has nothing but trimmings still says them", () => {
    expect(compose([{ weight: "may", text: "The bell tolls." }], { manner: "brief" })).toEqual(["The bell tolls."]);
  });

  it("of one plain text is what the pager makes of it", () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 200, size: "max" }), limit, (words, limitBytes) => {
        const text = words.join(" ");
        expect(compose([{ weight: "must", text }], { limitBytes })).toEqual(paginate(text, limitBytes));
      }),
    );
  });

  it("is measured after it was made plain", () => {
    const text = "é".repeat(150);
    expect(compose([{ weight: "must", text }])).toHaveLength(2);
    expect(compose([{ weight: "must", text }], { ascii: true })).toEqual(["e".repeat(150)]);
  });

  it("never passes its limit, and its joined pages give back all words", () => {
    fc.assert(
      fc.property(parts, limit, (list, limitBytes) => {
        const pages = compose(list, { limitBytes });
        for (const page of pages) expect(byteLength(page)).toBeLessThanOrEqual(limitBytes);
        expect(wordsOf(pages)).toEqual(wordsOf([list.map(({ text }) => text).join(" ")]));
      }),
    );
  });

  it("numbers its pages one after the other", () => {
    fc.assert(
      fc.property(parts, limit, (list, limitBytes) => {
        const pages = compose(list, { limitBytes });
        if (pages.length > 1) pages.forEach((page, i) => void expect(page.endsWith(` (${i + 1}/${pages.length})`)).toBe(true));
      }),
    );
  });

  it("has every must on the first page when they fit", () => {
    fc.assert(
      fc.property(parts, (list) => {
        const musts = list.filter((each) => each.weight === "must").map(({ text }) => text);
        fc.pre(byteLength(musts.join("\n")) <= 190);
        const [first] = compose(list, { limitBytes: 200 });
        for (const text of musts) expect(first).toContain(text);
      }),
    );
  });

  it("composed again is the same", () => {
    fc.assert(
      fc.property(parts, limit, (list, limitBytes) => {
        for (const page of compose(list, { limitBytes }))
          expect(compose([{ weight: "must", text: page }], { limitBytes })).toEqual([page.trimEnd()]);
      }),
    );
  });
});
