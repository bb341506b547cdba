// Questions (rules 9, 10 and 64): put now, answered in a turn of their own, even after a restart.

import { afterEach, describe, expect, test } from "vitest";
import { Game, HOUR, MINUTE } from "./support/game.ts";
import { ROOMS } from "./support/rooms.ts";

const games: Game[] = [];
const play = (source: string, options = {}): Game => {
  const game = new Game(ROOMS + source, options);
  games.push(game);
  game.join("ann", "hall");
  game.join("bob", "hall");
  return game;
};
afterEach(() => {
  for (const game of games.splice(0)) game.close();
});

const NAMES = `command "name"
  let before = "Old"
  ask actor "Name it?" as reply
    say "{before} {reply}."
  else
    say "Never mind."
  end
end`;

test("the block goes on with the player's next line and what it captured", () => {
  const game = play(NAMES);
  game.does("ann", "name");
  expect(game.read).toEqual({ ann: "Name it?" });
  expect(game.last.prompting).toBe(true);
  expect(game.script.prompt(game.player("ann").wire)).toMatchObject({ kind: "ask", question: "Name it?" });
  game.answers("ann", "Bess");
  expect(game.read).toEqual({ ann: "Old Bess." });
  expect(game.script.prompt(game.player("ann").wire)).toBeNull();
});

test("cancel runs the else block", () => {
  const game = play(NAMES);
  game.does("ann", "name");
  game.answers("ann", "Cancel");
  expect(game.read).toEqual({ ann: "Never mind." });
});

test("a question that nobody answers in ten minutes is over", () => {
  const game = play(NAMES);
  game.does("ann", "name");
  expect(game.wait(9 * MINUTE)).toEqual([]);
  expect(game.wait(2 * MINUTE)).toEqual([{ name: "ann", text: "Never mind." }]);
  expect(game.answers("ann", "Bess").kind).toBe("unfit");
});

test("a question says how long it waits", () => {
  const game = play(`command "name": ask actor "Name?" as reply for 1 hour: say reply; else: say "Late."; end; end`);
  game.does("ann", "name");
  expect(game.wait(50 * MINUTE)).toEqual([]);
  expect(game.wait(HOUR)).toEqual([{ name: "ann", text: "Late." }]);
});

test("a question outlives a restart, on disk as well", () => {
  for (const sqlite of [false, true]) {
    const game = play(NAMES, { sqlite });
    game.does("ann", "name");
    game.restart();
    game.script.resume(game.player("ann").wire);
    game.answers("ann", "Bess");
    expect(game.read).toEqual({ ann: "Old Bess." });
  }
});

test("a question outlives a reload that moves its code", () => {
  const game = play(NAMES);
  game.does("ann", "name");
  game.reload(`${ROOMS}\nfn other(): number: return 1; end\n${NAMES}`);
  game.answers("ann", "Bess");
  expect(game.read).toEqual({ ann: "Old Bess." });
});

test("a list is numbered and gives the item, by number or by name", () => {
  const game = play(`command "pick": ask actor "Which?" from ["red", "blue"] as colour: say colour; end; end`);
  game.does("ann", "pick");
  expect(game.read["ann"]).toBe("Which?\n1. red\n2. blue");
  expect(game.answers("ann", "green").kind).toBe("unfit");
  game.answers("ann", "2");
  expect(game.read["ann"]).toBe("blue");
  game.does("ann", "pick");
  game.answers("ann", "Re");
  expect(game.read["ann"]).toBe("red");
});

test("again puts the question anew with changed locals", () => {
  const game = play(`command "count"
    let n = 1
    ask actor "{n}?" as reply
      n += 1
      if reply is "q": say "Done at {n}."; stop; end
      again
    end
  end`);
  game.does("ann", "count");
  game.answers("ann", "x");
  expect(game.read["ann"]).toBe("2?");
  game.answers("ann", "x");
  expect(game.read["ann"]).toBe("3?");
  game.answers("ann", "q");
  expect(game.read["ann"]).toBe("Done at 4.");
});

test("inside, the actor is the one asked", () => {
  const game = play(`command "greet <who: player>": ask who "Hello?" as reply: say "{Actor nods}." to room; end; end`);
  game.does("ann", "greet", { who: game.player("bob").wire });
  expect(game.read).toEqual({ bob: "Hello?" });
  game.answers("bob", "hi");
  expect(game.read).toEqual({ ann: "Bob nods.", bob: "You nod." });
});

test("a newer question comes first; the older one is put again after it", () => {
  const game = play(`command "one": ask actor "One?" as a: say "one {a}"; end; end
    command "two": ask actor "Two?" as b: say "two {b}"; end; end`);
  game.does("ann", "one");
  game.does("ann", "two");
  game.answers("ann", "b");
  expect(game.read["ann"]).toBe("two b\nOne?");
  game.answers("ann", "a");
  expect(game.read["ann"]).toBe("one a");
});

describe("consent", () => {
  const LEND = `
    command "fine <who: player>"
      ask who to allow "Pay 5?"
        pay 5 from who to clerk
        say "Paid." to room
      else
        say "{who} will not." to others
      end
    end
    command "rob <who: player>": pay 5 from who to clerk; end`;
  const rich = (capabilities = {}): Game => {
    const game = play(LEND, { capabilities });
    game.run("mint 20 to bob");
    return game;
  };

  test("yes grants effects on the one asked, inside the block only", () => {
    const game = rich({ town: [] });
    game.does("ann", "fine", { who: game.player("bob").wire });
    expect(game.read).toEqual({ bob: "Pay 5?" });
    expect(game.answers("bob", "perhaps").kind).toBe("unfit");
    game.answers("bob", "yes");
    expect(game.read).toEqual({ ann: "Paid.", bob: "Paid." });
    expect(game.get(game.player("bob"), "money")).toBe("$15");
  });

  test("no runs the else block and nothing is taken", () => {
    const game = rich({ town: [] });
    game.does("ann", "fine", { who: game.player("bob").wire });
    game.answers("bob", "n");
    expect(game.read).toEqual({ ann: "Bob will not." });
    expect(game.get(game.player("bob"), "money")).toBe("$20");
  });

  test("without consent or capability nobody else is charged", () => {
    const game = rich({ town: [] });
    expect(game.does("ann", "rob", { who: game.player("bob").wire })).toMatchObject({ kind: "fault", report: { kind: "denied" } });
    expect(game.read["ann"]).toBe("That went wrong and nothing came of it. The builder is told.");
    expect(game.get(game.player("bob"), "money")).toBe("$20");
  });

  test("consents nest, and both hold inside", () => {
    const game = play(
      `command "swap <who: player>"
        let me = actor
        ask me to allow "Give 1?"
          ask who to allow "Give 2?"
            pay 1 from me to who
            pay 2 from who to me
            say "Swapped." to room
          end
        end
      end`,
      { capabilities: { town: [] } },
    );
    game.run("mint 10 to ann; mint 10 to bob");
    game.does("ann", "swap", { who: game.player("bob").wire });
    game.answers("ann", "y");
    game.answers("bob", "y");
    expect([game.get(game.player("ann"), "money"), game.get(game.player("bob"), "money")]).toEqual(["$11", "$9"]);
  });
});
