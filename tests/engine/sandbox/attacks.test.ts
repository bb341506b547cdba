// Each attack in a process of its own: it must end in a fault line, then honest code of the same isolate and of another
// must run as if nothing had been.

import { describe, expect, test } from "vitest";
import { ATTACKS } from "./child/attacks.ts";
import { runChild } from "./child-run.ts";

/** What the attacker's call comes to; an `ok` means that what it tried is harmless. */
const EXPECTED: Readonly<Record<string, string>> = {
  "endless loop": "fault time",
  "endless loop that catches": "fault time",
  "mutual recursion": "fault depth",
  "array bomb": "fault",
  "array fill bomb": "fault crash",
  "map bomb": "fault",
  "set bomb": "fault",
  "string bomb": "fault memory",
  "big integer by its global": "fault crash",
  "typed array bomb": "fault crash",
  "catastrophic pattern": "fault time",
  "deep nesting": "fault depth",
  "code from a string by constructor": "fault crash",
  "code from a string by an async constructor": "fault crash",
  "code from a string by a generator": "fault crash",
  "code from a string by eval": "fault crash",
  "the host's prototype chain": "ok undefinedundefinedfunction",
  "compile through a callback's constructor": "fault crash",
  "a callback given an object": "fault crash",
  "a callback given a function": "fault crash",
  "a callback given ten thousand arguments": "ok 10000",
  "a callback called forever": "fault time",
  "a promise left behind": "fault time",
  "a timer left behind": "fault crash",
  "a result that is no text": "fault crash",
  "a thrown thing without a message": "fault crash",
  "a thrown thing with a hostile message": "fault time",
  "a thrown thing with a hostile stack": "fault crash",
  "a thrown error with the sandbox's mark": "fault time",
  "a prototype poisoned for the next call": "ok done",
  "memory kept from call to call": "fault memory",
};

describe("an attack ends in a fault and a healthy next call", () => {
  test("every attack has an expectation", () => {
    expect(Object.keys(EXPECTED).sort()).toEqual(Object.keys(ATTACKS).sort());
  });

  for (const name of Object.keys(ATTACKS)) {
    // Once in thousands of processes isolated-vm ends one by an assertion of its own (`environment != nullptr`), which the front survives.
    test.concurrent(name, { retry: 1 }, async () => {
      const run = await runChild("attack.ts", name);
      expect(run.errors).toBe("");
      expect(run.lines[0]).toContain(`attack: ${EXPECTED[name]}`);
      expect(run.lines.slice(1)).toEqual(["honest: ok 1 2", "neighbour: ok 7"]);
      expect(run.code).toBe(0);
    });
  }
});

test("a thousand isolates asked for at once all answer, nested and twice over, and few stay", async () => {
  const run = await runChild("thousand.ts");
  expect(run.errors).toBe("");
  expect(run.lines).toEqual(["wrong: 0", "live: 48"]);
  expect(run.code).toBe(0);
});
