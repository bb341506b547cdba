// Reloading a served world as a sysop does it, with people in the room: real processes, a real database, telnet.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lore, Served } from "../../support/served.ts";
import { TelnetClient } from "../../support/telnet.ts";
import { untilSo } from "../../support/until.ts";

const ISLE = (desc: string, more = ""): string => `room beach "Beach"
  desc: "Sand."

  thing bell "brass bell" is fixture
    desc: ${desc}
    prop rings: number = 0
    on use
      self.rings += 1
      say "Ding {self.rings}."
      after 30 minutes: say "The bell hums." to actor; end
    end
  end
end

command "vow"
  ask actor "What do you vow?" as reply
    say "So be it: {reply}."
  end
end
${more}`;

const TESTS = "pack isle\nann in beach\n\nann> use bell\nann: Ding 1.\n";

const WAIT_MS = 30_000;
let folder: string;
let served: Served | null = null;
const clients: TelnetClient[] = [];

const write = (version: string, source: string): void => {
  writeFileSync(
    join(folder, "isle/pack.toml"),
    `id = "isle"\ntitle = "Isle"\nversion = "${version}"\nlicence = "GPL-3.0-or-later"\nrequires = ["stdlib"]\nentry = "beach"\ncapabilities = []\n`,
  );
  writeFileSync(join(folder, "isle/isle.lore"), source);
};
const where = (): string[] => [join(folder, "isle"), "--db", join(folder, "isle.db"), "--config", join(folder, "loremesh.toml")];
const json = async (...args: string[]): Promise<Record<string, unknown>> =>
  JSON.parse((await lore(args[0]!, ...where(), "--json", ...args.slice(1))).out) as Record<string, unknown>;

async function serve(): Promise<number> {
  served = new Served(...where(), "--port", "0");
  return await served.open();
}

async function come(port: number, name: string, isNew: boolean): Promise<TelnetClient> {
  const client = await TelnetClient.open(port);
  clients.push(client);
  await client.until("known?", WAIT_MS);
  client.line(name);
  if (isNew) {
    await client.until("Y or another", WAIT_MS);
    client.line("y");
    await client.until("password", WAIT_MS);
    client.line("tulip-seven");
    await client.until("again", WAIT_MS);
  } else await client.until("Password", WAIT_MS);
  client.line("tulip-seven");
  await client.until("Welcome", WAIT_MS);
  return client;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lore-reload-"));
  mkdirSync(join(folder, "isle/tests"), { recursive: true });
  writeFileSync(join(folder, "loremesh.toml"), "[reload]\nfaults = 2\n");
  writeFileSync(join(folder, "isle/tests/bell.play"), TESTS);
  write("1.0", ISLE('"Shiny."'));
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await served?.end();
  rmSync(folder, { recursive: true, force: true });
});

