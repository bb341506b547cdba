// `lore shadow` beside a world that is served: what people did is done again with other packs, and the world knows nothing of it.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type ShadowFlags, shadowOf } from "../../../engine/app/commands/shadow.ts";
import type { ShadowReport } from "../../../engine/app/shadow/shadow-run.ts";
import { lore, Served } from "../../support/served.ts";
import { TelnetClient } from "../../support/telnet.ts";

const FAIR = `room square "Square"
  desc: "A square."
  exit north to lane

  thing drum "drum" is fixture
    prop beats: number = 0
    on use
      self.beats += 1
      say "Boom {self.beats}."
      mint 2 to actor for "drumming"
    end
  end

  thing pear "pear"
  end
end

room lane "Lane"
  desc: "A lane."
  exit south to square
end
`;

const WAIT_MS = 30_000;
let folder: string;
let served: Served | null = null;
let client: TelnetClient | null = null;

function write(under: string, source: string): void {
  mkdirSync(join(folder, under, "fair"), { recursive: true });
  writeFileSync(
    join(folder, under, "fair/pack.toml"),
    'id = "fair"\ntitle = "Fair"\nversion = "1.0"\nlicence = "GPL-3.0-or-later"\nrequires = ["stdlib"]\nentry = "square"\ncapabilities = ["mint"]\n',
  );
  writeFileSync(join(folder, under, "fair/fair.lore"), source);
}

const config = (): string[] => ["--config", join(folder, "loremesh.toml")];
const flags = (): ShadowFlags => ({ journal: join(folder, "fair.db"), config: join(folder, "loremesh.toml") });
const report = async (more: ShadowFlags = {}): Promise<ShadowReport> =>
  (await shadowOf(join(folder, "new/fair"), { ...flags(), ...more })) as ShadowReport;

async function enter(): Promise<TelnetClient> {
  served = new Served(join(folder, "old/fair"), "--db", join(folder, "fair.db"), "--port", "0", ...config());
  const one = await TelnetClient.open(await served.open());
  for (const [asked, answer] of [
    ["known?", "ann"],
    ["Y or another", "y"],
    ["password", "tulip-seven"],
    ["again", "tulip-seven"],
  ] as const) {
    await one.until(asked, WAIT_MS);
    one.line(answer);
  }
  await one.until("Welcome", WAIT_MS);
  return one;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lore-shadow-"));
  writeFileSync(join(folder, "loremesh.toml"), '[grants]\nfair = ["mint"]\n');
  write("old", FAIR);
});

afterEach(async () => {
  client?.close();
  await served?.end();
  rmSync(folder, { recursive: true, force: true });
});

test("a pack without a change reports nothing; a changed one what it changed and no more, and the served world goes on", async () => {
  client = await enter();
  const say = async (line: string, answer: string): Promise<void> => {
    client!.line(line);
    await client!.until(answer, WAIT_MS);
  };
  await say("use drum", "Boom 1.");
  await say("north", "Lane");
  await say("south", "Square");
  await say("use drum", "Boom 2.");
  await say("take pear", "pear");

  write("new", FAIR);
  const nothing = { different: [], refused: null, otherwise: 0 };
  expect(await report()).toMatchObject({ ...nothing, takeover: { lost: {}, born: 0, asideCount: 0 } });

  // The drum says other words; it pays more when it is beaten again; nothing else differs.
  write("new", FAIR.replace("Boom {", "Bang {").replace("mint 2", "mint self.beats * 2"));
  const changed = await report();
  expect(changed).toMatchObject({ otherwise: 0, refused: null });
  expect(changed.different.map(({ who, input }) => `${who}: ${input}`)).toEqual(["Ann: use drum", "Ann: use drum"]);
  const [first, second] = changed.different.map(({ differences }) => differences.filter(({ aspect }) => aspect !== "fuel"));
  expect(first).toEqual([{ aspect: "text", of: "Ann", was: "Boom 1.", now: "Bang 1." }]);
  expect(second?.map(({ aspect }) => aspect)).toEqual(["text", "money"]);
  const { code, out } = await lore("shadow", join(folder, "new/fair"), "--journal", join(folder, "fair.db"), ...config());
  expect(code).toBe(1);
  expect(out).toContain("          - Boom 1.\n          + Bang 1.\n");
  expect(out).toMatch(/\n2 of \d+ turns differ: text in 2, money in 1, fuel in 2\.\nfuel \d+ -> \d+, frames \d+\n$/);

  // Only the last turn is looked at: the pear is taken from where it has always been.
  expect(await report({ last: 1 })).toMatchObject({ ...nothing, turns: 1 });
  expect((await report({ since: "1d" })).different).toHaveLength(2);
  expect((await report({ since: "2999-01-01" })).turns).toBe(0);
  await expect(report({ since: "soon" })).rejects.toMatchObject({ code: "E_USAGE" });
  await expect(report({ last: 0 })).rejects.toMatchObject({ code: "E_USAGE" });

  // What would be lost is told, and a pack that does not check is refused with file and line.
  write("new", FAIR.replace(/\n {2}thing pear[\s\S]*?end\n/, ""));
  expect(await report()).toMatchObject({ takeover: { lost: { "fair.square.pear": 1 } } });
  write("new", FAIR.replace("self.beats += 1", "self.beat += 1"));
  expect(await report()).toMatchObject({ kind: "refused", problems: [expect.stringMatching(/fair\.lore:8:/) as string] });
  await say("use drum", "Boom 3.");

  // Once other packs run, the copies run on them from there on too: what was played on either side comes out as it did.
  write("old", FAIR.replace("Boom {", "Bang {"));
  expect((await lore("reload", join(folder, "old/fair"), "--db", join(folder, "fair.db"), ...config())).code).toBe(0);
  await say("use drum", "Bang 4.");
  write("new", FAIR.replace("Boom {", "Bang {"));
  expect(await report({ last: 1 })).toMatchObject({ ...nothing, turns: 1 });
}, 240_000);
