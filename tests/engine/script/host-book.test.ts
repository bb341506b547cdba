import { afterEach, beforeEach, expect, test } from "vitest";
import { Game } from "./support/game.ts";
import { TOWN } from "./support/harbor.ts";

const BANK = `
${TOWN}
npc clerk "clerk" in square is account
end

command "deposit <sum: money>"
  pay sum from actor to account_of(clerk, for: actor) for "paid in" as "bank.in"
  say "You have {account_of(clerk, for: actor).money} in the bank."
end
command "withdraw <sum: money>"
  pay sum from account_of(clerk, for: actor) to actor for "paid out" as "bank.out"
end
command "rent"
  pay 3 from actor to clerk for "rent" as "rent" about "rent {actor.id} 2026-01"
  say "Paid."
end
command "rent_more": pay 4 from actor to clerk about "rent {actor.id} 2026-01"; end
command "book <n: number>"
  for each line in statement(of: actor, limit: 3, skip: n)
    say "{line.amount} {line.other} {line.memo} {line.reason} = {line.balance}"
  end
end
command "peek <who: player>": say "{count of statement(of: who)}"; end
command "undo <n: number>": let sum = reverse(n, for: "sorry"); say "{sum}"; end
command "last": let lines = statement(of: actor); say "{lines[1].id}"; end
command "earn": mint 5 to actor from "quests" for "the rats" as "quest.rats"; end
command "fire": destroy clerk; end
`;

let game: Game;
const money = (name: string) => game.get(game.player(name), "money");
beforeEach(() => {
  game = new Game(BANK, { sqlite: true });
  for (const name of ["ann", "bob"]) game.join(name, "square");
  game.run('mint 20 to ann from "start"');
});
afterEach(() => game.close());

test("each customer has an account of their own with a bank, through a restart", () => {
  game.does("ann", "deposit", { sum: "$12" });
  expect(game.read["ann"]).toBe("You have 12 coins in the bank.");
  game.restart();
  game.come("ann");
  game.does("ann", "deposit", { sum: "$1" });
  expect(game.read["ann"]).toBe("You have 13 coins in the bank.");
  expect(game.does("bob", "withdraw", { sum: "$1" })).toMatchObject({ kind: "refused" });
  game.does("ann", "withdraw", { sum: "$13" });
  expect(money("ann")).toBe("$20");
});

test("an account that is kept with somebody stands nowhere and is seen by nobody", () => {
  const before = game.the("square").contents.length;
  game.does("ann", "deposit", { sum: "$12" });
  expect(game.the("square").contents).toHaveLength(before);
  expect(game.world.ofKind("core.account").filter(({ place }) => place === null)).toHaveLength(1);
});

test("one matter is paid once, and never otherwise", () => {
  game.does("ann", "rent");
  game.restart();
  game.come("ann");
  game.does("ann", "rent");
  expect(game.read["ann"]).toBe("Paid.");
  expect(money("ann")).toBe("$17");
  expect(game.does("ann", "rent_more")).toMatchObject({ kind: "fault", report: { kind: "range" } });
});

test("a statement has time, party, sum and what was left, newest first, with pages", () => {
  game.does("ann", "deposit", { sum: "$12" });
  game.does("ann", "rent");
  game.does("ann", "earn");
  game.does("ann", "book", { n: 0 });
  expect(game.read["ann"]).toBe(
    [
      "5 coins town.quests the rats quest.rats = 10 coins",
      "-3 coins the clerk rent rent = 5 coins",
      "-12 coins the clerk paid in bank.in = 8 coins",
    ].join("\n"),
  );
  game.does("ann", "book", { n: 3 });
  expect(game.read["ann"]).toBe("20 coins ~run.start  mint = 20 coins");
});

test("another's statement needs a capability", () => {
  game.close();
  game = new Game(BANK, { capabilities: { town: [] } });
  for (const name of ["ann", "bob"]) game.join(name, "square");
  game.does("ann", "peek", { who: game.player("ann").wire });
  expect(game.read["ann"]).toBe("0");
  expect(game.does("ann", "peek", { who: game.player("bob").wire })).toMatchObject({ kind: "fault", report: { kind: "denied" } });
});

test("a payment is taken back once, as a payment of its own", () => {
  game.does("ann", "rent");
  game.does("ann", "last");
  const id = Number(game.read["ann"]);
  game.does("ann", "undo", { n: id });
  expect(game.read["ann"]).toBe("3 coins");
  expect(money("ann")).toBe("$20");
  expect(game.does("ann", "undo", { n: id })).toEqual({ kind: "refused", reason: "That payment was taken back before." });
  expect(game.does("ann", "undo", { n: id + 1 })).toEqual({ kind: "refused", reason: `There is no payment ${id + 1} to take back.` });
  game.does("ann", "book", { n: 0 });
  expect(game.read["ann"]!.split("\n")[0]).toBe("3 coins the clerk sorry rent = 20 coins");
});

test("what is spent cannot be taken back", () => {
  game.does("ann", "earn");
  game.does("ann", "last");
  const id = Number(game.read["ann"]);
  game.does("ann", "deposit", { sum: "$25" });
  expect(game.does("ann", "undo", { n: id })).toEqual({ kind: "refused", reason: "The money is not there any more." });
});

test("who keeps money is not destroyed with it", () => {
  game.does("ann", "deposit", { sum: "$12" });
  expect(game.does("ann", "fire")).toEqual({ kind: "refused", reason: "The clerk still holds 12 coins." });
  game.does("ann", "withdraw", { sum: "$12" });
  expect(game.does("ann", "fire").kind).toBe("done");
  // The empty account went with its keeper.
  expect(game.world.ofKind("core.account").filter(({ key }) => key?.startsWith("~"))).toEqual([]);
});
