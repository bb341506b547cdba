// Harm that can be said in Lore, played in a process of its own: it must end in a fault with nothing done, and the same player's
// next command must work.

import { describe, expect, test } from "vitest";
import { runChild } from "./child-run.ts";

/** Command → the fault it ends in; "" where a limit makes it a refusal or nothing at all. */
const ATTACKS: Readonly<Record<string, RegExp>> = {
  loop: /^(fuel|time|calls)$/,
  "quiet loop": /^(fuel|time)$/,
  recurse: /^depth$/,
  "recurse tail": /^depth$/,
  "trigger self": /^depth$/,
  "signal self": /^depth$/,
  "array bomb": /^(range|fuel)$/,
  "list of lists": /^(range|fuel|depth|calls)$/,
  "map bomb": /^(range|fuel)$/,
  "string bomb": /^(range|fuel)$/,
  "split bomb": /^(range|fuel)$/,
  "join bomb": /^(range|fuel)$/,
  nest: /^(range|depth)$/,
  "say bomb": /^(calls|fuel)$/,
  "create bomb": /^(calls|fuel)$/,
  "timer bomb": /^(calls|fuel)$/,
  "number bomb": /^range$/,
  divide: /^range$/,
};

/** A trigger that fails undoes only itself: what the command had done before it stays. */
const STAYS = new Set(["trigger self", "signal self"]);

const HARMLESS: Readonly<Record<string, string>> = {
  "key tricks": "read: a",
  "odd name": "read: mine",
};

describe("a script that does harm ends in a fault and a healthy next turn", () => {
  for (const [command, fault] of Object.entries(ATTACKS)) {
    test.concurrent(command, async () => {
      const run = await runChild("lore-attack.ts", command);
      expect(run.errors).toBe("");
      const [faults, read, then, sees] = run.lines;
      expect(faults!.replace("faults: ", "")).toMatch(fault);
      expect(read!.length).toBeGreaterThan("read: ".length);
      expect(then).toBe(`then: Healthy, mark ${STAYS.has(command) ? 1 : 0}.`);
      expect(sees).toBe("sees: Cell");
      expect(run.code).toBe(0);
    });
  }

  for (const [command, read] of Object.entries(HARMLESS)) {
    test.concurrent(`${command} is harmless`, async () => {
      const run = await runChild("lore-attack.ts", command);
      expect(run.lines.slice(0, 3)).toEqual(["faults: ", read, "then: Healthy, mark 0."]);
    });
  }
});
