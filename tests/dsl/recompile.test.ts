// A pack that is compiled again and again by whoever keeps its trees comes out as if it were compiled for the first time.

import fc from "fast-check";
import { expect, test } from "vitest";
import { compilePack, PackReadings } from "../../dsl/index.ts";
import { SURFACE } from "./check/support/check-source.ts";

const PACK: Readonly<Record<string, string>> = {
  "bell.lore": `event ring(by: entity)

kind bell is fixture
  prop rung: number = 0

  on use
    self.rung += 1
    signal ring(by: actor)
  end
end

-- How often.
text rung(n: number) "It rang {n} times."
`,
  "town.lore": `room square "Square"
  desc: "Cobbles."
  exit north to tower

  bell big "great bell"
    desc: "Bronze."
  end

  ON_RING
    say rung(self.big.rung) to room
  end
end

command "count"
  let times = square.big.rung
  if times > 3
    say "Many."
  else
    say "{times}."
  end
end
`,
  "tower.lore": `room tower "Tower"
  desc: "High up."
  exit south to square
end


fn higher(than: number): number
  return than + 1
end
`,
};

const file = fc.constantFrom(...Object.keys(PACK));

/** What a slip of the hand does. */
const slip = fc
  .record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    gone: fc.nat(40),
    come: fc.constantFrom("", "x", "\n", "\n\n", "end\n", '"', "{", "-- hm\n", "higher(1)", "\r\n\r\n"),
  })
  .map(({ at, gone, come }) => (text: string) => {
    const from = Math.floor(at * text.length);
    return text.slice(0, from) + come + text.slice(from + gone);
  });

/** What a builder does: something more between two declarations, other words, another event. */
const deed = fc.oneof(
  fc
    .record({
      nth: fc.nat(9),
      come: fc.constantFrom("\n", "\n-- hm\n", '\nthing rope "rope"\n  desc: "Frayed."\nend\n\n', "\nevent rang(n: number)\n"),
    })
    .map(({ nth, come }) => (text: string) => {
      const gaps = [0, ...[...text.matchAll(/^end\n/gm)].map((end) => end.index + end[0].length)];
      const at = gaps[nth % gaps.length]!;
      return text.slice(0, at) + come + text.slice(at);
    }),
  fc
    .record({
      from: fc.constantFrom(/\."/g, /3|1/g, /big/g, /\bring\b/gi, /end\n\n/g),
      to: fc.constantFrom('!"', "2", "old", "rang", "end\n"),
    })
    .map(
      ({ from, to }) =>
        (text: string) =>
          text.replace(from, to),
    ),
);

/** A file goes, or comes back as it was, or with another's text. */
const whole = fc.constantFrom(undefined, "", ...Object.values(PACK), ...Object.values(PACK)).map((text) => () => text);

const step = fc.record({ file, edit: fc.oneof(deed, deed, whole, slip) });

test("edit by edit: code, source map, scope and findings are those of a fresh compiler", () => {
  const seen = { sound: 0, broken: 0 };
  const run = fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (steps) => {
    const readings = new PackReadings();
    const isSound = (texts: ReadonlyMap<string, string>): boolean => {
      const fresh = compilePack(inputOf(texts));
      expect(compilePack({ ...inputOf(texts), readings })).toEqual(fresh);
      return fresh.pack !== undefined;
    };
    let texts = new Map(Object.entries(PACK));
    compilePack({ ...inputOf(texts), readings });
    for (const { file, edit } of steps) {
      const before = new Map(texts);
      const text = edit(texts.get(file) ?? "");
      if (text === undefined) texts.delete(file);
      else texts.set(file, text);
      const sound = isSound(texts);
      seen[sound ? "sound" : "broken"]++;
      // Mended as it was, and on from there.
      if (!sound) texts = before;
      if (!sound) isSound(texts);
    }
  });
  fc.assert(run, { numRuns: 30 });
  // Neither is worth much without the other.
  expect(Math.min(seen.sound, seen.broken)).toBeGreaterThan(9);
});

test("an event that another file begins to declare makes its spelling a trigger in a file that did not change", () => {
  const readings = new PackReadings();
  const texts = new Map(Object.entries(PACK));
  const bell = texts.get("bell.lore")!;
  texts.set("bell.lore", bell.replaceAll("ring(", "peal("));
  expect(compilePack({ ...inputOf(texts), readings }).pack).toBeUndefined();
  texts.set("bell.lore", bell);
  const mended = compilePack({ ...inputOf(texts), readings });
  expect(mended.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(mended).toEqual(compilePack(inputOf(texts)));
});

function inputOf(texts: ReadonlyMap<string, string>) {
  const sources = [...texts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, text]) => ({ name, text }));
  return { id: "town", sources, below: [], surface: SURFACE, capabilities: SURFACE.capabilities, entry: "square" };
}
