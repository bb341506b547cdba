import { afterEach, beforeEach, expect, test } from "vitest";
import { Game, MINUTE } from "./support/game.ts";
import { TOWN } from "./support/harbor.ts";

let game: Game;
beforeEach(() => {
  game = new Game(TOWN);
  for (const name of ["ann", "bob"]) game.join(name, "square");
  game.join("cid", "tower");
});
afterEach(() => game.close());

test("everyone in the room reads it from where they stand, the actor too", () => {
  game.does("ann", "wave");
  expect(game.read).toEqual({ ann: "You wave.", bob: "Ann waves." });
});

test("others are all but the actor", () => {
  game.does("ann", "nod");
  expect(game.read).toEqual({ bob: "Ann nods." });
});

test("a list of readers is told one by one, wherever they are", () => {
  game.does("ann", "all", { words: "sTide!" });
  expect(game.read).toEqual({ ann: "Tide!", bob: "Tide!", cid: "Tide!" });
});

test("a room elsewhere hears, and only who is awake in it", () => {
  game.leave("cid");
  game.does("ann", "shout", { place: game.the("tower").wire, words: "sHo!" });
  game.come("cid");
  expect(game.read["cid"] ?? "").not.toContain("Ho!");
});

test("who is named and away reads it on coming back", () => {
  game.leave("cid");
  game.does("ann", "tell", { who: game.player("cid").wire, words: "sCome at eight." });
  expect(game.read).toEqual({});
  game.come("cid");
  expect(game.read["cid"]).toContain("Come at eight.");
});

test("a menu numbers its lines, and its numbers are good for thirty minutes", () => {
  game.does("ann", "list");
  expect(game.read["ann"]).toBe("Here:\n1. coin\n2. coil of rope");
  const menuOf = (name: string) => game.turn({ kind: "run", actor: null }, (turn) => turn.menu(game.player(name).wire));
  expect(menuOf("ann")).toEqual(["@town.coin", "@town.rope"]);
  expect(menuOf("bob")).toBeNull();
  game.clock.advance(31 * MINUTE);
  expect(menuOf("ann")).toBeNull();
});

test("an empty menu says so", () => {
  game.does("ann", "nothing");
  expect(game.read["ann"]).toBe("Nothing.");
});
