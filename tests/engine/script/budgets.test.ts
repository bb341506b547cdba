// What a turn may spend: one purse for all that it sets off, the same for the same input, and a healthy next turn.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { DEFAULT_BUDGET } from "../../../engine/script/budget.ts";
import { Game } from "./support/game.ts";
import { ROOMS } from "./support/rooms.ts";

const play = (source: string, options = {}): Game => {
  const game = new Game(ROOMS + source, options);
  game.join("ann", "hall");
  return game;
};
const SORRY = "That went wrong and nothing came of it. The builder is told.";

test("an endless loop ends, its effects are undone and the player is told", () => {
  const game = play(
    `extend clerk: prop n: number = 0; end
    command "spin": say "Go."; while true: clerk.n += 1; end; end
    command "ok": say "Fine."; end`,
    { budget: { effects: 1_000_000_000, wallMs: 10_000 } },
  );
  expect(game.does("ann", "spin")).toMatchObject({ kind: "fault", report: { kind: "fuel", file: "town.lore" } });
  expect(game.read["ann"]).toBe(SORRY);
  expect(game.get(game.the("clerk"), "n")).toBe(0);
  game.does("ann", "ok");
  expect(game.read["ann"]).toBe("Fine.");
});

test("an endless trigger cannot spend all of the command's fuel", () => {
  const game = play(
    `thing bell "bell" in hall is fixture: on use: while true: let n = 1; end; end; end
    command "ring <what: thing>": deed use what: say "Ding."; end; say "Done."; end`,
    { budget: { wallMs: 10_000 } },
  );
  expect(game.does("ann", "ring", { what: game.the("bell").wire }).kind).toBe("done");
  expect(game.read["ann"]).toBe("Ding.\nDone.");
  expect(game.last.faults).toMatchObject([{ kind: "fuel" }]);
});

test("functions that call each other without end are stopped", () => {
  const game = play(`fn ping(n: number): number: return pong(n); end
    fn pong(n: number): number: return ping(n); end
    command "play": say "{ping(1)}"; end`);
  expect(game.does("ann", "play")).toMatchObject({ kind: "fault", report: { kind: "depth" } });
});

test("a thing that uses itself is stopped", () => {
  const game = play(`thing bell "bell" in hall is fixture: on use: deed use self: end; end; end
    command "ring <what: thing>": deed use what: say "Ding."; end; end`);
  expect(game.does("ann", "ring", { what: game.the("bell").wire }).kind).toBe("done");
  expect(game.last.faults).toMatchObject([{ kind: "depth" }]);
});

test("changes are counted over the whole chain", () => {
  const game = play(
    `extend clerk: prop n: number = 0; end
    command "write <times: number>": for i in 1 to times: clerk.n = i; end; say "{clerk.n}"; end`,
    { budget: { effects: 50 } },
  );
  game.does("ann", "write", { times: 50 });
  expect(game.read["ann"]).toBe("50");
  expect(game.does("ann", "write", { times: 51 })).toMatchObject({ kind: "fault", report: { kind: "calls" } });
});

test("messages are counted by reader", () => {
  const game = play(`command "shout <times: number>": for i in 1 to times: say "Hey." to room; end; end`, { budget: { messages: 10 } });
  game.join("bob", "hall");
  expect(game.does("ann", "shout", { times: 5 }).kind).toBe("done");
  expect(game.does("ann", "shout", { times: 6 })).toMatchObject({ kind: "fault", report: { kind: "calls" } });
  expect(game.read).toEqual({ ann: SORRY });
});

test("one command leaves only so many things for later", () => {
  const game = play(`command "plan <times: number>": for i in 1 to times: after 1 minute: say "x" to actor; end; end; end`, {
    budget: { jobs: 3 },
  });
  expect(game.does("ann", "plan", { times: 4 })).toMatchObject({ kind: "fault", report: { kind: "calls" } });
  expect(game.world.timers()).toHaveLength(0);
});

test("a query without a limit finds a hundred rows, and more is a fault, but for each walks on", () => {
  const game = play(`table note: n: number; end
    command "fill <times: number>": for i in 1 to times: add note with {n: i}; end; end
    command "list": let all_of_them = notes where n > 0; say "{count of all_of_them}"; end
    command "walk": let sum = 0; for each x in notes where n > 0: sum += x.n; end; say "{sum}"; end`);
  game.does("ann", "fill", { times: 100 });
  game.does("ann", "list");
  expect(game.read["ann"]).toBe("100");
  game.does("ann", "fill", { times: 1 });
  expect(game.does("ann", "list")).toMatchObject({ kind: "fault", report: { kind: "range" } });
  game.does("ann", "walk");
  expect(game.read["ann"]).toBe("5051");
});

