// A small host for the language's own tests: a few kinds, events and functions, so that they need no engine.

import type { Surface, SurfaceFunction, SurfaceParam, SurfaceProp } from "../../../dsl/surface.ts";
import type { Type } from "../../../dsl/types.ts";

const basic = (t: "number" | "text" | "bool" | "money" | "duration" | "time" | "direction" | "mandate" | "nothing"): Type => ({
  t,
  optional: t === "nothing",
});
const entity = (kind: string): Type => ({ t: "entity", kind: `core.${kind}`, optional: false });
const list = (of: Type): Type => ({ t: "list", of, optional: false });
const maybe = (type: Type): Type => ({ ...type, optional: true });
const ANY: Type = { t: "any", optional: false };
const ANYTHING: Type = { t: "any", optional: true };
const NOTHING = basic("nothing");

const prop = (name: string, type: Type, readonly = false): SurfaceProp => ({ name, type, readonly, doc: name });
const param = (name: string, type: Type, label?: string): SurfaceParam => ({ name, type, ...(label === undefined ? {} : { label }) });
const left = (name: string, type: Type, label?: string): SurfaceParam => ({ ...param(name, type, label), optional: true });

const kind = (name: string, parents: string[], props: SurfaceProp[], flags: { model?: boolean; hidden?: boolean } = {}) => ({
  name,
  parents: parents.map((parent) => `core.${parent}`),
  doc: name,
  props,
  declarable: flags.hidden !== true,
  model: flags.model === true,
});

const fn = (name: string, params: SurfaceParam[], result: Type = NOTHING, how: Partial<SurfaceFunction> = {}): SurfaceFunction => ({
  name,
  doc: name,
  params,
  result,
  refuses: false,
  cost: 5,
  reenters: false,
  ...how,
});

const NUMBER = basic("number");
const TEXT = basic("text");
const WEIGHT: Type = { t: "words", words: ["must", "should", "may"], optional: false };
const MODEL: Type = { t: "model", kind: "core.entity", optional: false };

