// Dialogue (rule 30) and menus (rules 37 and 60): numbers mean what this reader was shown last.

import { expect, test } from "vitest";
import { Game, HOUR, MINUTE } from "./support/game.ts";
import { ROOMS } from "./support/rooms.ts";

const MIRA = `
npc mira "Mira" in hall
  desc: "A trader."
  prop trust: number = 0 for each player
  topic greeting
    say if said(greeting) then "You again." else "Morning."
    choice "Wares?" -> wares
    choice "Secret?" if self.trust[actor] > 0 -> secret
    choice "Bye."
  end
  topic wares "Rope and oil."
    self.trust[actor] += 1
  end
  topic secret "Hush."
    -> greeting
  end
  on enter: if said(greeting): say "{self} nods to you."; end; end
end
command "talk <whom: npc>": if not converse(whom): deny "No."; end; end
command "go": move actor to yard; end
command "back": move actor to hall; end
`;

const play = (source = MIRA, options = {}): Game => {
  const game = new Game(ROOMS + source, options);
  game.join("ann", "hall");
  game.join("bob", "hall");
  return game;
};
const talk = (game: Game, name = "ann"): void => void game.does(name, "talk", { whom: game.the("mira").wire });

test("a talk opens at greeting with a numbered menu that only the talker reads", () => {
  const game = play();
  talk(game);
  expect(game.read).toEqual({ ann: "Morning.\n1. Wares?\n2. Bye." });
  expect(game.script.prompt(game.player("ann").wire)).toMatchObject({ kind: "talk" });
});

test("a topic without choices goes back to the menu before it, choices asked anew", () => {
  const game = play();
  talk(game);
  game.answers("ann", "1");
  expect(game.read).toEqual({ ann: "Rope and oil.\n1. Wares?\n2. Secret?\n3. Bye." });
});

test("an arrow leads on to the next topic, and said means earlier visits", () => {
  const game = play();
  talk(game);
  game.answers("ann", "1");
  game.answers("ann", "2");
  expect(game.read["ann"]).toBe("Hush.\nYou again.\n1. Wares?\n2. Secret?\n3. Bye.");
});

test("a choice without an arrow ends the talk", () => {
  const game = play();
  talk(game);
  game.answers("ann", "2");
  expect(game.read["ann"]).toBe("You end the talk with Mira.");
  expect(game.answers("ann", "1").kind).toBe("unfit");
});

test("leaving the room ends the talk, and what was said is remembered", () => {
  const game = play();
  talk(game);
  game.does("ann", "go");
  expect(game.answers("ann", "1").kind).toBe("unfit");
  game.does("ann", "back");
  expect(game.read["ann"]).toBe("Mira nods to you.");
});

test("a number that is not in the menu is no answer", () => {
  const game = play();
  talk(game);
  expect(game.answers("ann", "7").kind).toBe("unfit");
  expect(game.answers("ann", "look").kind).toBe("unfit");
  expect(game.answers("ann", "1").kind).toBe("done");
});

test("each player has a talk of their own, through a restart", () => {
  const game = play(MIRA, { sqlite: true });
  talk(game);
  game.restart();
  for (const name of ["ann", "bob"]) game.script.resume(game.player(name).wire);
  talk(game, "bob");
  expect(game.read).toEqual({ bob: "Morning.\n1. Wares?\n2. Bye." });
  game.answers("ann", "1");
  expect(game.read["ann"]).toBe("Rope and oil.\n1. Wares?\n2. Secret?\n3. Bye.");
  game.close();
});

test("a refusal in a topic undoes it and leaves the menu", () => {
  const game = play(`npc mira "Mira" in hall
    topic greeting "Well?"
      choice "Pay." -> pay
    end
    topic pay "Thanks."
      pay 5 from actor to clerk
    end
  end
  command "talk <whom: npc>": if not converse(whom): deny "No."; end; end`);
  talk(game);
  expect(game.answers("ann", "1").kind).toBe("refused");
  expect(game.read["ann"]).toBe("That is more than you can pay.");
  game.run("mint 5 to ann");
  game.answers("ann", "1");
  expect(game.read["ann"]).toBe("Thanks.\n1. Pay.");
});

const MENU = `
  fn line(what: model thing): text: return "{what}, {what.value}"; end
  command "wares": say menu([coin, rope], with: line); end`;

test("a menu is numbered lines, and is remembered for 30 minutes", () => {
  const game = play(MIRA + MENU);
  game.does("ann", "wares");
  expect(game.read["ann"]).toBe("1. coin, 1 coin\n2. coil of rope, 8 coins");
  const shown = (): unknown => game.turn({ kind: "command", actor: game.player("ann").wire }, (turn) => turn.menu(turn.actor));
  expect(shown()).toEqual(["@town.coin", "@town.rope"]);
  game.wait(29 * MINUTE);
  expect(shown()).toEqual(["@town.coin", "@town.rope"]);
  game.wait(HOUR);
  expect(shown()).toBeNull();
});

test("a menu is only remembered for who read it", () => {
  const game = play(MIRA + MENU);
  game.does("ann", "wares");
  expect(game.turn({ kind: "command", actor: game.player("bob").wire }, (turn) => turn.menu(turn.actor))).toBeNull();
});
