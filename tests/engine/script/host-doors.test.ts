import { afterEach, beforeEach, expect, test } from "vitest";
import { Game } from "./support/game.ts";
import { TOWN } from "./support/harbor.ts";

let game: Game;
const hatch = (name: string) => game.get(game.the("hatch"), name);
beforeEach(() => {
  game = new Game(TOWN);
  game.join("ann", "square");
  game.join("bob", "cellar");
});
afterEach(() => game.close());

test("a door is one thing: what one side locks the other finds locked", () => {
  game.does("ann", "lock_way");
  expect([hatch("locked"), hatch("closed")]).toEqual([true, true]);
  expect(game.does("bob", "open", { what: game.the("hatch").wire })).toEqual({ kind: "refused", reason: "The cellar hatch is locked." });
  expect(game.does("bob", "open_way")).toMatchObject({ kind: "fault", report: { kind: "missing" } });
  game.does("ann", "unlock_way");
  expect([hatch("locked"), hatch("closed")]).toEqual([false, true]);
  expect(game.does("bob", "open", { what: game.the("hatch").wire }).kind).toBe("done");
  expect(hatch("closed")).toBe(false);
  game.does("ann", "close_way");
  expect(hatch("closed")).toBe(true);
});

test("an exit without a door can be barred but not opened", () => {
  game.does("ann", "bar", { n: 1 });
  expect(game.get(game.the("square"), "exits")).toContain(":out");
  expect(game.does("ann", "open_north")).toEqual({ kind: "refused", reason: "There is no door that way." });
});

test("what is neither door nor box has no lock", () => {
  game.run("create rope in square");
  const rope = game.the("square").contents.find((one) => one.definition.name === "rope")!;
  expect(game.does("ann", "open", { what: rope.wire })).toEqual({ kind: "refused", reason: "The coil of rope has no lock." });
});