export const TEST_SURFACE: Surface = {
  kinds: [
    kind(
      "entity",
      [],
      [
        prop("name", TEXT),
        prop("desc", TEXT),
        prop("place", maybe(entity("entity")), true),
        prop("things", list(entity("thing")), true),
        prop("room", maybe(entity("room")), true),
        prop("model", maybe(MODEL), true),
      ],
      { hidden: true },
    ),
    kind("room", ["entity"], [prop("dark", basic("bool")), prop("safe", basic("bool")), prop("players", list(entity("player")), true)]),
    kind("area", ["entity"], [], { model: true }),
    kind("exit", ["entity"], [prop("to", entity("room")), prop("locked", basic("bool"))], { hidden: true }),
    kind(
      "thing",
      ["entity"],
      [prop("weight", NUMBER), prop("value", basic("money")), prop("fixed", basic("bool")), prop("hidden", basic("bool"))],
      { model: true },
    ),
    kind("fixture", ["thing"], []),
    kind("light", ["thing"], [prop("lit", basic("bool"))], { model: true }),
    kind("account", ["entity"], [prop("money", basic("money"), true)], { hidden: true }),
    kind("being", ["entity"], [prop("hp", NUMBER)], { hidden: true }),
    kind("npc", ["being"], []),
    kind("player", ["being"], [prop("money", basic("money"), true), prop("level", NUMBER)], { hidden: true }),
  ],
  functions: [
    fn("say", [param("text", TEXT), left("to", ANYTHING, "to"), left("weight", WEIGHT, "as"), left("brief", TEXT, "brief")], NOTHING, {
      needsActor: true,
      cost: 10,
      touches: [],
    }),
    fn(
      "pay",
      [
        param("amount", basic("money")),
        param("from", entity("entity"), "from"),
        param("to", entity("entity"), "to"),
        left("for", TEXT, "for"),
        left("with", maybe(basic("mandate")), "with"),
      ],
      NOTHING,
      { refuses: true, cost: 20, touches: ["money"] },
    ),
    fn("create", [param("model", MODEL), left("in", entity("entity"), "in"), left("times", NUMBER, "times")], entity("entity"), {
      refuses: true,
      reenters: true,
      cost: 20,
    }),
    fn("take", [param("what", ANY), left("from", entity("entity"), "from"), left("times", NUMBER, "times")], entity("thing"), {
      refuses: true,
      cost: 20,
    }),
    fn("move", [param("what", entity("entity")), left("to", entity("entity"), "to"), left("times", NUMBER, "times")], NOTHING, {
      refuses: true,
      reenters: true,
      cost: 20,
    }),
    fn("destroy", [param("what", entity("entity"))], NOTHING, { reenters: true }),
    fn("unlock", [param("way", ANY)], NOTHING, { refuses: true }),
    fn(
      "mandate",
      [param("from", entity("player"), "from"), param("up_to", basic("money"), "up_to"), param("each", basic("duration"), "each")],
      basic("mandate"),
    ),
    fn("menu", [param("items", list(ANY)), left("line", ANYTHING, "with")], TEXT),
    fn("count", [param("what", MODEL), param("in", entity("entity"), "in")], NUMBER, { harmless: true }),
    fn("said", [param("topic", ANY)], basic("bool"), { needsActor: true }),
    fn("echo", [param("x", ANYTHING)], ANYTHING),
    ...["round", "floor", "ceil", "abs", "upper", "lower"].map((name) => fn(name, [param("x", ANY)], ANY)),
    ...["min", "max"].map((name) => fn(name, [param("a", ANY), left("b", ANYTHING), left("c", ANYTHING), left("d", ANYTHING)], ANY)),
    fn("join", [param("items", ANY), left("glue", ANYTHING, "with")], TEXT),
    fn("split", [param("text", TEXT), left("at", TEXT, "at")], list(TEXT)),
    fn("slice", [param("x", ANY), left("from", NUMBER, "from"), left("to", NUMBER, "to")], ANY),
    fn("same", [param("a", TEXT), param("b", TEXT)], basic("bool")),
    fn("sort", [param("items", ANY), left("by", ANYTHING, "by")], ANY),
    fn("random", [param("low", NUMBER), param("high", NUMBER, "to")], NUMBER),
    fn("roll", [param("dice", NUMBER), param("sides", NUMBER)], NUMBER),
  ],
  events: [
    {
      name: "use",
      doc: "use",
      params: [left("tool", maybe(entity("thing")), "with"), left("target", maybe(entity("entity")), "to")],
      self: maybe(entity("thing")),
      before: true,
      hasActor: true,
    },
    {
      name: "take",
      doc: "take",
      params: [left("count", maybe(NUMBER)), left("box", maybe(entity("entity")), "from"), left("times", maybe(NUMBER), "times")],
      self: maybe(entity("thing")),
      before: true,
      hasActor: true,
    },
    {
      name: "give",
      doc: "give",
      params: [left("what", maybe(entity("thing"))), left("taker", maybe(entity("being")), "to")],
      self: maybe(entity("thing")),
      before: true,
      hasActor: true,
    },
    {
      name: "enter",
      doc: "enter",
      params: [left("origin", maybe(entity("room")), "from")],
      self: maybe(entity("room")),
      before: true,
      hasActor: true,
    },
    { name: "hear", doc: "hear", params: [left("text", TEXT)], self: maybe(entity("entity")), before: false, hasActor: true },
    { name: "create", doc: "create", params: [], self: maybe(entity("entity")), before: false, hasActor: false },
  ],
  values: [
    { name: "actor", type: entity("being"), doc: "actor", where: "actor" },
    { name: "room", type: entity("room"), doc: "room", where: "actor" },
    { name: "others", type: list(entity("being")), doc: "others", where: "actor" },
    { name: "here", type: maybe(entity("room")), doc: "here", where: "everywhere" },
    { name: "now", type: basic("time"), doc: "now", where: "everywhere" },
    { name: "night", type: basic("bool"), doc: "night", where: "everywhere" },
    { name: "players", type: list(entity("player")), doc: "players", where: "everywhere" },
    { name: "verb", type: TEXT, doc: "verb", where: "command" },
    { name: "why", type: TEXT, doc: "why", where: "else" },
  ],
  directions: [
    ["north", "n"],
    ["south", "s"],
    ["east", "e"],
    ["west", "w"],
    ["up", "u"],
    ["down", "d"],
  ],
  capabilities: [
    "speak far",
    "broadcast",
    "move others",
    "charge",
    "mint",
    "read accounts",
    "hear everywhere",
    "make areas",
    "notify",
    "schedule",
  ],
};
