// `lore trace` as a shell sees it: a script of a pack, step by step, in a world that is gone afterwards.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { PackTree } from "../../support/pack-tree.ts";

const BIN = fileURLToPath(new URL("../../../engine/app/bin/lore.js", import.meta.url));
const POOL = `room hall "Hall"
  desc: "Stone."

  thing pool "pool" is fixture
    desc: "Still."
    prop wishes: number = 0
    on use
      if not actor has coin
        say "You have no coin."
        stop
      end
      take coin from actor
      self.wishes += 1
      add wish with {who: "{actor}"}
      say "Plop." to room
    end
    on hear words: self.wishes = count of words / 0; end
  end
end

thing coin "coin"
  desc: "Bright."
end

table wish
  who: text 20
end
`;

let tree: PackTree;

beforeEach(() => {
  tree = new PackTree({ "pond/pack.toml": 'id = "pond"\nentry = "hall"\nrequires = ["stdlib"]\n', "pond/hall.lore": POOL });
});

afterEach(() => tree.remove());

function trace(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, "trace", ...args], { encoding: "utf8", cwd: tree.path });
  return { code: status, out: stdout.split("\n"), err: stderr };
}

test("tells each step, each effect and each budget, of a pack or a file of it", () => {
  const { code, out, err } = trace("pond/hall.lore", "pool", "use", "--do", "create coin in ann");
  expect([code, err]).toEqual([0, ""]);
  expect(out).toEqual([
    "line          statement                       value  fuel",
    "hall.lore:8   if not actor has coin           false  1",
    "hall.lore:12  take coin from actor                   21",
    "    > move coin: Ann",
    "hall.lore:13  self.wishes += 1                       6",
    "    > set pool wishes: 0 -> 1",
    'hall.lore:14  add wish with {who: "{actor}"}         12',
    "    > keep wish add",
    'hall.lore:15  say "Plop." to room                    12',
    "    > to Ann: Plop.",
    "done; 52 of 200000 fuel, 1 of 500 messages, 3 of 2000 effects; nothing is kept",
    "",
  ]);
});

test("ends with 1 when the script fails, and prints the same as one object", () => {
  const { code, out } = trace("pond", "pool", "hear", "hello", "--json");
  expect(code).toBe(1);
  const ran = JSON.parse(out.join("\n"));
  expect(ran).toMatchObject({ outcome: "fault", fault: { line: 17, message: "nothing can be divided by zero" }, effects: 0 });
  expect(ran.steps.map((step: { line: number }) => step.line)).toEqual([17]);
});

test("ends with 2 when there is nothing to run", () => {
  expect(trace("pond", "pool", "open")).toMatchObject({ code: 2, err: "lore: pool has nothing for open.\n" });
});
