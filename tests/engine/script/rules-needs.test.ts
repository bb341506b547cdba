// Rules A of the language: what the standard library needs, each as one small world.

import { expect, test } from "vitest";
import { ALL_CAPABILITIES } from "../../../engine/script/tables/capabilities.ts";
import { Game } from "./support/game.ts";
import { ROOMS } from "./support/rooms.ts";

const play = (source: string, options = {}): Game => {
  const game = new Game(ROOMS + source, options);
  game.join("ann", "hall");
  game.join("bob", "hall");
  return game;
};

test("rule 1: a refusal in a statement ends the run and undoes it", () => {
  const game = play(`command "buy": create rope in actor; pay 5 from actor to clerk; say "Yours."; end`);
  expect(game.does("ann", "buy").kind).toBe("refused");
  expect(game.read["ann"]).toBe("That is more than you can pay.");
  expect(game.player("ann").contents).toHaveLength(0);
});

test("rule 1: the same call in a condition is false, and its effects are undone", () => {
  const game = play(`command "buy": if not pay(5, from: actor, to: clerk): say "Too poor."; stop; end; say "Paid."; end`);
  game.does("ann", "buy");
  expect(game.read["ann"]).toBe("Too poor.");
});

test("rule 1: try catches a refusal, undoes its own block and tells why", () => {
  const game = play(`command "buy"
    say "Hm."
    try
      create rope in actor
      pay 5 from actor to clerk
    else
      say why
    end
  end`);
  expect(game.does("ann", "buy").kind).toBe("done");
  expect(game.read["ann"]).toBe("Hm.\nThat is more than you can pay.");
  expect(game.player("ann").contents).toHaveLength(0);
});

test("rule 2: a deed runs every before, then its block, then every on", () => {
  const game = play(`
    thing bell "bell" in hall is fixture
      before use: say "before"; end
      on use: say "on"; end
    end
    command "ring <what: thing>": deed use what: say "block"; end; end`);
  game.does("ann", "ring", { what: game.the("bell").wire });
  expect(game.read["ann"]).toBe("before\nblock\non");
});

test("rule 2: a before that denies stops the deed and says its reason", () => {
  const game = play(`
    thing bell "bell" in hall is fixture: before use: deny "It is hot."; end; end
    command "ring <what: thing>": say "You reach out."; deed use what: say "block"; end; end`);
  expect(game.does("ann", "ring", { what: game.the("bell").wire }).kind).toBe("refused");
  expect(game.read["ann"]).toBe("It is hot.");
});

test("rule 2: a move of a player is the deeds leave and enter", () => {
  const game = play(`
    extend hall: on leave to dest: say "left for {dest}"; end; end
    extend yard: on enter from origin: say "came from {origin}"; end; end
    command "go": move actor to yard; end`);
  game.does("ann", "go");
  expect(game.read["ann"]).toBe("left for Yard\ncame from Hall");
});

test("rule 3: an area is copied whole, its inner exits with it", () => {
  const game = play(`
    area flat "Flat"
      room den "Den": exit east to nook; exit out to hall; end
      room nook "Nook": exit west to den; end
      thing bed "bed" in den is fixture; end
    end
    command "rent"
      let one = create(flat)
      let two = create(flat)
      let size = count of one.rooms
      let copies = count of (all flat)
      say "{size} {one.entry} {copies}"
      if two.den is two.entry and one.den is not two.den: say "apart"; end
      move actor to one.nook
      if room.area is one: say "in it"; end
      for each way in room.exits: if way.to is one.den: say "and back"; end; end
    end`);
  expect(game.does("ann", "rent")).toMatchObject({ kind: "done" });
  expect(game.read["ann"]).toBe("2 Den 2\napart\nin it\nand back");
});

test("rule 3: an area with a player inside is not destroyed", () => {
  const game = play(`
    area flat "Flat": room den "Den": exit out to hall; end; end
    command "rent": let one = create(flat); move actor to one.den; destroy one; end`);
  expect(game.does("ann", "rent").kind).toBe("refused");
  expect(game.get(game.player("ann"), "room")).toBe(game.the("hall").wire);
});

