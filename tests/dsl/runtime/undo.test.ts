import { expect, test } from "vitest";
import { createFakeHost } from "../support/fake-host.ts";
import { createIsolate, readOutcome } from "../support/isolate.ts";
import { compileProgram } from "../support/program.ts";

test("A number that comes to mean another entity after an undo finds that entity's own method.", () => {
  const pack = compileProgram(`kind cat is npc; fn cry(): text: return "meow"; end; end
kind dog is npc; fn cry(): text: return "woof"; end; end
command "go <pet: npc>": say pet.cry(); end`);
  const host = createFakeHost();
  host.pack = pack;
  const entry = createIsolate(host).open(pack.js, pack.code);
  const go = pack.code.findIndex((info) => info.role === "command");
  const cry = (kind: string): void => {
    const wire = host.spawn("pet", [kind, "core.npc"]);
    expect(readOutcome(entry(go, "run", 1000, null, null, "go", JSON.stringify([wire]))).wire).toBe(null);
    host.entities.delete(wire);
  };
  cry("t.cat");
  cry("t.dog");
  expect(host.said).toEqual(["meow", "woof"]);
});

test("A number that comes to mean another entity by an undo within a run finds that entity's own method too.", () => {
  const pack = compileProgram(`kind cat is npc; fn cry(): text: return "meow"; end; end
kind dog is npc; fn cry(): text: return "woof"; end; end
command "go <pet: npc>"
  let first = pet.cry()
  try
    pet.name = "Rex"
    deny "no"
  else
    say first
  end
  say pet.cry()
end`);
  const host = createFakeHost();
  host.pack = pack;
  const wire = host.spawn("pet", ["t.cat", "core.npc"], [["name", "sTom"]]);
  const undo = host.undo;
  host.undo = (mark) => {
    undo(mark);
    host.entities.get(wire)!.kinds[0] = "t.dog";
  };
  const entry = createIsolate(host).open(pack.js, pack.code);
  const go = pack.code.findIndex((info) => info.role === "command");
  expect(readOutcome(entry(go, "run", 1000, null, null, "go", JSON.stringify([wire]))).wire).toBe(null);
  expect(host.said).toEqual(["meow", "woof"]);
});
