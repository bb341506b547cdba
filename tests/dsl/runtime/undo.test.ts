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