test("rule 4: take picks an instance of a model, and refuses when there is none", () => {
  const game = play(`
    command "earn": create coin in actor times 3; end
    command "spend": move take(coin, from: actor) to clerk; say "{count(coin, in: actor)} left"; end`);
  expect(game.does("ann", "spend").kind).toBe("refused");
  expect(game.read["ann"]).toBe("There is no coin to be had.");
  game.does("ann", "earn");
  game.does("ann", "spend");
  expect(game.read["ann"]).toBe("2 left");
});

test("rule 5: equal instances in one place are one stack", () => {
  const game = play(`command "make": create rope in actor; create rope in actor times 2; end
    command "give <what: thing>": move what to clerk times 2; let n = count(rope, in: actor); say "{n}"; end
    command "all <what: thing>": move what to clerk times 9; end`);
  game.does("ann", "make");
  expect(game.player("ann").contents.map((thing) => thing.count)).toEqual([3]);
  const what = (): string => game.player("ann").contents[0]!.wire;
  game.does("ann", "give", { what: what() });
  expect(game.read["ann"]).toBe("1");
  expect(game.does("ann", "all", { what: what() }).kind).toBe("refused");
});

test("rule 6: each reader reads a text as meant for them", () => {
  const game = play(`command "take": create rope in actor; say "{Actor takes} {first of actor.things:the}." to room; end`);
  game.does("ann", "take");
  expect(game.read).toEqual({ ann: "You take the coil of rope.", bob: "Ann takes the coil of rope." });
});

test("rule 6: all that one run says to one reader is one reply", () => {
  const game = play(`command "hum": say "La."; say "Lo."; say "{Actor hums}." to others; end`);
  game.does("ann", "hum");
  expect(game.read).toEqual({ ann: "La.\nLo.", bob: "Ann hums." });
});

test("rule 7: a pack's own event is heard by the place, what is in it, and rules", () => {
  const game = play(`
    event rung(times: number)
    extend yard: on rung times: say "yard {times}" to room; end; end
    thing bell "bell" in yard is fixture: on rung times: say "bell {times}" to self.room; end; end
    on rung times: say "rule {times}" to yard; end
    command "ring": signal rung(times: 3) in yard; end`);
  game.run("move bob to yard");
  game.does("ann", "ring");
  expect(game.read["bob"]).toBe("rule 3\nbell 3");
});

test("rule 8: a rule hears deeds in rooms of its own pack, and everywhere with the capability", () => {
  const packs = [
    {
      id: "isle",
      source: `
    on use: say "isle hears" to actor; end
    room dune "Dune": desc: "Sand."; end
    thing horn "horn" in dune is fixture; end`,
    },
  ];
  const source = `thing bell "bell" in hall is fixture; end
    command "ring <what: thing>": deed use what: say "rung"; end; end`;
  const deaf = play(source, { packs });
  deaf.does("ann", "ring", { what: deaf.the("bell").wire });
  expect(deaf.read["ann"]).toBe("rung");
  const hearing = play(source, { packs, capabilities: { isle: ALL_CAPABILITIES } });
  hearing.does("ann", "ring", { what: hearing.the("bell").wire });
  expect(hearing.read["ann"]).toBe("rung\nisle hears");
});

test("rule 11: a property for each player is each player's own, with its default", () => {
  const game = play(`
    extend clerk: prop trust: number = 1 for each player; end
    command "please": clerk.trust[actor] += 2; say "{clerk.trust[actor]}"; end
    command "ask": say "{clerk.trust[actor]}"; end`);
  game.does("ann", "please");
  expect(game.read["ann"]).toBe("3");
  game.does("bob", "ask");
  expect(game.read["bob"]).toBe("1");
});

test("rule 12: a set of words takes only its words, whatever their case", () => {
  const game = play(`
    extend clerk: prop mood: "glad" or "sad" = "glad"; end
    command "set <to: word>": clerk.mood = to; say clerk.mood; end`);
  expect(game.does("ann", "set", { to: "sSAD" }).kind).toBe("done");
  expect(game.read["ann"]).toBe("sad");
  expect(game.does("ann", "set", { to: "scross" })).toMatchObject({ kind: "fault", report: { kind: "type" } });
  expect(game.get(game.the("clerk"), "mood")).toBe("ssad");
});
