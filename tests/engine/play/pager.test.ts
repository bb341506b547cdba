import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byteLength } from "../../../engine/play/line.ts";
import { FRAME_BYTES, paginate } from "../../../engine/play/pager.ts";

const text = fc.string({ unit: fc.constantFrom("a", "b", " ", "\n", "é", "世", "🙂", "x"), maxLength: 3000 });

describe("pages", () => {
  it("a reply that fits is one page without a mark", () => {
    expect(paginate("x".repeat(200))).toEqual(["x".repeat(200)]);
  });

  it("a longer one is cut at words and numbered inside the text", () => {
    const pages = paginate(`${"word ".repeat(60)}end`);
    expect(pages).toHaveLength(2);
    expect(pages[0]).toMatch(/word \(1\/2\)$/);
    expect(pages[1]).toMatch(/end \(2\/2\)$/);
  });

  it("a newline in the later half is the better cut", () => {
    const [first] = paginate(`${"a ".repeat(70)}\n${"b ".repeat(70)}`);
    expect(first).not.toContain("b");
  });

  it("no page is longer than a frame, nothing but blanks is lost, no character is cut", () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 30, max: 250 }), (whole, limit) => {
        const pages = paginate(whole, limit);
        for (const page of pages) expect(byteLength(page)).toBeLessThanOrEqual(limit);
        for (const page of pages) expect(page.isWellFormed()).toBe(true);
        const bare = pages.length === 1 ? pages : pages.map((page) => page.replace(/ \(\d+\/\d+\)$/, ""));
        expect(bare.join("").replace(/\s/g, "")).toBe(whole.replace(/\s/g, ""));
      }),
    );
  });

  it("pages are numbered one after the other", () => {
    const pages = paginate("word ".repeat(700), FRAME_BYTES);
    pages.forEach((page, i) => {
      expect(page.endsWith(`(${i + 1}/${pages.length})`)).toBe(true);
    });
  });
});
