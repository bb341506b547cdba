import { afterEach, beforeEach, expect, test } from "vitest";
import { Game } from "./support/game.ts";
import { TOWN } from "./support/harbor.ts";

const MANDATES = `
${TOWN}
extend player: prop deal: mandate?; end
command "agree"
  let who = actor
  ask who to allow "Agree?"
    who.deal = mandate(from: who, up_to: 10, each: 1 day)
  end
end
command "sneak <who: player>": who.deal = mandate(from: who, up_to: 10, each: 1 day); end
command "bill <who: player> <sum: money>"
  pay sum from who to till for "dues" with who.deal
end
command "end_it"
  let deal = actor.deal
  if deal is not nothing: revoke deal; end
end
command "deals"
  for each m in mandates(of: actor): say "{m.most} each {m.each} to {m.pack}"; end
end
`;

let game: Game;
const money = (name: string) => game.get(game.player(name), "money");
beforeEach(() => {
  game = new Game(MANDATES, { capabilities: { town: ["mint", "speak far"] } });
  for (const name of ["ann", "bob"]) game.join(name, "square");
  game.run("mint 20 to ann");
});
afterEach(() => game.close());

test("money goes from one account to the other", () => {
  game.does("ann", "pay", { sum: "$12", who: game.player("bob").wire });
  expect(game.read).toEqual({ ann: "You pay Bob 12 coins.", bob: "Ann pays you 12 coins." });
  expect([money("ann"), money("bob")]).toEqual(["$8", "$12"]);
});

test("who cannot pay is told so and keeps all", () => {
  expect(game.does("ann", "pay", { sum: "$21", who: game.the("square.till").wire })).toEqual({
    kind: "refused",
    reason: "That is more than you can pay.",
  });
  expect(money("ann")).toBe("$20");
});

test("in a condition an unpaid bill is false", () => {
  game.does("ann", "try_pay", { sum: "$30" });
  expect(game.read["ann"]).toBe("poor");
  game.does("ann", "try_pay", { sum: "$3" });
  expect(game.read["ann"]).toBe("paid");
});

test("a negative sum is no sum, so nobody robs by giving", () => {
  expect(game.does("ann", "pay", { sum: "$-5", who: game.player("bob").wire })).toEqual({
    kind: "refused",
    reason: "That is no sum of money.",
  });
});

test("what has no account cannot be paid", () => {
  expect(game.does("ann", "pay", { sum: "$1", who: game.the("gull").wire })).toEqual({
    kind: "refused",
    reason: "The one-legged gull has no purse.",
  });
});

test("minting and burning change what the world holds", () => {
  game.does("ann", "mint", { sum: "$5" });
  game.does("ann", "burn", { sum: "$24" });
  expect(money("ann")).toBe("$1");
  expect(game.does("ann", "burn", { sum: "$2" }).kind).toBe("refused");
});

test("a mandate pays without the payer, up to its sum in each period", () => {
  game.does("ann", "agree");
  game.answers("ann", "yes");
  const bill = (sum: string) => game.does("bob", "bill", { who: game.player("ann").wire, sum });
  expect(bill("$6").kind).toBe("done");
  expect(bill("$5")).toEqual({ kind: "refused", reason: "5 coins is more than was agreed." });
  expect(bill("$4").kind).toBe("done");
  game.wait(86_400_000);
  expect(bill("$5").kind).toBe("done");
  expect(money("ann")).toBe("$5");
});

test("a mandate is made only with consent, shown to the payer, and ended by them", () => {
  const sneak = game.does("bob", "sneak", { who: game.player("ann").wire });
  expect(sneak).toMatchObject({ kind: "fault", report: { kind: "denied" } });
  game.does("ann", "agree");
  game.answers("ann", "yes");
  game.does("ann", "deals");
  expect(game.read["ann"]).toBe("10 coins each 1 day to town");
  game.does("ann", "end_it");
  expect(game.does("bob", "bill", { who: game.player("ann").wire, sum: "$1" })).toEqual({
    kind: "refused",
    reason: "There is no such agreement any more.",
  });
});
