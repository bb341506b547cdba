// Files that are saved while their world is served, each in the way of an editor: in place, by a new file under the old name, by way of
// a backup, and cut short in between.

import { mkdirSync, mkdtempSync, renameSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, test } from "vitest";
import { Served } from "../../support/served.ts";
import { TelnetClient } from "../../support/telnet.ts";
import { untilSo } from "../../support/until.ts";

const WAIT_MS = 60_000;
let folder: string;
let served: Served;
let client: TelnetClient;

const isle = (): string => join(folder, "isle/isle.lore");
const room = (desc: string): string => `room beach "Beach"\n  desc: "${desc}."\nend\n`;

/** Ways to save a file. */
const EDITORS: Readonly<Record<string, (text: string) => Promise<void> | void>> = {
  Written: (text) => writeFileSync(isle(), text),
  Renamed: (text) => {
    writeFileSync(`${isle()}.tmp`, text);
    renameSync(`${isle()}.tmp`, isle());
  },
  "Backed up": (text) => {
    renameSync(isle(), `${isle()}~`);
    writeFileSync(isle(), text);
    unlinkSync(`${isle()}~`);
  },
  "In two steps": async (text) => {
    writeFileSync(isle(), text.slice(0, 30));
    await wait(100);
    writeFileSync(isle(), text);
  },
};

async function reads(desc: string): Promise<void> {
  client.line("l");
  await client.until(desc, WAIT_MS);
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "lore-watch-"));
  mkdirSync(join(folder, "isle"));
  writeFileSync(join(folder, "loremesh.toml"), "[reload]\nwatch = true\n");
  writeFileSync(
    join(folder, "isle/pack.toml"),
    'id = "isle"\nversion = "1.0"\nlicence = "GPL-3.0-or-later"\nrequires = ["stdlib"]\nentry = "beach"\n',
  );
  writeFileSync(isle(), room("Sand"));
  served = new Served(join(folder, "isle"), "--db", join(folder, "isle.db"), "--config", join(folder, "loremesh.toml"), "--port", "0");
  client = await TelnetClient.open(await served.open());
  for (const [asked, answer] of [
    ["known?", "ann"],
    ["Y or another", "y"],
    ["password", "tulip-seven"],
    ["again", "tulip-seven"],
  ] as const) {
    await client.until(asked, WAIT_MS);
    client.line(answer);
  }
  await client.until("Welcome", WAIT_MS);
});

afterEach(async () => {
  client.close();
  await served.end();
  rmSync(folder, { recursive: true, force: true });
});

test("whatever way a file is saved, the world runs on it, once each time; what does not check is told and changes nothing", async () => {
  const done = (): number => served.said("other packs are in place").filter(({ who }) => who === "file watch").length;
  await reads("Sand.");
  let saved = 0;
  for (const [name, save] of Object.entries(EDITORS)) {
    await save(room(name));
    saved++;
    await untilSo(name, () => done() === saved, WAIT_MS);
    await reads(`${name}.`);
  }
  writeFileSync(isle(), room("Bro{ken"));
  await untilSo("it is refused", () => served.said("The packs were not reloaded").some(({ who }) => who === "file watch"), WAIT_MS);
  await reads("In two steps.");
  writeFileSync(isle(), room("Mended"));
  await untilSo("it is mended", () => done() === saved + 1, WAIT_MS);
  await reads("Mended.");
}, 240_000);
