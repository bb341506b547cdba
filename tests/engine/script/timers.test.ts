// Clocks and what comes later (rules 45 and 46): per instance, in step, asleep when nobody is near, and there after a restart.

import { afterEach, expect, test } from "vitest";
import { DAY, Game, HOUR, MINUTE } from "./support/game.ts";
import { ROOMS } from "./support/rooms.ts";

const games: Game[] = [];
const play = (source: string, options = {}): Game => {
  const game = new Game(ROOMS + source, options);
  games.push(game);
  game.join("ann", "hall");
  return game;
};
afterEach(() => {
  for (const game of games.splice(0)) game.close();
});

const BELL = `thing bell "bell" in hall is fixture: prop rung: number = 0; every 20 minutes: self.rung += 1; say "Dong." to self.room; end; end\n`;

test("a clock ticks first one period after its thing was made", () => {
  const game = play(BELL);
  expect(game.wait(19 * MINUTE)).toEqual([]);
  expect(game.wait(42 * MINUTE)).toEqual(Array(3).fill({ name: "ann", text: "Dong." }));
});

test("ticks that were missed run once, and the clock stays in step", () => {
  const game = play(BELL);
  game.clock.advance(65 * MINUTE);
  const due = game.script.due(game.clock.now());
  expect(due).toHaveLength(1);
  game.script.runDue(due[0]!);
  expect(game.get(game.the("bell"), "rung")).toBe(1);
  expect(game.script.nextDueMs() - game.clock.now()).toBe(15 * MINUTE);
});

test("missed ticks run once at start-up, from disk as well", () => {
  const game = play(BELL, { sqlite: true });
  game.clock.advance(3 * HOUR);
  game.restart();
  expect(game.wait(0)).toHaveLength(0);
  expect(game.get(game.the("bell"), "rung")).toBe(1);
});

test("what a clock draws by chance hangs on that clock alone", () => {
  const dice = `thing dice "dice" in hall is fixture: prop rolls: list of number = []; every 20 minutes: add roll(1, 1000000) to self.rolls; end; end\n`;
  const alone = play(dice);
  const amongOthers = play(`${BELL}every 7 minutes always: let n = roll(1, 6); end\n${dice}`);
  for (const game of [alone, amongOthers]) game.wait(40 * MINUTE);
  amongOthers.restart();
  for (const game of [alone, amongOthers]) game.wait(40 * MINUTE);
  const rolls = String(alone.get(alone.the("dice"), "rolls"));
  expect(new Set(rolls.match(/n?\d{4,}/g)).size).toBe(4);
  expect(String(amongOthers.get(amongOthers.the("dice"), "rolls"))).toBe(rolls);
});

test("a day's hour ticks by the clock on the wall", () => {
  const game = play(`thing bell "bell" in hall is fixture: prop rung: number = 0; every day at 04:00: self.rung += 1; end; end`);
  game.wait(15 * HOUR);
  expect(game.get(game.the("bell"), "rung")).toBe(0);
  game.wait(2 * HOUR);
  expect(game.get(game.the("bell"), "rung")).toBe(1);
  game.wait(2 * DAY);
  expect(game.get(game.the("bell"), "rung")).toBe(3);
});

test("a short clock sleeps while nobody is near, and wakes with the first who comes", () => {
  const game = play(`thing fly "fly" in yard is fixture: prop buzzed: number = 0; every 1 minute: self.buzzed += 1; end; end`);
  game.wait(10 * MINUTE);
  expect(game.get(game.the("fly"), "buzzed")).toBe(0);
  game.run("move ann to yard");
  game.wait(5 * MINUTE);
  expect(game.get(game.the("fly"), "buzzed")).toBe(5);
});

test("a short clock that says always never sleeps", () => {
  const game = play(`thing fly "fly" in yard is fixture: prop buzzed: number = 0; every 1 minute always: self.buzzed += 1; end; end`);
  game.wait(10 * MINUTE);
  expect(game.get(game.the("fly"), "buzzed")).toBe(10);
});

