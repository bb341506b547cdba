import fc from "fast-check";
import { expect, test } from "vitest";
import type { Wire } from "../../../dsl/wire.ts";
import { flattenText, flattenValue, forReaders, NOBODY, renderText } from "../../../engine/script/text/render.ts";
import { ANN, BOB, items, look, NOON_MS, rich } from "./text-look.ts";

const read = (wire: Wire, reader = NOBODY): string => renderText(wire, reader, look);

test("the actor reads you and a plain verb, the others a name", () => {
  const line = rich(["", "takes", 1, `#${ANN}`], " ", ["the", "", 0, "#10"], ".");
  expect(read(line, ANN)).toBe("You take the coil of rope.");
  expect(read(line, BOB)).toBe("Ann takes the coil of rope.");
});

test("whoever a line is about reads you in the middle of it", () => {
  const line = rich(["", "gives", 1, `#${ANN}`], " ", ["", "", 0, `#${BOB}`], " ", ["", "", 0, 1, "#10"], ".");
  expect(read(line, ANN)).toBe("You give Bob a coil of rope.");
  expect(read(line, BOB)).toBe("Ann gives you a coil of rope.");
  expect(read(line, 99)).toBe("Ann gives Bob a coil of rope.");
});

test("a being without a proper name stands with an article", () => {
  expect(read(rich(["", "trots", 1, "#3"], " after ", ["", "", 0, "#1"], "."))).toBe("The one-legged gull trots after Ann.");
  expect(read(rich(["a", "", 1, "#3"], "."))).toBe("A one-legged gull.");
});

test("counts come before a plural, and one of it takes an article", () => {
  expect(read(rich(["", "", 0, 3, "@gullwick.rope"]))).toBe("3 coils of rope");
  expect(read(rich(["", "", 0, 1, "@gullwick.knife"]))).toBe("a knife");
  expect(read(rich(["", "", 0, 2, "@gullwick.knife"]))).toBe("2 knives");
  expect(read(rich(["", "", 0, 0, "splayer"]))).toBe("0 players");
  expect(read(rich(["n", "", 0, "#11"]))).toBe("3 coils of rope");
  expect(read(rich(["n", "", 0, "#10"]))).toBe("a coil of rope");
});

test("a stack takes plural verbs", () => {
  expect(read(rich(["The", "falls", 0, "#11"], "."))).toBe("The coils of rope fall.");
  expect(read(rich(["the", "is", 1, "#10"], " wet."))).toBe("The coil of rope is wet.");
});

test("a thing that does something stands with its article", () => {
  expect(read(rich(["", "is", 1, "#10"], " wet."))).toBe("The coil of rope is wet.");
  expect(read(rich(["", "is", 1, "#11"], " wet."))).toBe("The coils of rope are wet.");
  expect(read(rich(["", "opens", 1, "#15"], "."))).toBe("Sweet Treats opens.");
});

test("declared plurals and articles win over the rules", () => {
  expect(read(rich(["n", "", 0, "#13"]))).toBe("2 loaves of bread");
  expect(read(rich(["a", "", 0, "#14"]))).toBe("some water");
  expect(read(rich(["the", "", 0, "#16"]))).toBe("lamp");
  expect(read(rich(["The", "", 0, "#15"]))).toBe("Sweet Treats");
});

test("articles work on plain text too", () => {
  expect(read(rich(["A", "", 0, "sorc"], "!"))).toBe("An orc!");
  expect(read(rich(["the", "", 0, "srat"]))).toBe("the rat");
});

test("lists are joined without a comma before and, equal things folded", () => {
  expect(read(rich(["and", "", 0, items("#10", "#12", "#11")]))).toBe("4 coils of rope and an oar");
  expect(read(rich(["and", "", 0, items("#1", "#2", "#3")]), BOB)).toBe("Ann, you and a one-legged gull");
  expect(read(rich(["and", "", 0, items("%5:north", "%5:down")]))).toBe("north and down");
  expect(read(rich(["and", "", 0, items()]))).toBe("nothing");
  expect(read(rich(["", "are", 0, items("#1", "#2")]))).toBe("Ann, Bob are");
});

test("money prints with the world's coin words", () => {
  expect(read("$12")).toBe("12 coins");
  expect(read("$1")).toBe("1 coin");
  expect(read("$-3")).toBe("-3 coins");
});

test("spans of time take one unit in full or two in short", () => {
  expect(read("d300000")).toBe("5 minutes");
  expect(read("d7500000")).toBe("2 h 5 min");
  expect(read("d86400000")).toBe("1 day");
  expect(read("d0")).toBe("0 seconds");
  expect(read("d1000")).toBe("1 second");
});

test("points of time read as a clock, as ago and as left", () => {
  const hour = 3_600_000;
  expect(read(`t${NOON_MS + 8.25 * hour}`)).toBe("20:15");
  expect(read(`t${NOON_MS - 72 * hour}`)).toBe("2026-01-02 12:00");
  expect(read(rich(["time", "", 0, `t${NOON_MS - 72 * hour}`]))).toBe("12:00");
  expect(read(rich(["ago", "", 0, `t${NOON_MS - 73 * hour}`]))).toBe("3 days ago");
  expect(read(rich(["ago", "", 0, `t${NOON_MS - 2}`]))).toBe("just now");
  expect(read(rich(["left", "", 0, `t${NOON_MS + 299_000}`]))).toBe("5 minutes left");
  expect(read(rich(["left", "", 0, `t${NOON_MS - 5}`]))).toBe("0 seconds left");
});

