import { afterEach, beforeEach, expect, test } from "vitest";
import { Game } from "./support/game.ts";
import { TOWN } from "./support/harbor.ts";

const WEIGHED = `
command "survey"
  say("The square. Exits: north.", brief: "The square: n")
  say "Wet cobbles." as "may"
  say("{Actor looks} about.", to: room, as: "should", brief: "{Actor looks}.")
end
command "waver"
  say "Before." as "may"
  try
    say "Within." as "should"
    deny "No."
  else
    say "After {why}"
  end
end
command "wish <word: text>": say "Hm." as word; end
`;

let game: Game;
beforeEach(() => {
  game = new Game(TOWN + WEIGHED);
  for (const name of ["ann", "bob"]) game.join(name, "square");
});
afterEach(() => game.close());

const partsOf = (name: string) => game.last!.outputs.find(({ player }) => player === game.player(name).wire)?.parts;

test("what is said keeps its weight and its short words, as each reader reads them", () => {
  game.does("ann", "survey");
  expect(partsOf("ann")).toEqual([
    { weight: "must", text: "The square. Exits: north.", brief: "The square: n" },
    { weight: "may", text: "Wet cobbles." },
    { weight: "should", text: "You look about.", brief: "You look." },
  ]);
  expect(partsOf("bob")).toEqual([{ weight: "should", text: "Ann looks about.", brief: "Ann looks." }]);
  expect(game.read["ann"]).toBe("The square. Exits: north.\nWet cobbles.\nYou look about.");
});

test("what is undone is unsaid, weight and all", () => {
  game.does("ann", "waver");
  expect(partsOf("ann")).toEqual([
    { weight: "may", text: "Before." },
    { weight: "must", text: "After No." },
  ]);
});

test("the weight is part of what a turn did", () => {
  const digestOf = (word: string): string => {
    game.does("ann", "wish", { word: `s${word}` });
    return game.last!.row.digest;
  };
  expect(new Set(["must", "should", "may"].map(digestOf)).size).toBe(3);
  expect(digestOf("May")).toBe(digestOf("may"));
});

test("a weight that is none is a fault with the words that can stand there", () => {
  game.does("ann", "wish", { word: "sloudly" });
  expect(game.last!.faults[0]).toMatchObject({ kind: "type", message: expect.stringContaining("must, should, may") });
});
