import { afterEach, beforeEach, expect, test } from "vitest";
import { things } from "../../../engine/world/contents.ts";
import type { Entity } from "../../../engine/world/entity.ts";
import { findDoubles, findUnsound } from "../../../engine/world/soundness.ts";
import { Game } from "./support/game.ts";

// `copy`, what there is only one of, and what `take … times` makes of several that are alike or not.
const SOURCE = `
record tag
  price: money
end
extend thing
  prop mark: text = ""
  prop reward: money = 0
  prop tags: list of tag = []
  prop seen: bool = false for each player
end
thing coin "coin": value: 1; end
thing anvil "anvil": weight: 30; end
thing sack "sack" is container: capacity: 5; end
thing crown "crown": flags: unique; end
thing purse "purse" is account: weight: 1; end
thing crate "crate" is container
  thing gem "gem": value: 100; end
end
thing shrine "shrine" is container
  thing relic "relic": flags: unique; end
end
area vault "vault"
  room inner "Inner"
    thing idol "idol": flags: unique; end
  end
end
room yard "Yard"
  thing well "well" is fixture: desc: "Deep."; end
end
on create
  if self is a thing and self.mark is "loud": say "a copy" to yard; end
end
`;

let game: Game;
let ann: Entity;
beforeEach(() => {
  game = new Game(SOURCE, { sqlite: true });
  ann = game.join("ann", "yard");
});
afterEach(() => {
  expect(findUnsound(game.world)).toEqual([]);
  expect(findDoubles(game.world)).toEqual([]);
  game.close();
});

const named = (place: Entity, name: string): Entity[] => things(place).filter((one) => one.definition.name === name);
const reason = (text: string) => ({ kind: "refused", reason: text });
const ONLY_ONE = "There is to be only one crown.";

test("a copy is one, alike in what play has changed, and lasts", () => {
  game.run('create coin in ann times 5; for each x in ann.things: x.mark = "loud"; end');
  game.run("for each x in ann.things: copy x in yard; end");
  expect(game.read["ann"]).toBe("a copy");
  game.restart();
  const [copy] = named(game.the("yard"), "coin");
  expect(copy!.count).toBe(1);
  expect(game.world.constant(copy!, "mark")).toBe("sloud");
  expect(named(game.player("ann"), "coin")[0]!.count).toBe(5);
});

test("sums among its properties, what single players know of it, what is in it and its money are not copied", () => {
  game.run("create sack in ann; create purse in ann");
  game.run("for each x in ann.things where model is sack: x.reward = 50; x.tags = [{price: 7}]; x.seen[ann] = true; create coin in x; end");
  game.run("for each x in ann.things where model is purse: mint 9 to x; end");
  game.run("for each x in ann.things: copy x in yard; end");
  const yard = game.the("yard");
  const [sack] = named(yard, "sack");
  expect([...sack!.state.keys()]).toEqual([]);
  expect(sack!.each.size).toBe(0);
  expect(sack!.contents).toEqual([]);
  expect(game.world.purse(named(yard, "purse")[0]!.id as never)!.balance).toBe(0);
});

test("what is declared inside comes with what is created and not with a copy", () => {
  game.run("create crate in yard; for each x in yard.things where model is crate: copy x in ann; end");
  expect(named(game.the("yard"), "crate")[0]!.contents.length).toBe(1);
  expect(named(ann, "crate")[0]!.contents.length).toBe(0);
});

test("a copy must fit where it goes", () => {
  game.run("create anvil in ann");
  expect(game.run("for each x in ann.things: copy x in ann; end")).toEqual(reason("The anvil is too heavy for Ann."));
});

test("what stands in one place has no copy", () => {
  expect(game.run("copy well in ann")).toEqual(reason("That cannot be made."));
});

test("there is never a second one of what is declared unique", () => {
  expect(game.run("create crown in ann times 2")).toEqual(reason(ONLY_ONE));
  game.run("create crown in ann");
  expect(game.run("create crown in yard")).toEqual(reason(ONLY_ONE));
  expect(game.run("for each x in ann.things: copy x in ann; end")).toEqual(reason(ONLY_ONE));
  game.run("for each x in ann.things: x.unique = false; end");
  expect(game.run("for each x in ann.things: copy x in ann; end")).toEqual(reason(ONLY_ONE));
  expect(game.run("create crown in yard")).toEqual(reason(ONLY_ONE));
  game.restart();
  expect(game.run("create crown in yard")).toEqual(reason(ONLY_ONE));
});

test("when it is gone there may be one again", () => {
  game.run("create crown in ann; for each x in ann.things: destroy x; end");
  expect(game.run("create crown in ann").kind).toBe("done");
});

test("nor of what is inside something that is made, or in an area", () => {
  game.run("create shrine in yard");
  expect(game.run("create shrine in yard")).toEqual(reason("There is to be only one shrine."));
  game.run("let home = create(vault)");
  expect(game.run("let home = create(vault)")).toEqual(reason("There is to be only one vault."));
});

test("a thing that became unique in play is not copied either", () => {
  game.run("create coin in ann; for each x in ann.things: x.unique = true; end");
  expect(game.run("for each x in ann.things: copy x in ann; end")).toEqual(reason("There is to be only one coin."));
});

test("a pack that calls unique what there are two of starts, and the doubles are known", () => {
  game.run("create coin in ann times 2");
  game.reload(SOURCE.replace('"coin": value: 1;', '"coin": value: 1; flags: unique;'));
  expect(findDoubles(game.world)).toEqual(["there are 2 of town.coin"]);
  game.restart();
  game.run("for each x in ann.things: destroy x; end");
});

test("of several that differ none is made into another", () => {
  game.run('create coin in ann times 2; for each x in ann.things: x.mark = "worn"; end');
  game.run("create coin in ann times 2");
  expect(game.run("let x = take(coin, from: ann, times: 3); move x to yard")).toEqual(reason("Only 2 coins."));
  game.run("create coin in ann times 3");
  expect(game.run("let x = take(coin, from: ann, times: 5); move x to yard").kind).toBe("done");
  expect(named(game.the("yard"), "coin").map(({ count }) => count)).toEqual([5]);
  expect(game.world.constant(named(ann, "coin")[0]!, "mark")).toBe("sworn");
});

test("equal ones that lie apart are taken together, boxes never", () => {
  game.run("create sack in ann; for each x in ann.things: create coin in x times 3; end; create coin in ann times 2");
  expect(game.run("let x = take(coin, from: ann, times: 4); move x to yard").kind).toBe("done");
  expect(named(game.the("yard"), "coin").map(({ count }) => count)).toEqual([4]);
  game.run("create sack in ann");
  expect(game.run("let x = take(sack, from: ann, times: 2); move x to yard")).toEqual(reason("Only a sack."));
  expect(named(ann, "sack").length).toBe(2);
});
