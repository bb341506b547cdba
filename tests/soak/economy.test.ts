// A short soak for every run of the suite; `lore soak economy` is the long one.

import { expect, test } from "vitest";
import { isSaid } from "./economy/driver.ts";
import { soakEconomy } from "./economy/main.ts";

test("traders whose world is killed end with the very world of those whose world lived, and not a coin or a marble less", async () => {
  const killed = await soakEconomy({ operations: 2_000, players: 20, kills: 2, seed: 7 });
  expect(killed).toMatchObject({ operations: 2_000, kills: 2, conserved: true, lost: 0, doubled: 0, reconciled: true, wrong: [] });
  expect(killed.transfers).toBeGreaterThan(200);
  const lived = await soakEconomy({ operations: 2_000, players: 20, kills: 0, seed: 7 });
  expect(lived).toMatchObject({ kills: 0, wrong: [], digest: killed.digest });
}, 600_000);

test("an answer is a sentence, a list, a form or a way, and never a word, a code or a trace", () => {
  const said = ["You sell a rope for 7 coins.", "1. rope, 12 coins", "Try: BUY N ITEM", "BUY does not work here. Nearest: Ward: out"];
  expect(said.filter((answer) => !isSaid(answer))).toEqual([]);
  const bare = ["", "nothing", "rope", "Nearest: ward", "E_BUG", "Something went wrong.", "at buy (stdlib:12)", "SET ASIDE."];
  expect(bare.filter(isSaid)).toEqual([]);
});
