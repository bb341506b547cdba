import { describe, expect, it } from "vitest";
import { maybe, selfSlot, slot, type ToyWorld, toyTable, tryLine, words } from "../../support/play-sight.ts";

const ROOM = 1;
const ANN = 2;
const BOB = 3;

const world: ToyWorld = {
  actor: ANN,
  toys: [
    { id: ROOM, title: "Harbor Square", name: "square", kinds: ["core.room"], place: 0 },
    { id: ANN, title: "Ann", kinds: ["core.player"], place: ROOM },
    { id: BOB, title: "Bob", kinds: ["core.player"], place: ROOM },
    { id: 4, title: "brass key", name: "brass_key", kinds: ["core.thing"], place: ROOM },
    { id: 5, title: "iron key", kinds: ["core.thing"], place: ROOM },
    { id: 6, title: "loaf of bread", plural: "loaves of bread", kinds: ["core.thing"], place: ANN, count: 3 },
    { id: 7, title: "oak chest", kinds: ["core.container"], place: ROOM, open: true, fixed: true },
    { id: 8, title: "gold coin", kinds: ["core.thing"], place: 7, count: 20 },
    { id: 9, title: "stone fountain", kinds: ["core.thing"], place: ROOM, fixed: true },
    { id: 10, title: "rope", kinds: ["core.thing"], place: ROOM },
    { id: 11, title: "rope", kinds: ["core.thing"], place: ROOM },
    { id: 12, title: "Sweet Treats", name: "bakery", kinds: ["toy.shop"], place: ROOM, fixed: true },
    { id: 13, title: "Mira", kinds: ["core.npc"], place: ROOM },
    { id: 14, title: "cellar hatch", name: "hatch", kinds: ["core.thing"], place: 0, fixed: true },
    { id: 15, title: "Zed", kinds: ["core.player"], place: 99 },
  ],
  exits: [
    { wire: "%1:north", direction: "north", name: "", door: null, to: null },
    { wire: "%1:down", direction: "down", name: "", door: 14, to: null },
  ],
  models: [
    { wire: "@toy.bread", id: "toy.bread", title: "loaf of bread", plural: "loaves of bread", kind: "core.thing" },
    { wire: "@toy.knife", id: "toy.knife", title: "knife", plural: "knives", kind: "core.thing" },
  ],
  menu: ["rtoy.letter:41", "#10"],
  last: [4],
};

const code = {
  0: { params: [], run: () => 1 },
  1: { params: ["box"], run: (_: unknown, slots: readonly unknown[]) => slots[0] as string },
  2: { params: [], run: () => 'j["l","@toy.bread","@toy.knife"]' },
};

const n = slot("n", "number", undefined, { value: 0 });
const table = toyTable(
  { patterns: [[words("look|l")]], help: "look" },
  {
    patterns: [
      [words("look|l"), maybe(words("at")), slot("what", "core.entity", "near")],
      [words("x|examine"), slot("what", "core.entity", "near")],
    ],
  },
  { patterns: [[slot("way", "core.exit")], [words("go"), slot("way", "core.exit")]] },
  {
    patterns: [
      [words("take|get"), maybe(n), slot("what", "core.thing", "here")],
      [
        words("take|get"),
        maybe(n),
        slot("what", "core.thing", undefined, { within: 1 }),
        words("from"),
        slot("box", "core.container", "near"),
      ],
    ],
    slots: ["n", "what", "box"],
    help: "take rope",
  },
  { patterns: [[words("drop"), maybe(n), slot("what", "core.thing", "held")]], help: "drop rope" },
  { patterns: [[words("drink"), slot("what", "core.thing", "held")]] },
  {
    patterns: [[words("give"), maybe(n), slot("what", "core.thing", "held"), words("to"), slot("whom", "core.being", "here")]],
    slots: ["n", "what", "whom"],
  },
  { patterns: [[words("give"), slot("sum", "money"), words("to"), slot("whom", "core.being", "here")]] },
  {
    patterns: [
      [words("say"), slot("text", "text")],
      [words("'"), slot("text", "text")],
    ],
  },
  { patterns: [[words("whisper"), slot("whom", "core.player", "here"), slot("text", "text")]] },
  { patterns: [[words("tell"), slot("whom", "core.player", "anywhere"), slot("text", "text")]] },
  { patterns: [[words("read"), slot("m", "row toy.letter")]] },
  {
    patterns: [[words("buy"), maybe(n), slot("item", "model core.thing", undefined, { within: 2 })]],
    slots: ["n", "item"],
    owner: "toy.shop",
    pack: "toy",
  },
  { patterns: [[words("polish"), selfSlot]], owner: "toy.shop", pack: "toy" },
  { patterns: [[words("dig"), slot("way", "direction")]], needs: "builder", help: "dig north" },
  { patterns: [[words("post"), slot("subject", "word"), slot("body", "text")]] },
  { patterns: [[words("wait"), slot("time", "duration")]] },
);

