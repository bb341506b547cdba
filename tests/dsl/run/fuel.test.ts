// Fuel is counted by what is done, so the same program spends the same, whatever was remembered before.

import { expect, test } from "vitest";
import { createFakeHost } from "../support/fake-host.ts";
import { createIsolate, readOutcome } from "../support/isolate.ts";
import { compileProgram, playProgram } from "../support/program.ts";

const BUSY = `npc mira "Mira": prop trust: number = 0 for each player; fn twice(n: number): number: return n * 2; end; end
table post: body: text; end
command "go"
  let xs = []
  for i in 1 to 50: add mira.twice(i) to xs; end
  mira.trust[actor] += 1
  add post with {body: "{xs}"}
  say "{count of posts} {sum of (xs where it_is(50))} {mira.trust[actor]}"
end
fn it_is(n: number): number: return n; end
`.replace("xs where it_is(50)", "xs");

test("The same run spends the same fuel each time.", () => {
  const spent = [playProgram(BUSY), playProgram(BUSY), playProgram(BUSY)].map((played) => played.fuel);
  expect(new Set(spent).size).toBe(1);
  expect(spent[0]).toBeGreaterThan(100);
});

test("What the runtime remembers from an earlier run makes no difference.", () => {
  const pack = compileProgram(`npc mira "Mira": prop n: number = 0; fn f(): number: return 1; end; end
command "go": say "{mira.f()} {mira.n}"; end`);
  const host = createFakeHost();
  host.pack = pack;
  host.spawn("t.mira", ["core.npc"], [["n", 0]]);
  const { open, $ } = createIsolate(host);
  const entry = open(pack.js, pack.code);
  const go = pack.code.findIndex((info) => info.key === "command:go");
  const run = (): number => readOutcome(entry(go, "run", 1000, null, null, "go", "[]")).fuel;
  const first = run();
  expect(run()).toBe(first);
  $.flush();
  expect(run()).toBe(first);
});

test("An inner run in the same isolate is paid by the outer one too.", () => {
  const pack = compileProgram(`command "go": say "{echo(1)}"; end`);
  const host = createFakeHost();
  host.pack = pack;
  let nested = false;
  const entry = createIsolate(host).open(pack.js, pack.code);
  host.functions.set("echo", () => {
    if (!nested) {
      nested = true;
      entry(0, "run", 500, null, null, "go", "[]");
    }
    return 1;
  });
  const outer = readOutcome(entry(0, "run", 1000, null, null, "go", "[]")).fuel;
  const alone = readOutcome(entry(0, "run", 1000, null, null, "go", "[]")).fuel;
  expect(1000 - outer).toBe(2 * (1000 - alone));
});
