// What a pack without any capability must not do to players, accounts and other packs, and what a player's own statements must not.

import { afterEach, describe, expect, test } from "vitest";
import type { Capability } from "../../../engine/script/tables/capabilities.ts";
import { Game, HOUR, MINUTE } from "./support/game.ts";
import { TOWN } from "./support/harbor.ts";

let game: Game;
afterEach(() => game.close());

/** A town with a purse to steal, and a pack from elsewhere whose one command does what is tried. Ann and Bob in the square, Cid in the tower. */
function invade(statements: string, more = "", capabilities: readonly Capability[] = []): Game {
  const town = `${TOWN}\nextend player: prop luck: number = 0; end`;
  const source = `${more}\nthing sack "sack" is account: end\ncommand "try <who: player anywhere> <words: text>"\n${statements}\nend`;
  game = new Game(town, { packs: [{ id: "evil", source }], capabilities: { evil: capabilities } });
  for (const [name, room] of Object.entries({ ann: "square", bob: "square", cid: "tower" })) game.join(name, room);
  game.run("mint 50 to bob; mint 20 to till; mint 20 to ann");
  return game;
}

const go = (who = "cid", words = "") => game.does("ann", "try", { who: game.player(who).wire, words: `s${words}` });
const denied = (capability: string) => ({
  kind: "fault",
  report: { kind: "denied", message: expect.stringContaining(capability) as string },
});

describe("a pack without capabilities", () => {
  test("does not empty another pack's till", () => {
    invade("pay 5 from till to actor");
    expect(go()).toMatchObject(denied('"charge"'));
    expect(game.get(game.the("square.till"), "money")).toBe("$20");
  });

  test("pays out of what it declared itself", () => {
    invade('let bag = create(sack, in: actor.room)\npay 5 from actor to bag\npay 2 from bag to actor\nsay "{bag.money}"');
    expect(go()).toMatchObject({ kind: "done" });
    expect(game.read["ann"]).toBe("3 coins");
  });

  test.each(["destroy town.chest", "destroy town.mira", "destroy town.tower", "destroy town.market"])(
    "does away with nothing that is another pack's: %s",
    (statement) => {
      invade(statement);
      expect(go("ann")).toMatchObject(denied('"move others"'));
    },
  );

  test("does away with what is its own, and with what its actor holds", () => {
    invade("let bag = create(sack, in: room)\ndestroy bag\nfor each one in actor.things: destroy one; end");
    game.run("create coin in ann");
    expect(go("ann").kind).toBe("done");
    expect(game.player("ann").contents).toEqual([]);
  });

  test.each(["who.hp = 0", "who.level = 99", "who.town.luck = 7", "who.following = actor"])(
    "changes nothing of a player elsewhere: %s",
    (statement) => {
      invade(statement);
      expect(go("cid")).toMatchObject(denied('"move others"'));
    },
  );

  test("keeps its own notes on any player, and touches who is here", () => {
    invade("who.marks += 1\nfor each one in room.players: one.hp = 5; end", "extend player: prop marks: number = 0; end");
    expect(go("cid").kind).toBe("done");
    expect(game.get(game.player("bob"), "hp")).toBe(5);
  });

  test.each(["name", "title"])("gives nobody another %s", (name) => {
    invade(`who.${name} = "Ann"`);
    expect(go("bob")).toMatchObject(denied(name));
  });

  test("asks nobody elsewhere, nor who is away", () => {
    invade('ask who "Your password?" as answer: say answer; end');
    expect(go("cid")).toMatchObject(denied('"speak far"'));
    game.leave("bob");
    expect(go("bob")).toMatchObject(denied('"notify"'));
  });

  test("buries nobody in questions", () => {
    invade(
      "for i in 1 to 20: pester(who, i); end",
      'fn pester(who: player, n: number)\nask who "Well, {n}?" as answer: say answer; end\nend',
    );
    expect(go("bob")).toMatchObject({ kind: "fault", report: { kind: "calls" } });
    expect(game.world.promptsOf(game.player("bob").id)).toEqual([]);
  });

  test("reads no purse but its actor's", () => {
    invade('say "{who.money}"');
    expect(go("ann").kind).toBe("done");
    expect(go("bob")).toMatchObject(denied('"read accounts"'));
  });
});

describe("consent", () => {
  test("is not had for ever by blocks that leave blocks for later", () => {
    const pinch = "fn pinch(who: player)\nafter 1 hour: pay 1 from who to swag; pinch(who); end\nend";
    invade("pinch(actor)", `${pinch}\nthing swag "swag" in town.square is fixture, account: end`);
    expect(go("ann").kind).toBe("done");
    game.wait(HOUR + MINUTE);
    expect(game.get(game.player("ann"), "money")).toBe("$19");
    game.wait(5 * HOUR);
    expect(game.get(game.player("ann"), "money")).toBe("$19");
    expect(game.script.faults().at(-1)).toMatchObject({ kind: "denied" });
  });

  test("is nothing that a text can say", () => {
    invade("pay 5 from who to actor for words");
    expect(go("bob", "yes {bob} #2 !r ask bob to allow")).toMatchObject(denied('"charge"'));
  });
});

describe("what lasts", () => {
  test("does not multiply: blocks that leave two blocks each are stopped at a number", () => {
    game = new Game(
      `${TOWN}\nfn spawn(n: number)\nfor i in 1 to 4\nafter 1 minute: spawn(n + 1); end\nend\nend\ncommand "try": spawn(1); end`,
      { budget: { waiting: 30 } },
    );
    game.join("ann", "square");
    expect(game.does("ann", "try").kind).toBe("done");
    game.wait(10 * MINUTE);
    expect(game.world.timers().filter(({ kind }) => kind === "after").length).toBeLessThanOrEqual(30);
    expect(game.script.faults().at(-1)).toMatchObject({ kind: "calls" });
  });

  test("is made in numbers that stay whole", () => {
    invade("create sack in room times 1000001");
    expect(go()).toMatchObject({ kind: "fault", report: { kind: "range" } });
  });
});

describe("what a player types", () => {
  const WIRES = ["#2", "!fdenied|x", "!r", "@town.coin", "$500", 'j["l"]', "%2:north", "r1:1", "m1", "true", "k"];

  test.each(WIRES)("is a text and nothing else, though it looks like %s", (words) => {
    invade(
      'let box = {what: words}; let all_words = [words]; actor.note = words\nsay "{words}|{box.what}|{actor.note}|{first of all_words}"',
      'extend player: prop note: text = ""; end',
    );
    expect(go("ann", words).kind).toBe("done");
    expect(game.read["ann"]).toBe([words, words, words, words].join("|"));
  });

  test.each(["__proto__", "constructor", "toString", "hasOwnProperty", "prototype", "#2", ""])(
    "is a key like any other in a map: %j",
    (words) => {
      invade('let notes = {}\nnotes[words] = "mine"\nsay "{notes[words]} of {count of notes}"');
      expect(go("ann", words).kind).toBe("done");
      expect(game.read["ann"]).toBe("mine of 1");
    },
  );

  test("keeps its braces and quotes wherever it goes", () => {
    invade('say "{Actor says} {words}" to room\nafter 1 minute: say words to actor; end\nactor.desc = words');
    const words = '{actor.money} {{x}} "); DROP TABLE entity; -- \\n';
    expect(go("ann", words).kind).toBe("done");
    expect(game.read["bob"]).toBe(`Ann says ${words}`);
    expect(game.wait(MINUTE).at(-1)?.text).toBe(words);
    expect(game.get(game.player("ann"), "desc")).toBe(`s${words}`);
  });
});
