import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byteLength, takeBytes } from "../../../../engine/radio/compose/bytes.ts";
import { frameLimitBytes } from "../../../../engine/radio/compose/limit.ts";
import { paginate } from "../../../../engine/radio/compose/pages.ts";

const plain = fc.string({ unit: fc.constantFrom("a", "b", " ", "\n", "é", "世", "🙂", "x"), maxLength: 3000, size: "max" });
const FAMILY = "👨‍👩‍👧";
const ACCENTED = "e\u0301";
const FLAG = "🇳🇴";
const wild = fc.string({ unit: fc.constantFrom("a", " ", "\n", FAMILY, ACCENTED, FLAG, "👍🏽", "नि", "ok"), maxLength: 800, size: "max" });
const limit = fc.integer({ min: 40, max: 215 });

const graphemes = (text: string): string[] => [...new Intl.Segmenter("en").segment(text)].map(({ segment }) => segment);
const bare = (pages: readonly string[]): string[] =>
  pages.length === 1 ? [...pages] : pages.map((page) => page.replace(/ \(\d+\/\d+\)$/, ""));

describe("pages of a frame", () => {
  it("are one without a mark for what fits", () => {
    expect(paginate("x".repeat(200))).toEqual(["x".repeat(200)]);
  });

  it("are cut at words and numbered inside the text", () => {
    const pages = paginate(`${"word ".repeat(60)}end`);
    expect(pages).toHaveLength(2);
    expect(pages[0]).toMatch(/word \(1\/2\)$/);
    expect(pages[1]).toMatch(/end \(2\/2\)$/);
  });

  it("are rather cut at a newline in the later half", () => {
    const [first] = paginate(`${"a ".repeat(70)}\n${"b ".repeat(70)}`);
    expect(first).not.toContain("b");
  });

  it("keep the blanks at the head of a line: it may be a drawing", () => {
    const pages = paginate(`${`${"-".repeat(30)}\n`.repeat(6)}   @ ${"here ".repeat(4)}`);
    expect(pages[1]).toMatch(/^ {3}@ here .*\(2\/2\)$/);
  });

  it("lose nothing but blanks, and are numbered one after the other", () => {
    fc.assert(
      fc.property(plain, limit, (text, bytes) => {
        const pages = paginate(text, bytes);
        expect(bare(pages).join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
        if (pages.length > 1) pages.forEach((page, i) => void expect(page.endsWith(`(${i + 1}/${pages.length})`)).toBe(true));
      }),
    );
  });

  it("are never over the limit, whatever the signs", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 1500 }), limit, (text, bytes) => {
        for (const page of paginate(text, bytes)) expect(byteLength(page)).toBeLessThanOrEqual(bytes);
      }),
    );
  });

  it("never break what a reader takes for one character", () => {
    fc.assert(
      fc.property(wild, limit, (text, bytes) => {
        const whole = graphemes(text).filter((sign) => sign.trim() !== "");
        expect(bare(paginate(text, bytes)).flatMap((page) => graphemes(page).filter((sign) => sign.trim() !== ""))).toEqual(whole);
      }),
    );
  });

  it("give back all words when they are joined", () => {
    const words = fc.array(fc.string({ unit: fc.constantFrom("a", "é", FAMILY, "z"), minLength: 1, maxLength: 3 }), {
      maxLength: 300,
      size: "max",
    });
    fc.assert(
      fc.property(words, fc.integer({ min: 120, max: 215 }), (list, bytes) => {
        expect(
          bare(paginate(list.join(" "), bytes))
            .join(" ")
            .split(" "),
        ).toEqual(list.length === 0 ? [""] : list);
      }),
    );
  });

  it("are left as they are when they are cut again", () => {
    fc.assert(
      fc.property(wild, limit, (text, bytes) => {
        for (const page of paginate(text, bytes)) expect(paginate(page, bytes)).toEqual([page]);
      }),
    );
  });

  it("cut a single character only when it would never fit", () => {
    const pile = `e${"\u0301".repeat(200)}`;
    const pages = paginate(pile, 60);
    expect(pages.length).toBeGreaterThan(1);
    expect(bare(pages).join("")).toBe(pile);
    expect(takeBytes(`ab${FAMILY}`, 10)).toBe("ab");
  });
});

describe("the limit of a frame", () => {
  it("is 200 unless more is asked, and never over 215", () => {
    const ways = [true, false].flatMap((pkc) => [true, false].map((reply) => ({ pkc, reply })));
    expect(ways.map((way) => frameLimitBytes(way))).toEqual([200, 200, 200, 200]);
    expect(ways.map((way) => frameLimitBytes(way, 500))).toEqual([215, 215, 215, 215]);
    expect(frameLimitBytes({ pkc: true }, 120)).toBe(120);
  });
});
