// Rules E of the language (found while the sketches were written), and whose rights a script has.

import { expect, test } from "vitest";
import { Game } from "./support/game.ts";
import { ROOMS } from "./support/rooms.ts";

const play = (source: string, options = {}): Game => {
  const game = new Game(ROOMS + source, options);
  game.join("ann", "hall");
  game.join("bob", "hall");
  return game;
};

test("rule 56: under not and or a refusal is false; anywhere else it denies", () => {
  const game = play(
    `command "a": if not pay(5, from: actor, to: clerk) or false: say "No."; end; end
    command "b": let paid = pay(5, from: actor, to: clerk); say "Never."; end`.replace(
      "let paid = pay(5, from: actor, to: clerk)",
      "pay 5 from actor to clerk",
    ),
  );
  game.does("ann", "a");
  expect(game.read["ann"]).toBe("No.");
  expect(game.does("ann", "b").kind).toBe("refused");
});

test("rule 57: what is taken and not moved on is gone at the run's end", () => {
  const game = play(`command "burn": take rope from actor times 2; end
    command "have": let n = count(rope, in: actor); say "{n}"; end`);
  game.run("create rope in ann times 5");
  game.does("ann", "burn");
  game.does("ann", "have");
  expect(game.read["ann"]).toBe("3");
  expect(game.world.instances("town.rope")).toHaveLength(1);
});

test("rule 58: a model reads its defaults, and entities of other kinds are single", () => {
  const game = play(`kind quest: prop pays: money = 3; end
    quest storm "Storm": pays: 7; end
    command "show": say "{rope.value} {storm.pays} {storm}"; end`);
  game.does("ann", "show");
  expect(game.read["ann"]).toBe("8 coins 7 coins Storm");
});

test("rule 59: a property of a list is the list of them, and where sees the items' functions", () => {
  const game = play(`kind quest: prop level: number = 0; fn fits(who: player): bool: return who.level >= self.level; end; end
    quest one "One": end
    quest two "Two": level: 5; end
    command "show": let open = all quest where fits(actor); say "{open:and}"; let levels = (all quest).level; let sum_all = sum of levels; say "{sum_all}"; end`);
  game.does("ann", "show");
  expect(game.read["ann"]).toBe("One\n5");
});

test("rule 61: a text stays each reader's own through locals and sums", () => {
  const game = play(`command "nod": let t = "{Actor nods}" + " to {clerk}."; say t to room; end`);
  game.does("ann", "nod");
  expect(game.read).toEqual({ ann: "You nod to Clerk.", bob: "Ann nods to Clerk." });
});

test("rule 62: room and others follow the actor", () => {
  const game = play(
    `command "go": say "{Actor leaves}." to others; move actor to yard; say "{room}" ; say "{Actor arrives}." to others; end`,
  );
  game.join("cat", "yard");
  game.does("ann", "go");
  expect(game.read).toEqual({ ann: "Yard", bob: "Ann leaves.", cat: "Ann arrives." });
});

test("rule 63: a deed's argument that is nothing counts as left out", () => {
  const game =
    play(`thing bell "bell" in hall is fixture: on use with tool: if tool is nothing: say "bare"; else: say "with {tool}"; end; end; end
    command "use <what: thing> [<tool: thing?>]": deed use what with tool: end; end`);
  game.does("ann", "use", { what: game.the("bell").wire });
  expect(game.read["ann"]).toBe("bare");
});

test("rule 70: rows without an order come oldest first", () => {
  const game = play(`table memo: n: number; end
    command "fill": for i in 1 to 3: add memo with {n: i}; end; end
    command "list": for each m in memos where n > 0: say "{m.n}"; end; for each m in memos where n > 0, newest first, limit 1: say "newest {m.n}"; end; end`);
  game.does("ann", "fill");
  game.does("ann", "list");
  expect(game.read["ann"]).toBe("1\n2\n3\nnewest 3");
});

test("a text is worded by the last pack that restates it, for all who call it", () => {
  const packs = [{ id: "isle", source: `text greet.hello(who: player) "Ahoy {who}!"` }];
  const source = `text greet.hello(who: player) "Good day, {who}."\ncommand "greet": say greet.hello(who: actor) to others; end`;
  const plain = play(source);
  plain.does("ann", "greet");
  expect(plain.read["bob"]).toBe("Good day, Ann.");
  const worded = play(source, { packs });
  worded.does("ann", "greet");
  expect(worded.read["bob"]).toBe("Ahoy Ann!");
});

