// The manifest: what a pack holds, as the plain data that the engine reads.

import { describe, expect, test } from "vitest";
import { compilePack, compileStatements } from "../../../dsl/compile.ts";
import type { CompiledPack } from "../../../dsl/program.ts";
import { compileProgram } from "../support/program.ts";
import { TEST_SURFACE } from "../support/surface.ts";

const keys = (pack: CompiledPack): string[] => pack.code.map((info) => info.key);

describe("entities", () => {
  const pack = compileProgram(`room square "Harbor Square"
  desc: "Gulls."
  flags: safe, dark
  exit north to market
  exit d to market through hatch, locked
  thing fountain "stone fountain" is fixture
    thing coin "coin": value: 1; end
  end
end
room market "Market"; exit south to square; end
thing hatch "hatch" is fixture: hidden: true; end
thing rope "rope" in market: weight: 2; end`);

  test("Nested ones follow their parent and start in it; ids are qualified by path.", () => {
    expect(pack.entities.map(({ id, place, parent, model }) => ({ id, place, parent, model }))).toEqual([
      { id: "t.square", place: undefined, parent: undefined, model: false },
      { id: "t.square.fountain", place: "t.square", parent: "t.square", model: false },
      { id: "t.square.fountain.coin", place: "t.square.fountain", parent: "t.square.fountain", model: true },
      { id: "t.market", place: undefined, parent: undefined, model: false },
      { id: "t.hatch", place: undefined, parent: undefined, model: true },
      { id: "t.rope", place: "t.market", parent: undefined, model: true },
    ]);
  });

  test("Values, flags and exits are data.", () => {
    const [square] = pack.entities;
    expect(square!.values).toEqual([
      { name: "desc", value: { wire: "sGulls." } },
      { name: "safe", value: { wire: true } },
      { name: "dark", value: { wire: true } },
    ]);
    expect(square!.exits).toEqual([
      { direction: "north", to: "t.market", attrs: [], line: 4 },
      { direction: "down", to: "t.market", door: "t.hatch", attrs: [{ name: "locked", value: { wire: true } }], line: 5 },
    ]);
    expect(pack.entities[2]!.values).toEqual([{ name: "value", value: { wire: "$1" } }]);
  });
});

describe("defaults", () => {
  test("What never changes is a wire, the rest is code.", () => {
    const pack = compileProgram(`record ware: what: model thing; price: money?; full: number = 1; end
thing rope "rope"; end
npc mira "Mira": end
kind shop is fixture
  prop wares: list of ware = []
  prop wait: duration = 5 minutes
  prop rate: number = 120%
  prop debt: money = -5
  prop way: direction = north
  prop keeper: npc? = mira
  prop label: text = "{self.name}!"
  prop tags: map of number = {Big: 1}
end
room market "Market"; end
shop bakery "Bakery" in market
  wares: {what: rope, price: 3}, {what: rope}
  wares: {what: rope, full: 2}
end`);
    expect(pack.kinds[0]!.props.map(({ name, value }) => [name, "wire" in value ? value.wire : pack.code[value.code]!.role])).toEqual([
      ["wares", 'j["l"]'],
      ["wait", "d300000"],
      ["rate", 1.2],
      ["debt", "$-5"],
      ["way", ">north"],
      ["keeper", "default"],
      ["label", "default"],
      ["tags", 'j["m","Big",1]'],
    ]);
    const wares =
      'j["l",["r","t.ware","what","@t.rope","price","$3"],["r","t.ware","what","@t.rope"],["r","t.ware","what","@t.rope","full",2]]';
    expect(pack.entities.find((entity) => entity.id === "t.bakery")!.values).toEqual([{ name: "wares", value: { wire: wares } }]);
  });
});

describe("commands", () => {
  test("Patterns keep words, slots, scopes, defaults and what may be left out.", () => {
    const pack = compileProgram(`kind shop is fixture
  prop wares: list of model thing = []
  command "buy|purchase [<n: number = 1>] <item: model thing in self.wares>", "get <item: model thing here> for <subject: word>"
    help "buy rope"
    say "{n} {item} {subject}"
  end
  command "poke <self>": say "ow"; end
end`);
    const [buy, poke] = pack.kinds[0]!.commands;
    expect(buy).toMatchObject({
      help: "buy rope",
      slots: ["n", "item", "subject"],
      patterns: [
        [{ words: ["buy", "purchase"] }, { optional: [{ slot: "n" }] }, { slot: "item", type: { t: "model", kind: "core.thing" } }],
        [{ words: ["get"] }, { slot: "item", scope: "here" }, { words: ["for"] }, { slot: "subject", oneWord: true }],
      ],
    });
    const [[, optional, item]] = buy!.patterns as unknown as [[unknown, { optional: [{ value: number }] }, { within: number }]];
    expect(pack.code[optional.optional[0].value]).toMatchObject({ role: "slot", params: [] });
    expect(pack.code[item.within]).toMatchObject({ role: "slot", params: [] });
    expect(poke!.patterns).toEqual([[{ words: ["poke"] }, { slot: "self" }]]);
    expect(poke!.slots).toEqual([]);
  });
});