const line = (text: string, pins = {}) => tryLine(text, table, world, code, pins);

describe("verbs", () => {
  it.each([
    ["look", "look()"],
    ["L", "l()"],
    ["Look!", "look()"],
    ["loo", "look()"],
    ["exa bob", "examine(#3)"],
    ["n", "n(%1:north)"],
    ["down", "down(%1:down)"],
    ["go hatch", "go(%1:down)"],
    ["hatch", "hatch(%1:down)"],
    ["south", "no_exit(ssouth)"],
    ["'Mellon!", "'(sMellon!)"],
    ["say  two  blanks", "say(stwo  blanks)"],
    ["dr bread", "several: drink, drop"],
    ["tkae key", "near: take"],
    ["frobnicate", "unknown(sfrobnicate)"],
    ["take", "usage(stake rope)"],
    ["dig north", "not_allowed(sbuilder)"],
  ])("%s is %s", (typed, expected) => {
    expect(line(typed)).toBe(expected);
  });

  it("a level lets its verb through", () => {
    expect(tryLine("dig n", table, { ...world, levels: ["builder"] }, code)).toBe("dig(>north)");
  });
});

describe("nouns", () => {
  it.each([
    ["take brass key", "take(1, #4, )"],
    ["take the brass_key", "take(1, #4, )"],
    ["take bra", "take(1, #4, )"],
    ["take key", "several: brass key, iron key"],
    ["take 2.key", "take(1, #5, )"],
    ["take second key", "take(1, #5, )"],
    ["take 2nd key", "take(1, #5, )"],
    ["take key 2", "take(1, #5, )"],
    ["take rope", "take(1, #10, )"],
    ["take 2 rope", "take(2, #10, )"],
    ["take it", "take(1, #4, )"],
    ["take 2", "take(1, #10, )"],
    ["take bread", "held_already(#6)"],
    ["drop loaves", "drop(3, #6)"],
    ["drop bread", "drop(1, #6)"],
    ["drop loaf of bread", "drop(1, #6)"],
    ["drop rope", "not_held_but_here(#10)"],
    ["drop axe", "not_held(saxe)"],
    ["take brsas key", "near: brass key"],
    ["take all", "take(1, #4, ) + take(1, #5, ) + take(1, #10, ) + take(1, #11, )"],
    ["take all keys", "take(1, #4, ) + take(1, #5, )"],
    ["take all but rope", "take(1, #4, ) + take(1, #5, )"],
    ["take all from chest", "take(20, #8, #7)"],
    ["take 5 coins from the chest", "take(5, #8, #7)"],
    ["take coin from oak chest", "take(1, #8, #7)"],
    ["x coin", "x(#8)"],
    ["x hatch", "x(#14)"],
    ["x me", "x(#2)"],
    ["look at square", "look(#1)"],
    ["drop all swords", "none_of(sswords)"],
  ])("%s is %s", (typed, expected) => {
    expect(line(typed)).toBe(expected);
  });

  it("what lies in a shut box is not named: the box is", () => {
    const shut = { ...world, toys: world.toys.map((toy) => (toy.id === 7 ? { ...toy, open: false } : toy)) };
    expect(tryLine("take axe from chest", table, shut, code)).toBe("shut(#7)");
  });

  it("a choice once made settles the phrase", () => {
    expect(line("take key", { "what\nkey": "#5" })).toBe("take(1, #5, )");
  });
});

