// Rules about where and when: ways by their direction, what a captured block still has, who is asked, and what clocks are not given.

import { expect, test } from "vitest";
import { Game } from "./support/game.ts";

const TWO = `
room hall "Hall": exit north to yard, locked true; exit east to yard; end
room yard "Yard": exit south to hall; end
thing coin "coin": value: 1; end
npc clerk "Clerk" in hall is account: desc: "A clerk."; end
`;

const play = (source: string): Game => {
  const game = new Game(TWO + source);
  game.join("ann", "hall");
  game.join("bob", "hall");
  return game;
};

test("rule 34: a direction is the exit there, to read, to write and to unlock", () => {
  const game = play(`command "try"
    let was = north.locked
    unlock north
    north.name = "gap"
    say "{was} {north.locked} {north.name} {north.to} {east.locked}"
  end`);
  game.does("ann", "try");
  expect(game.read["ann"]).toBe("true false gap Yard false");
});

test("rule 34: no such exit where the deed is is a fault that names it", () => {
  const game = play('command "try": if west.locked: say "?"; end; end');
  expect(game.does("ann", "try")).toMatchObject({ kind: "fault", report: { kind: "missing", message: "there is no exit west" } });
});

test("rule 34: in a thing's own trigger a direction is looked up in the room of the deed", () => {
  const game = play(`thing lever "lever" in hall is fixture: on use: unlock north; say "{north.locked}"; end; end
    command "pull": deed use lever: say "Clunk."; end; end`);
  game.does("ann", "pull");
  expect(game.read["ann"]).toBe("Clunk.\nfalse");
});

test("rule 48: stop within a deed's block ends the run, and what was done stays", () => {
  const game = play(`extend clerk: prop n: number = 0; end
    command "try": deed poke clerk: clerk.n = 1; if clerk.n is 1: stop; end; clerk.n = 2; end; clerk.n = 3; end`);
  expect(game.does("ann", "try").kind).not.toBe("fault");
  expect(game.get(game.the("clerk"), "n")).toBe(1);
});

test("rule 47: base is the function replaced, in a block that runs later too", () => {
  const game = play(`kind bell is thing: fn rings(): number: return 2; end; end
    bell great "great bell" in hall is fixture
      fn rings(): number
        return base() * 10
      end
      fn later(who: player)
        after 1 minute: say "{self.rings()}" to who; end
      end
    end
    command "try": great.later(actor); end`);
  game.does("ann", "try");
  expect(game.wait(60_000)).toEqual([{ name: "ann", text: "20" }]);
});

test("rule 46: what was captured by value is as it was, what is an entity as it is", () => {
  const game = play(`command "try": let n = 1; let c = clerk; after 1 minute: say "{n} {c.hp}" to actor; end; n = 2; clerk.hp = 4; end`);
  game.does("ann", "try");
  expect(game.wait(60_000)).toEqual([{ name: "ann", text: "1 4" }]);
});

test("rule 64: a refusal behind consent is read by the one asked", () => {
  const game = play(`command "beg": ask bob_of() to allow "Pay ann 5?": pay 5 from bob_of() to clerk; end; end
    fn bob_of(): player
      for each p in players
        if p.name is "bob": return p; end
      end
      deny "Nobody."
    end`);
  game.does("ann", "beg");
  game.answers("bob", "yes");
  expect(Object.keys(game.read)).toEqual(["bob"]);
});

test("rule 8: in a pack's own rule self is the deed's target", () => {
  const game = play(`on poke: say "Poked: {self}."; end
    command "poke <what: entity>": deed poke what: say "Poke."; end; end`);
  game.does("ann", "poke", { what: game.the("clerk").wire });
  expect(game.read["ann"]).toBe("Poke.\nPoked: Clerk.");
});

test("rule 11: what is kept for a player goes with the thing it is kept on", () => {
  const game = play(`extend npc: prop trust: number = 0 for each player; end
    command "try": clerk.trust[actor] += 2; say "{clerk.trust[actor]}"; end`);
  game.does("ann", "try");
  game.does("ann", "try");
  expect(game.read["ann"]).toBe("4");
  game.does("bob", "try");
  expect(game.read["bob"]).toBe("2");
});

test("a question that a method asks knows whose method it was, whoever's run it is", () => {
  const game = play(`kind lamp is thing: prop wish: text = ""; fn ask_for(who: player)
        ask who "Wish?" as wish: self.wish = wish; say "{self}: {self.wish}"; end
      end; end
    lamp brass "brass lamp" in hall is fixture: end
    command "rub": brass.ask_for(actor); end`);
  game.does("ann", "rub");
  game.answers("ann", "rain");
  expect(game.read["ann"]).toBe("brass lamp: rain");
});
