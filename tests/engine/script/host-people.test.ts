import { afterEach, beforeEach, expect, test } from "vitest";
import { Game } from "./support/game.ts";
import { TOWN } from "./support/harbor.ts";

let game: Game;
beforeEach(() => {
  game = new Game(TOWN);
  for (const name of ["ann", "bob", "bobby"]) game.join(name, "square");
});
afterEach(() => game.close());

const says = (name: string, word: string, slots: Record<string, string | number> = {}): string | undefined => {
  game.does(name, word, slots);
  return game.read[name];
};

test("a player is found by name or by the only beginning that fits", () => {
  expect(says("ann", "find", { name: "sAN" })).toBe("you");
  expect(says("ann", "find", { name: "sbob" })).toBe("Bob");
  expect(says("ann", "find", { name: "sbobb" })).toBe("Bobby");
  expect(says("ann", "find", { name: "sbo" })).toBe("nobody");
  expect(says("ann", "find", { name: "s" })).toBe("nobody");
});

test("a player takes another name, if it is free and will do", () => {
  expect(game.does("ann", "rename", { name: "sBOB" })).toEqual({ kind: "refused", reason: "The name BOB is taken." });
  expect(game.does("ann", "rename", { name: "sadmin" }).kind).toBe("refused");
  expect(game.does("ann", "rename", { name: "sdora" }).kind).toBe("done");
  game.does("dora", "wave");
  expect(game.read["bob"]).toBe("Dora waves.");
});

test("nobody renames another", () => {
  const outcome = game.does("ann", "rename_other", { who: game.player("bob").wire, name: "sFool" });
  expect(outcome).toMatchObject({ kind: "fault", report: { kind: "denied" } });
});

test("quitting asks whoever holds the connection to close it", () => {
  game.does("ann", "quit");
  expect(game.last.requests).toEqual([{ player: game.player("ann").wire, what: "disconnect", whom: game.player("ann").wire }]);
});

test("health stays between nothing and whole, and at nothing an npc is gone", () => {
  const gull = game.the("gull");
  game.does("ann", "bless", { who: gull.wire, n: 99 });
  expect(game.get(gull, "hp")).toBe(5);
  game.does("ann", "hit", { who: gull.wire, n: 4 });
  expect(game.get(gull, "hp")).toBe(1);
  game.does("ann", "hit", { who: gull.wire, n: 4 });
  expect(gull.alive).toBe(false);
  game.does("ann", "hit", { who: game.player("bob").wire, n: 99 });
  expect(game.get(game.player("bob"), "hp")).toBe(0);
});

test("a script reaches only who is in the room", () => {
  game.join("cid", "tower");
  const outcome = game.does("ann", "hit", { who: game.player("cid").wire, n: 1 });
  expect(outcome).toMatchObject({ kind: "fault", report: { kind: "denied" } });
  expect(game.get(game.player("cid"), "hp")).toBe(10);
});

test("help lines come with the word they are asked by", () => {
  expect(says("ann", "helps")).toBe("helps: helps · what there is");
});

test("keys and numbers come out of maps and texts", () => {
  expect(says("ann", "keys")).toBe("a,b");
  expect(says("ann", "count_up", { text: "s 41 " })).toBe("42");
  expect(says("ann", "count_up", { text: "s4x" })).toBe("none");
});

const PRYING = `${TOWN}
command "pry <who: player>": say "{who.name} {who.online} {who.money}"; end
`;

test("a pack without leave to read accounts sees its actor's money and nobody else's", () => {
  const prying = new Game(PRYING, { capabilities: { town: [] } });
  for (const name of ["ann", "bob"]) prying.join(name, "square");
  prying.does("ann", "pry", { who: prying.player("ann").wire });
  expect(prying.read["ann"]).toBe("Ann true 0 coins");
  expect(prying.does("ann", "pry", { who: prying.player("bob").wire })).toMatchObject({
    kind: "fault",
    report: { kind: "denied", message: 'this needs the capability "read accounts"' },
  });
  prying.close();
});

test.each(["B0b", "BOB", "Mira", "Bo-b"])("nobody passes for another by the name %s", (name) => {
  expect(game.does("ann", "rename", { name: `s${name}` }).kind).toBe("refused");
  expect(game.get(game.player("ann"), "name")).toBe("sAnn");
});
