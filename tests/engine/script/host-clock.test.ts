import { expect, test } from "vitest";
import { Game } from "./support/game.ts";
import { ROOMS } from "./support/rooms.ts";

test("hour_of is the hour of the day", () => {
  const game = new Game(`${ROOMS}command "hour": say "{hour_of(now)} {hour_of(now + 13 hours)} {hour_of(now - 1 minute)}"; end`);
  game.join("ann", "hall");
  game.does("ann", "hour");
  expect(game.read["ann"]).toBe("12 1 11");
});