test("a rich text inside another keeps its reader and takes a capital", () => {
  const inner = JSON.parse(rich(["", "", 0, `#${ANN}`], " and ", ["the", "", 0, "#12"]).slice(1)) as unknown;
  expect(read(rich(["", "", 1, inner], "."), ANN)).toBe("You and the oar.");
  expect(read(rich(["", "", 1, inner], "."), BOB)).toBe("Ann and the oar.");
});

test("what a player typed is never read as a slot", () => {
  expect(read(rich(["", "says", 1, "#1"], ": ", ["", "", 0, "s{Actor dies} {x:the}"]), BOB)).toBe("Ann says: {Actor dies} {x:the}");
});

test("what nobody knows any more is still something", () => {
  expect(read(rich(["the", "", 1, "#777"], " is gone."))).toBe("The something is gone.");
});

test("those who are not mentioned share one rendering", () => {
  let asked = 0;
  const counting = {
    ...look,
    entity: (id: number) => {
      asked++;
      return look.entity(id);
    },
  };
  const readers = forReaders(rich(["", "waves", 1, `#${ANN}`], "."), counting);
  for (let reader = 50; reader < 90; reader++) expect(readers(reader)).toBe("Ann waves.");
  const shared = asked;
  expect(readers(ANN)).toBe("You wave.");
  expect(shared).toBeLessThan(4);
});

test("flat text is the neutral view", () => {
  expect(flattenText(rich(["", "waves", 1, `#${ANN}`], "."), look)).toBe("sAnn waves.");
  expect(flattenText("shello", look)).toBe("shello");
});

test("a list keeps its shape when its rich texts turn flat", () => {
  const line = JSON.parse(rich(["", "waves", 1, `#${ANN}`], ".").slice(1)) as unknown;
  expect(flattenValue(`j${JSON.stringify(["l", line, "#10", ["m", "x y", line]])}`, look)).toBe(
    'j["l","sAnn waves.","#10",["m","x y","sAnn waves."]]',
  );
  expect(flattenValue(`j${JSON.stringify(line)}`, look)).toBe("sAnn waves.");
  expect(flattenValue(7, look)).toBe(7);
});

const leaf = fc.oneof(
  fc.constantFrom<Wire>(
    "#1",
    "#2",
    "#10",
    "#11",
    "#99",
    "@gullwick.rope",
    "@x",
    "kcore.thing",
    ">north",
    "%1:up",
    "r1:2",
    "m3",
    "$7",
    "d-5",
    "t1e99",
    "!r",
  ),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.string().map((text) => `s${text}`),
  fc.string(),
);
const forms = fc.oneof(fc.constantFrom("", "a", "the", "n", "and", "ago", "time", "left", "The", "A"), fc.string());
/** As it stands inside another composite: the bare array, or what a broken one leaves. */
const inner = (wire: Wire): unknown => {
  try {
    return typeof wire === "string" && wire.startsWith("j[") ? JSON.parse(wire.slice(1)) : wire;
  } catch {
    return wire;
  }
};
const wires: fc.Arbitrary<Wire> = fc.letrec<{ wire: Wire }>((tie) => ({
  wire: fc.oneof(
    { depthSize: "small" },
    leaf,
    fc.array(tie("wire"), { maxLength: 4 }).map((items) => `j${JSON.stringify(["l", ...items.map(inner)])}`),
    fc.array(tie("wire"), { maxLength: 4 }).map((items) => `j${JSON.stringify(["m", ...items.flatMap((item) => ["key", inner(item)])])}`),
    fc.array(tie("wire"), { maxLength: 4 }).map((items) => `j${JSON.stringify(["x", ...items])}`),
    fc
      .array(
        fc.tuple(
          forms,
          fc.constantFrom("", "takes", "is", "s"),
          fc.constantFrom(0, 1),
          tie("wire"),
          fc.oneof(fc.constant(null), tie("wire")),
        ),
        { maxLength: 4 },
      )
      .map(
        (parts) =>
          `j${JSON.stringify(["x", ...parts.map(([form, verb, capital, value, counted]) => [form, verb, capital, inner(value), inner(counted)])])}`,
      ),
  ),
})).wire;

test("whatever the wire, a reader gets a text and never a trace of the machine", () => {
  fc.assert(
    fc.property(wires, fc.constantFrom(NOBODY, ANN, BOB, 10), (wire, reader) => {
      const shown = renderText(wire, reader, look);
      expect(typeof shown).toBe("string");
      if (!JSON.stringify(wire)?.match(/undefined|NaN|object/)) expect(shown).not.toMatch(/undefined|NaN|\[object/);
      expect(forReaders(wire, look)(reader)).toBe(shown);
    }),
    { numRuns: 2000 },
  );
});