describe("patterns", () => {
  it.each([
    ["give bread to bob", "give(1, #6, #3)"],
    ["give 2 loaves to bob", "give(2, #6, #3)"],
    ["give 5 to bob", "give($5, #3)"],
    ["give 5 coins to mira", "give($5, #13)"],
    ["whisper bob Meet me below.", "whisper(#3, sMeet me below.)"],
    ["whisper zed hi", "nobody(szed)"],
    ["tell zed hi there", "tell(#15, shi there)"],
    ["tell zod hi there", "near: Zed"],
    ["read 1", "read(rtoy.letter:41)"],
    ["read 2", "no_number(2)"],
    ["read bob", "want_number()"],
    ["buy knife", "buy@#12(1, @toy.knife)"],
    ["buy 2 loaves", "buy@#12(2, @toy.bread)"],
    ["polish sweet", "polish@#12()"],
    ['post "two words" The body; all of it', "post(stwo words, sThe body; all of it)"],
    ["post rope Two coils.", "post(srope, sTwo coils.)"],
    ["wait 5 minutes", "wait(d300000)"],
    ["wait 10s", "wait(d10000)"],
  ])("%s is %s", (typed, expected) => {
    expect(line(typed)).toBe(expected);
  });

  const shelf = toyTable({
    patterns: [[words("buy"), maybe(n), slot("item", "any", undefined, { within: 3 }), maybe(words("from"), selfSlot)]],
    slots: ["n", "item"],
    owner: "toy.shop",
    pack: "toy",
  });
  const goods = { ...code, 3: { params: [], run: (self: unknown) => (self === "#12" ? 'j["l","@toy.knife","#10"]' : 'j["l"]') } };

  it.each([
    ["buy knife", "buy@#12(1, @toy.knife)"],
    ["buy rope", "buy@#12(1, #10)"],
    ["buy 2 knives from sweet", "buy@#12(2, @toy.knife)"],
    ["buy 1", "buy@#12(1, @toy.knife)"],
    ["buy 3 2", "buy@#12(3, #10)"],
    ["buy 3", "no_number(3)"],
    ["buy 4", "no_number(4)"],
    ["buy knofe", "near: knife"],
    ["buy moon", "not_here(smoon)"],
  ])("%s of a list of models and things is %s", (typed, expected) => {
    const listed = { ...world, menu: ["@toy.knife", "#10", "@toy.bread"] };
    expect(tryLine(typed, shelf, listed, goods)).toBe(expected);
  });

  it("an entity's command is out of reach with the entity", () => {
    const away = { ...world, toys: world.toys.filter((toy) => toy.id !== 12) };
    expect(tryLine("buy knife", table, away, code)).toBe("not_from_here(sbuy)");
  });

  it("two shops that both fit are asked about, and the choice holds", () => {
    const both = { ...world, toys: [...world.toys, { id: 20, title: "Fishmonger", kinds: ["toy.shop"], place: ROOM, fixed: true }] };
    expect(tryLine("buy knife", table, both, code)).toBe("several: Sweet Treats, Fishmonger");
    expect(tryLine("buy knife", table, both, code, { self: "#20" })).toBe("buy@#20(1, @toy.knife)");
  });
});

describe("clash", () => {
  const clash = toyTable(
    { patterns: [[words("ring"), slot("what", "core.entity", "near")]], pack: "stdlib" },
    { patterns: [[words("ring"), slot("text", "text")]], pack: "toy" },
    { patterns: [[words("ring"), words("bell")]], pack: "toy" },
    { patterns: [[words("ring"), words("bell"), words("twice")]], owner: "toy.shop", pack: "stdlib" },
  );
  it("more literal words win within a level, and the entity in reach wins over all", () => {
    expect(tryLine("ring bell", clash, world)).toBe("ring()");
    expect(tryLine("ring bob", clash, world)).toBe("ring(sbob)");
    expect(tryLine("ring bell twice", clash, world)).toBe("ring@#12()");
  });
});
