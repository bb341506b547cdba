import { afterEach, beforeEach, expect, test } from "vitest";
import { things } from "../../../engine/world/contents.ts";
import type { Entity } from "../../../engine/world/entity.ts";
import { Game } from "./support/game.ts";
import { TOWN } from "./support/harbor.ts";

let game: Game;
let ann: Entity;
beforeEach(() => {
  game = new Game(TOWN);
  ann = game.join("ann", "square");
  game.join("bob", "square");
});
afterEach(() => game.close());

const held = (place: Entity): Record<string, number> => Object.fromEntries(things(place).map((one) => [one.definition.name, one.count]));
const inside = (place: Entity, name: string): Entity => things(place).find((one) => one.definition.name === name)!;

test("part of a stack moves and the rest stays", () => {
  game.run("create coin in square times 5");
  game.does("ann", "take", { what: inside(game.the("square"), "coin").wire, n: 3 });
  expect(game.read).toEqual({ ann: "You take 3 coins.", bob: "Ann takes 3 coins." });
  expect(held(ann)).toEqual({ coin: 3 });
  expect(inside(game.the("square"), "coin").count).toBe(2);
});

test("more than there is is a refusal that says how many there are, and nothing moves", () => {
  game.run("create coin in square times 2");
  const outcome = game.does("ann", "take", { what: inside(game.the("square"), "coin").wire, n: 3 });
  expect(outcome).toEqual({ kind: "refused", reason: expect.stringContaining("2 coins") });
  expect(held(ann)).toEqual({});
});

test("what is too heavy is not carried", () => {
  game.does("ann", "make", { n: 5 });
  expect(game.does("ann", "forge").kind).toBe("done");
  game.run("create rope in square times 3");
  expect(game.does("ann", "take", { what: inside(game.the("square"), "rope").wire, n: 2 })).toEqual({
    kind: "refused",
    reason: "The coils of rope are too heavy for you.",
  });
  expect(game.does("ann", "take", { what: inside(game.the("square"), "rope").wire, n: 1 }).kind).toBe("done");
});

test("a box holds as many stacks as its capacity, and what joins a stack needs no room", () => {
  const chest = game.the("square.chest");
  game.run("create coin in ann times 9; create rope in ann; create brass_key in ann");
  const put = (name: string, n: number) => game.does("ann", "put", { what: inside(ann, name).wire, box: chest.wire, n });
  expect(put("coin", 3).kind).toBe("done");
  expect(put("rope", 1).kind).toBe("done");
  expect(put("brass_key", 1)).toEqual({ kind: "refused", reason: "The oak chest is full." });
  expect(put("coin", 2).kind).toBe("done");
  expect(held(chest)).toEqual({ coin: 5, rope: 1 });
});

test("nothing goes into itself", () => {
  const chest = game.the("square.chest");
  expect(game.does("ann", "put", { what: chest.wire, box: chest.wire, n: 1 })).toEqual({
    kind: "refused",
    reason: "The oak chest cannot go into itself.",
  });
});

test("a room takes no more beings than its capacity", () => {
  const market = game.the("market").wire;
  expect(game.does("ann", "go", { place: market }).kind).toBe("done");
  expect(game.does("bob", "go", { place: market })).toEqual({ kind: "refused", reason: "Market is full." });
  expect(game.player("bob").place).toBe(game.the("square"));
});

test("what is taken and not moved on is gone at the end of the run", () => {
  game.does("ann", "make", { n: 5 });
  game.does("ann", "use_up", { n: 2 });
  expect(game.read["ann"]).toBe("2 coins");
  expect(held(ann)).toEqual({ coin: 3 });
  expect(game.does("ann", "use_up", { n: 4 })).toEqual({ kind: "refused", reason: expect.stringContaining("3 coins") });
});

test("what is taken and moved on stays in the world", () => {
  expect(game.does("ann", "grab")).toEqual({ kind: "refused", reason: "There is no coil of rope to be had." });
  game.run("create rope in square");
  game.does("ann", "grab");
  expect(held(ann)).toEqual({ rope: 1 });
});

test("counting looks into what is held, stacks and all", () => {
  game.run("create coin in ann times 4; create coin in square times 7");
  game.does("ann", "tally");
  expect(game.read["ann"]).toBe("4 of 11");
});

test("a copy of an area is a place to go to", () => {
  game.does("ann", "build");
  expect(ann.place?.definition.id).toBe("town.flat.hall");
});

test("a fraction of a coin is no coin", () => {
  expect(game.does("ann", "make", { n: 1.5 })).toEqual({ kind: "refused", reason: "That is no whole number above zero." });
  expect(game.does("ann", "make", { n: 0 }).kind).toBe("refused");
});