test("the same turn with the same seed spends the same and has the same digest", () => {
  const source = `command "roll": let n = random(1, to: 1000000); create coin in actor times n mod 5 + 1; say "{n}"; end`;
  const [one, two] = [play(source), play(source)];
  for (const game of [one, two]) game.does("ann", "roll", {}, null, 7);
  expect(one.last.row.digest).toBe(two.last.row.digest);
  expect(one.last.fuelUsed).toBe(two.last.fuelUsed);
  two.does("ann", "roll", {}, null, 8);
  expect(two.last.row.digest).not.toBe(one.last.row.digest);
});

test("what a turn did is in its journal row", () => {
  const game = play(`command "roll": say "{random(1, to: 6)}"; end`);
  game.does("ann", "roll", {}, null, 7);
  const { row } = game.last;
  expect(row).toMatchObject({ kind: "command", actor: game.player("ann").id, input: "roll", seed: 7, atMs: game.clock.now() });
  expect(row.code).toBe(game.world.definitions.codeVersion);
  expect(row.fuel).toBeGreaterThan(0);
});

test("the wall clock stops what fuel does not, and the lost isolate is opened anew", () => {
  const game = play(
    `command "spin": while true: let n = 1; end; end
    command "ok": say "Fine."; end`,
    { budget: { fuel: 1e15, wallMs: 80 } },
  );
  expect(game.does("ann", "spin")).toMatchObject({ kind: "fault", report: { kind: "time" } });
  expect(game.read["ann"]).toBe(SORRY);
  game.does("ann", "ok");
  expect(game.read["ann"]).toBe("Fine.");
});

test("the manual's table of budgets is the one in force", () => {
  const page = readFileSync(new URL("../../../docs/lore/turns.md", import.meta.url), "utf8");
  const numbers = Array.from(page.matchAll(/^\| [a-z].* \| ([\d,]+)(?: ms)? \|$/gm), ([, number]) => Number(number!.replaceAll(",", "")));
  expect(numbers).toEqual(Object.values(DEFAULT_BUDGET));
});

test("an abandoned turn leaves nothing behind, not even its number", () => {
  const game = play(`extend clerk: prop n: number = 0; end\ncommand "set": clerk.n = 5; say "Set."; end`);
  const before = game.last.row.id;
  const turn = game.script.openTurn({ kind: "command", actor: game.player("ann").wire, input: "set" });
  const command = game.world.definitions.commands.find((one) => one.pack === "town")!;
  turn.runCommand({ command, self: null, verb: "set", args: [] });
  turn.abandon();
  expect(game.get(game.the("clerk"), "n")).toBe(0);
  game.does("ann", "set");
  expect(game.last.row.id).toBe(before + 1);
});

test("packs that set each other off spend from one purse, and the chain ends", () => {
  const ping = `event ping(n: number)
    event pong(n: number)
    extend player: prop heard: number = 0; end
    on pong n: signal ping(n: n + 1) in room; end
    command "start": signal ping(n: 1) in room; say "Started."; end
    command "ok": say "Fine."; end`;
  const echo = "on ping n: signal pong(n: n + 1) in room; end";
  const run = (): Game => {
    const game = play(ping, { packs: [{ id: "echo", source: echo }], capabilities: { echo: ["hear everywhere"] } });
    expect(game.does("ann", "start", {}, null, 3).kind).toBe("done");
    return game;
  };
  const [one, two] = [run(), run()];
  expect(one.last.faults).toMatchObject([{ kind: "depth" }]);
  expect(one.last.fuelUsed).toBe(two.last.fuelUsed);
  expect(one.last.fuelUsed).toBeLessThanOrEqual(DEFAULT_BUDGET.fuel);
  one.does("ann", "ok");
  expect(one.read["ann"]).toBe("Fine.");
});

test("what another pack's trigger spends is gone for the command that set it off", () => {
  const spender = "on ring: let n = 0; while n < 3000: n += 1; end; end";
  const source = `event ring()
    command "ring": signal ring() in room; let n = 0; while n < 3000: n += 1; end; say "Done."; end
    command "calm": let n = 0; while n < 3000: n += 1; end; say "Done."; end`;
  const budget = { fuel: 12_000 };
  const alone = play(source, { budget });
  alone.does("ann", "ring");
  expect(alone.read["ann"]).toBe("Done.");
  const both = play(source, { budget, packs: [{ id: "spender", source: spender }], capabilities: { spender: ["hear everywhere"] } });
  both.does("ann", "ring");
  expect(both.last.fuelUsed).toBeGreaterThan(alone.last.fuelUsed);
  const spentAlone = alone.last.fuelUsed;
  both.does("ann", "calm");
  expect(both.last.fuelUsed).toBeLessThanOrEqual(spentAlone);
});