test("every instance has a clock of its own, a model none", () => {
  const game = play(`thing egg "egg": prop age: number = 0; every 20 minutes: self.age += 1; end; end`);
  game.wait(HOUR);
  game.run("create egg in ann");
  game.wait(30 * MINUTE);
  game.run("create egg in ann");
  game.wait(15 * MINUTE);
  expect(game.player("ann").contents.map((egg) => game.get(egg, "age"))).toEqual([2, 0]);
});

test("a destroyed thing's clock goes with it", () => {
  const game = play(`thing egg "egg": every 20 minutes: say "Crack." to self.room; end; end
    command "eat <what: thing>": destroy what; end`);
  game.run("create egg in hall");
  game.does("ann", "eat", { what: game.the("hall").contents.at(-1)!.wire });
  expect(game.wait(HOUR)).toEqual([]);
});

test("a pack's own clock ticks though nobody is anywhere", () => {
  const game = play(`extend clerk: prop days: number = 0; end
    every 1 day: clerk.days += 1; end`);
  game.leave("ann");
  game.wait(2 * DAY + MINUTE);
  expect(game.get(game.the("clerk"), "days")).toBe(2);
});

test("a reload starts new clocks and ends those that are gone", () => {
  const game = play(BELL);
  game.reload(`${ROOMS}thing bell "bell" in hall is fixture: prop rung: number = 0; every 30 minutes: self.rung += 10; end; end`);
  game.wait(35 * MINUTE);
  expect(game.get(game.the("bell"), "rung")).toBe(10);
});

test("a tick that fails undoes only itself, and the clock goes on", () => {
  const game = play(`thing bell "bell" in hall is fixture: prop rung: number = 0
    every 20 minutes: self.rung += 1; let n = 1 div (2 - self.rung); end; end`);
  game.wait(25 * MINUTE);
  expect(game.get(game.the("bell"), "rung")).toBe(1);
  game.wait(40 * MINUTE);
  expect(game.get(game.the("bell"), "rung")).toBe(1);
  expect(game.script.faults().at(-1)).toMatchObject({ pack: "town", kind: "range", line: 8 });
});

const LATER = `command "light": let n = 3; after 10 seconds: say "{n} {actor}" to actor; end; say "Hiss."; end`;

test("after goes on with what it captured, when the time has come", () => {
  const game = play(LATER);
  game.does("ann", "light");
  expect(game.read["ann"]).toBe("Hiss.");
  expect(game.wait(9_000)).toEqual([]);
  expect(game.wait(2_000)).toEqual([{ name: "ann", text: "3 you" }]);
  expect(game.wait(HOUR)).toEqual([]);
});

test("after outlives a restart and a reload", () => {
  const game = play(LATER, { sqlite: true });
  game.does("ann", "light");
  game.restart();
  game.reload(`${ROOMS}fn more(): number: return 1; end\n${LATER}`);
  game.script.resume(game.player("ann").wire);
  expect(game.wait(MINUTE)).toEqual([{ name: "ann", text: "3 you" }]);
});

test("after is dropped in silence when a captured thing is gone", () => {
  const game = play(`
    command "fuse <what: thing>": after 5 seconds: say "Bang, {what}." to actor; end; end
    command "eat <what: thing>": destroy what; end`);
  game.run("create rope in ann");
  const what = game.player("ann").contents[0]!.wire;
  game.does("ann", "fuse", { what });
  game.does("ann", "eat", { what });
  expect(game.wait(MINUTE)).toEqual([]);
  expect(game.script.faults()).toEqual([]);
});

test("what is said to a player who left is read when they come back", () => {
  const game = play(LATER);
  game.does("ann", "light");
  game.leave("ann");
  expect(game.wait(MINUTE)).toEqual([]);
  game.come("ann");
  expect(game.read["ann"]).toBe("While you were away:\n3 you");
  game.leave("ann");
  game.come("ann");
  expect(game.read["ann"]).toBeUndefined();
});

test("a wait of more than a day needs the capability schedule", () => {
  const source = `command "plan": after 2 days: say "Now." to actor; end; end`;
  expect(play(source, { capabilities: { town: [] } }).does("ann", "plan")).toMatchObject({ kind: "fault", report: { kind: "denied" } });
  expect(play(source).does("ann", "plan").kind).toBe("done");
});
