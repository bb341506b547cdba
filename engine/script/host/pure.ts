// Functions that need nothing of the world. Most are answered inside the isolate (`RUNTIME_FUNCTIONS` of dsl/emit) and stand here
// for the checker and the reference alone; the others are too rare to be worth a place in every isolate.

import type { SurfaceParam } from "../../../dsl/surface.ts";
import type { Type } from "../../../dsl/types.ts";
import { TAG, type Wire } from "../../../dsl/wire.ts";
import { ANY_VALUE, ANYTHING, BOOL, list, map, maybe, NUMBER, TEXT, TIME } from "../tables/types.ts";
import { compositeOf, listWire } from "../wires.ts";
import { stringOf } from "./args.ts";
import type { HostFunction, Turn } from "./record.ts";

const inside = (name: string, doc: string, params: readonly SurfaceParam[], result: Type): HostFunction => ({
  name,
  doc,
  params,
  result,
  cost: 2,
  run: (turn) => turn.fault("missing", `${name} is answered inside the isolate`),
});

const value = (name: string, type: Type = ANY_VALUE): SurfaceParam => ({ name, type });
const more = (name: string, label?: string, type: Type = ANYTHING): SurfaceParam => ({
  name,
  type,
  optional: true,
  ...(label !== undefined && { label }),
});

export const PURE: readonly HostFunction[] = [
  inside("round", "The nearest whole number, halves away from zero.", [value("value")], ANY_VALUE),
  inside("floor", "The whole number below.", [value("value")], ANY_VALUE),
  inside("ceil", "The whole number above.", [value("value")], ANY_VALUE),
  inside("abs", "The value without its sign.", [value("value")], ANY_VALUE),
  inside("min", "The least of up to four values, or of a list.", [value("a"), more("b"), more("c"), more("d")], ANY_VALUE),
  inside("max", "The greatest of up to four values, or of a list.", [value("a"), more("b"), more("c"), more("d")], ANY_VALUE),
  inside(
    "join",
    "The items of a list as one text; `with` is a text between them, or what makes a text of each.",
    [value("items"), more("glue", "with")],
    TEXT,
  ),
  inside(
    "split",
    "The pieces of a text between blanks, or between the text given with `at`.",
    [value("text", TEXT), more("mark", "at")],
    list(TEXT),
  ),
  inside(
    "slice",
    "Letters of a text, or items of a list, from one place to another, both included, counted from 1.",
    [value("whole"), more("first", "from"), more("last", "to")],
    ANY_VALUE,
  ),
  inside("upper", "The text in capitals.", [value("text", TEXT)], TEXT),
  inside("lower", "The text in small letters.", [value("text", TEXT)], TEXT),
  inside("same", "True when two texts are the same to the letter, case and all.", [value("a", TEXT), value("b", TEXT)], BOOL),
  inside("sort", "The list in order, or in the order of a property named with `by`.", [value("items"), more("name", "by")], ANY_VALUE),
  inside(
    "random",
    "A whole number by chance, both ends included.",
    [value("low", NUMBER), { name: "high", label: "to", type: NUMBER }],
    NUMBER,
  ),
  inside("roll", "The sum of so many dice with so many sides.", [value("dice", NUMBER), value("sides", NUMBER)], NUMBER),
  {
    name: "keys",
    doc: "The keys of a map, in the order they came in.",
    params: [{ name: "entries", type: map(ANYTHING) }],
    result: list(TEXT),
    cost: 5,
    harmless: true,
    run: (turn, [entries = null]) => keysOf(turn, entries),
  },
  {
    name: "number",
    doc: "The number that a text says, or nothing when it says none.",
    params: [{ name: "text", type: TEXT }],
    result: maybe(NUMBER),
    cost: 2,
    harmless: true,
    run: (turn, [text = null]) => numberIn(stringOf(text) ?? turn.render(text, null)),
  },
  {
    name: "hour_of",
    doc: "The hour of the day at a time, 0 to 23, by the world's clock.",
    params: [{ name: "time", type: TIME }],
    result: NUMBER,
    cost: 2,
    harmless: true,
    run: (turn, [time = null]) => hourOf(turn, time),
  },
];

function keysOf(turn: Turn, entries: Wire): Wire {
  const parts = compositeOf(entries);
  if (parts?.[0] !== "m") return turn.fault("type", "keys needs a map");
  return listWire(parts.filter((_, i) => i % 2 === 1).map((key) => `s${String(key)}`));
}

function hourOf(turn: Turn, time: Wire): Wire {
  const ms = typeof time === "string" && time.startsWith(TAG.time) ? Number(time.slice(1)) : Number.NaN;
  return Number.isFinite(ms) ? new Date(ms + turn.zoneMs).getUTCHours() : turn.fault("type", "hour_of needs a time");
}

function numberIn(text: string): Wire {
  const trimmed = text.trim();
  const n = /^[+-]?\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : Number.NaN;
  return Math.abs(n) <= Number.MAX_SAFE_INTEGER ? n : null;
}
