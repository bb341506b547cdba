import { describe, expect, test } from "vitest";
import { chart, niceStep } from "../../../../engine/app/sim/svg.ts";

describe("a chart", () => {
  test("is a whole document with every point inside its panel", () => {
    const points = [0, 1, 2, 3].map((hour) => ({ atMs: hour * 3_600_000, value: hour * hour }));
    const panel = { title: "Squares", unit: "n", marks: [{ name: "dots", color: "#123", shape: "dots", points }] } as const;
    const drawn = chart("A <title>", "& a note", [panel], 10_800_000);
    expect(drawn).toMatch(/^<svg [^>]+>[\s\S]*<\/svg>\n$/);
    expect(drawn).toContain("A &lt;title&gt;");
    expect(drawn).toContain("&amp; a note");
    const dots = [...drawn.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)];
    expect(dots).toHaveLength(4);
    for (const [, x, y] of dots) {
      expect(Number(x)).toBeGreaterThanOrEqual(64);
      expect(Number(x)).toBeLessThanOrEqual(936);
      expect(Number(y)).toBeGreaterThan(56);
      expect(Number(y)).toBeLessThan(276);
    }
  });

  test("of nothing is empty, not broken", () => {
    const panel = { title: "None", unit: "n", marks: [{ name: "a", color: "#123", shape: "area", points: [] }] } as const;
    expect(chart("Empty", "", [panel], 0)).not.toContain("NaN");
  });

  test.each([
    [0.3, 0.5],
    [1, 1],
    [1.2, 2],
    [3, 5],
    [7, 10],
    [0, 1],
  ])("a step of at least %d is %d", (least, step) => {
    expect(niceStep(least)).toBe(step);
  });
});