test("a broken pack is refused, mended and reloaded, faults bring the old one back, and nobody in the room notices", async () => {
  const first = await serve();
  const once = await come(first, "ann", true);
  once.close();
  served!.child.kill("SIGTERM");
  await served!.exit;
  expect((await lore("rank", "ann", "wizard", ...where())).code).toBe(0);

  const port = await serve();
  const ann = await come(port, "ann", false);
  const bob = await come(port, "bob", true);
  bob.line("use bell");
  await bob.until("Ding 1.", WAIT_MS);
  bob.line("vow");
  await bob.until("What do you vow?", WAIT_MS);
  const quiet = bob.rest;
  const world = served!.worldPid;

  // Broken: it does not check. The command line says where; so does one frame to the staff, and a coded line of the log.
  write("1.1", ISLE('"Dull.'));
  const broken = await lore("reload", ...where());
  expect(broken).toMatchObject({
    code: 1,
    out: expect.stringMatching(/do not check: those that run stay\.\n.*isle\.lore:5:\d+: error LORE001/) as string,
  });
  const frame = await ann.until("LORE001", WAIT_MS);
  expect(frame).toContain("Not reloaded, all goes on as it was.");
  expect(served!.said("The packs were not reloaded").at(-1)).toMatchObject({ code: "E_RELOAD", step: "check", who: "command line" });

  // It checks, and its own transcript says that the bell does not ring any more.
  write("1.1", ISLE('"Dull."').replace("Ding {", "Dong {"));
  expect(await json("reload")).toMatchObject({
    kind: "refused",
    step: "test",
    problems: [expect.stringContaining("bell.play") as string],
  });

  // A migration that fails: the state stays what it was.
  const failing = `migrate from "1.0": bell.rings = bell.rings div 0; end\n`;
  write("1.1", ISLE('"Dull."', failing));
  expect(await json("reload")).toMatchObject({
    kind: "refused",
    step: "migrate",
    problems: [expect.stringMatching(/^isle\.lore:\d+:\d+: range/) as string],
  });

  // Mended. Staff types it this time; what was asked, what is counted and what comes later goes on.
  write("1.1", ISLE('"Dull."', 'migrate from "1.0": bell.rings += 10; end\n'));
  expect(await json("reload", "--dry-run")).toMatchObject({ kind: "tried", report: { migrations: 1 } });
  ann.line("reload");
  await ann.until("Version 2 runs: isle 1.0 -> 1.1.", WAIT_MS);
  expect(bob.rest).toBe(quiet);
  bob.line("peace");
  await bob.until("So be it: peace.", WAIT_MS);
  bob.line("use bell");
  await bob.until("Ding 12.", WAIT_MS);
  bob.line("look bell");
  await bob.until("Dull.", WAIT_MS);

  // One that checks and fails in play goes back by itself.
  write(
    "1.2",
    ISLE('"Dull."').replace(
      'say "Ding {self.rings}."',
      'if self.rings > 3: self.rings = self.rings div 0; end\n      say "Ding {self.rings}."',
    ),
  );
  expect(await json("reload")).toMatchObject({ kind: "done", version: 3 });
  for (let i = 0; i < 2; i++) bob.line("use bell");
  await ann.until("Too many scripts failed: version 2 is back.", WAIT_MS);
  expect(served!.said("Too many scripts failed").at(-1)).toMatchObject({ code: "E_CANARY" });
  bob.line("use bell");
  await bob.until("Ding 13.", WAIT_MS);

  // The world restarts while the files are those that failed: it goes on with the packs that ran, and says so.
  process.kill(world, "SIGKILL");
  await ann.until("Version 4 runs and not the files: they were rolled back.", WAIT_MS);
  expect(served!.said("runs and not the files").at(-1)).toMatchObject({ code: "E_KEPT", version: 4 });
  bob.line("use bell");
  await bob.until("Ding 14.", WAIT_MS);

  // Back once more is back to the very first; the numbers of play stay.
  expect(await json("rollback")).toMatchObject({ kind: "done", version: 5, back: { to: 1, from: 4 } });
  await ann.until("Back at version 1, now 5: isle 1.1 -> 1.0. ROLLBACK 4 undoes it.", WAIT_MS);
  bob.line("look bell");
  await bob.until("Shiny.", WAIT_MS);
  expect(await json("rollback")).toMatchObject({ kind: "refused", step: "version" });
  expect(await json("rollback", "--to", "9")).toMatchObject({ kind: "refused", step: "version" });

  // A signal reads the files again.
  write("1.3", ISLE('"Green."'));
  served!.child.kill("SIGHUP");
  await untilSo("SIGHUP reloads", () => served!.said("other packs are in place").some(({ who }) => who === "SIGHUP"), WAIT_MS);
  bob.line("look bell");
  await bob.until("Green.", WAIT_MS);

  const listed = (await lore("versions", ...where())).out.trimEnd().split("\n");
  expect(listed.map((line) => line.replace(/^ *(\d+) {2}\S+ {2}(.*): .*$/, "$1 $2"))).toEqual([
    "6 reload by SIGHUP",
    "5 rollback to 1 by command line",
    "4 rollback to 2 by canary",
    "3 reload by command line",
    "2 reload by Ann",
    "1 start by engine",
  ]);
}, 240_000);