describe("triggers and talk", () => {
  const pack = compileProgram(`event rung(rounds: number, by who: player?)
room hall "Hall"; end
npc mira "Mira" in hall
  topic greeting "Hello."
    choice "Who?" -> name
    choice "Rich?" if actor.level > 2
    choice "Bye."
  end
  topic name
    say "Mira."
    -> greeting
  end
end
thing bell "bell"
  on give to taker: say "{taker}"; end
  before use with tool to target: say "{tool} {target}"; end
  on rung count by ringer: say "{count} {ringer}"; end
  on use: say "a"; end
  on use: say "b"; end
  every 10 minutes always: say "tick" to players; end
  every day at 04:30: say "day" to players; end
end
extend mira
  replace on hear words: say words; end
end`);

  test("A header's names say which of the event's parameters they take.", () => {
    const bell = pack.entities.find((entity) => entity.id === "t.bell")!;
    expect(bell.triggers.map(({ phase, event, takes }) => [phase, event, takes])).toEqual([
      ["on", "give", [1]],
      ["before", "use", [0, 1]],
      ["on", "t.rung", [0, 1]],
      ["on", "use", []],
      ["on", "use", []],
      ["every", "", []],
      ["every", "", []],
    ]);
    expect(bell.triggers.slice(5)).toMatchObject([{ periodMs: 600_000, always: true }, { dayAtMinutes: 270 }]);
    expect(pack.extensions).toMatchObject([{ target: "t.mira", replaces: ["hear"] }]);
  });

  test("Keys name code by what it is, and number what would be alike.", () => {
    expect(keys(pack)).toEqual(
      expect.arrayContaining([
        "mira/topic:greeting",
        "mira/topic:greeting/choice#1:if",
        "bell/on:use#0",
        "bell/on:use#1",
        "bell/every:600000#0",
        "extend:mira/on:hear#0",
      ]),
    );
    expect(new Set(keys(pack)).size).toBe(keys(pack).length);
  });

  test("A topic holds its choices, with where they lead.", () => {
    const [greeting, name] = pack.entities.find((entity) => entity.id === "t.mira")!.topics;
    expect(greeting!.choices.map(({ to, cond }) => [to, cond !== undefined])).toEqual([
      ["name", false],
      [undefined, true],
      [undefined, false],
    ]);
    expect(name!.choices).toEqual([]);
    expect(pack.js).toContain('return "greeting";');
  });
});

describe("packs above others", () => {
  const compile = (id: string, text: string, below: Parameters<typeof compilePack>[0]["below"] = []): ReturnType<typeof compilePack> =>
    compilePack({ id, sources: [{ name: `${id}.lore`, text }], below, surface: TEST_SURFACE, capabilities: [] });
  const low = compile(
    "stdlib",
    `text shop.sold(what: text) "{what} sold."\nrecord foe: hp: number = 4; loot: money = 1; end\nfn tax(n: money, at rate: number = 2): money: return n * rate; end`,
  );

  test("Functions, texts and records of a pack below are reached by their id.", () => {
    const high = compile("gull", `fn mine(): foe: return {loot: 3}; end\ncommand "go": say shop.sold("rope") + "{tax(5, at: 3)}"; end`, [
      low.scope,
    ]);
    expect(high.diagnostics.filter((found) => found.severity === "error")).toEqual([]);
    expect(high.pack!.js).toContain('$.far("stdlib.shop.sold",null,"rope")');
    expect(high.pack!.js).toContain('$.far("stdlib.tax",k');
    expect(high.pack!.js).toContain('$.record("stdlib.foe",k0,[$.toMoney(3)])');
  });

  test("A text of the same name words the lower one anew.", () => {
    const high = compile("gull", `text shop.sold(what: text) "Gone: {what}."`, [low.scope]);
    expect(high.pack!.texts).toMatchObject([{ id: "gull.shop.sold", restates: "stdlib.shop.sold" }]);
    expect(high.pack!.texts[0]!.worstBytes).toBe(27);
  });

  test("The hash tells other sources, and other packs below, apart.", () => {
    const source = `command "go": say "x"; end`;
    const hashes = [
      compile("a", source),
      compile("a", source),
      compile("a", `${source}\n`),
      compile("b", source),
      compile("a", source, [low.scope]),
    ].map((out) => out.pack!.hash);
    expect(hashes[0]).toBe(hashes[1]);
    expect(new Set(hashes).size).toBe(4);
  });

  test("Statements typed at the prompt see every pack and the players they name.", () => {
    const { pack, diagnostics } = compileStatements({
      source: 'say "{tax(5)}" to ann; say "b" to bob',
      below: [low.scope],
      surface: TEST_SURFACE,
      locals: ["ann", "bob"],
    });
    expect(diagnostics).toEqual([]);
    expect(pack!.code[0]).toMatchObject({ role: "command", params: [{ name: "ann" }, { name: "bob" }] });
  });

  test("A pack with an error compiles to nothing but findings and a scope.", () => {
    const out = compile("bad", `fn f(): number: return missing; end`);
    expect(out.pack).toBe(undefined);
    expect(out.scope.functions.map((fn) => fn.id)).toEqual(["bad.f"]);
  });
});