// ------------------------------------------------------------------------ rights

test("a player's own statements may change only what is theirs", () => {
  const game = play(`extend thing: prop note: text = ""; end`);
  game.run("create rope in hall; create coin in hall");
  const [rope, coin] = game.the("hall").contents.filter((one) => one.definition.model && one.definition.pack === "town");
  const run = (source: string) => game.turn({ kind: "run", actor: game.player("ann").wire }, (turn) => turn.runStatements(source, {}));
  game.turn({ kind: "run", actor: null }, () => game.world.journal.setOwner(rope!, game.player("ann").id));
  expect(run(`for each x in all rope: x.note = "mine"; end`)).toMatchObject({ kind: "done" });
  expect(run(`for each x in all coin: x.note = "mine"; end`)).toMatchObject({ kind: "fault", report: { kind: "denied" } });
  expect([game.get(rope!, "note"), game.get(coin!, "note")]).toEqual(["smine", "s"]);
});

test("a player's own statements hold no capability", () => {
  const game = play("");
  const run = (source: string) => game.turn({ kind: "run", actor: game.player("ann").wire }, (turn) => turn.runStatements(source, {}));
  expect(run("mint 5 to clerk")).toMatchObject({ kind: "fault", report: { kind: "denied" } });
  expect(run("clerk.hp = 1")).toMatchObject({ kind: "fault", report: { kind: "denied" } });
});

test("statements leave nothing for later: the next ones take their place", () => {
  const game = play("");
  expect(game.run(`after 1 minute: say "x" to ann; end`)).toMatchObject({ kind: "fault", report: { kind: "denied" } });
  expect(game.run(`ask ann "Well?" as reply: say reply; end`)).toMatchObject({ kind: "fault", report: { kind: "denied" } });
  expect([game.world.timers().length, [...game.world.prompts()].length]).toEqual([0, 0]);
});

test("statements that do not compile come back as findings", () => {
  const game = play("");
  expect(game.run("mint five to nobody")).toMatchObject({ kind: "bad" });
});

test("a typed command is consent for its own actor, and a trigger it sets off shares it", () => {
  const game = play(
    `thing well "well" in hall is fixture: on use: take coin from actor; say "Plop."; end; end
    command "use <what: thing>": deed use what: end; end
    command "rob <who: player>": take coin from who; end`,
    { capabilities: { town: [] } },
  );
  game.run("create coin in ann; create coin in bob");
  game.does("ann", "use", { what: game.the("well").wire });
  expect(game.read["ann"]).toBe("Plop.");
  expect(game.does("ann", "rob", { who: game.player("bob").wire })).toMatchObject({ kind: "fault", report: { kind: "denied" } });
});

test("reading ahead for a loop gives no more than reading one by one", () => {
  const game = play(
    `command "list": for each p in players where money > 0: say "{p} is rich."; end; end
    command "own": let n = count of (players where name is "Ann" and last_seen <= now); say "{n}"; end`,
    { capabilities: { town: [] } },
  );
  game.run("mint 5 to bob");
  expect(game.does("ann", "list")).toMatchObject({ kind: "fault", report: { kind: "denied" } });
  game.does("ann", "own");
  expect(game.read["ann"]).toBe("1");
});

test("what is read ahead is read anew after a write, an undo and another script", () => {
  const game = play(`
    thing lamp "lamp" in hall is fixture: prop lit_up: number = 0; prop hue: text = "red"; on use: self.lit_up += 10; self.hue = "blue"; end; end
    fn tell(what: thing): text: return "{what.name}"; end
    command "try"
      let x = lamp
      say "{x.lit_up} {x.hue}"
      x.lit_up = 1
      say "{x.lit_up} {x.hue}"
      try
        x.hue = "green"
        deny "No."
      else
        say "{x.lit_up} {x.hue}"
      end
      deed use x: say "used"; end
      say "{x.lit_up} {x.hue}"
    end
    fn twice(what: thing, n: number): text
      let before = "{lamp.lit_up} {lamp.hue}"
      return "{what.desc}{what.weight}{n} {before}"
    end
    command "fn": say twice(lamp, 1); lamp.weight = 5; say twice(lamp, 2); end`);
  game.does("ann", "try");
  expect(game.read["ann"]).toBe("0 red\n1 red\n1 red\nused\n11 blue");
  game.does("ann", "fn");
  expect(game.read["ann"]).toBe("01 11 blue\n52 11 blue");
});
