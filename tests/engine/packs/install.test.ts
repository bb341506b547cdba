// What speaks against an install, and what the shelf keeps of one.

import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Opened, openArchive, packArchive } from "../../../engine/packs/archive/archive.ts";
import { acceptedOf, dependentsOf, type InstallWishes, reasonsAgainst } from "../../../engine/packs/installed/install.ts";
import { type Installed, Shelf } from "../../../engine/packs/installed/shelf.ts";
import { PackTree } from "../../support/pack-tree.ts";

const KEY = generateKeyPairSync("ed25519").privateKey;

function opened(manifest: string, key = KEY): Opened {
  const files = new Map([["pack.toml", Buffer.from(manifest)]]);
  return openArchive(packArchive(files, key), "x.lorepack", () => true);
}

function installedOf({ manifest, key, hash }: Opened, accepted: readonly string[] = []): Installed {
  const { version, title, requires, ranges } = manifest;
  const wanted = Object.fromEntries(requires.map((id) => [id, ranges[id] ?? "*"]));
  return { version, title, key, hash, requires: wanted, accepted, at: "2026-01-01T00:00:00.000Z" };
}

const ALONG = new Map([
  ["stdlib", "0.1.0"],
  ["gullwick", "0.1.0"],
]);

function why(one: Opened, wishes: Partial<InstallWishes> = {}, installed: Readonly<Record<string, Installed>> = {}): string[] {
  const all = { accept: "as before", trust: one.fingerprint, older: false, ...wishes } as const;
  return reasonsAgainst(one, all, { installed: new Map(Object.entries(installed)), alongVersions: ALONG });
}

const PIER = 'id = "pier"\nversion = "1.2.0"\n';

describe("packs above packs", () => {
  const low = installedOf(opened('id = "low"\nversion = "1.0.0"\n'));
  const middle = installedOf(opened('id = "middle"\nversion = "1.0.0"\n[requires]\nlow = "^1"\n'));
  const high = installedOf(opened('id = "high"\nversion = "1.0.0"\n[requires]\nmiddle = "^1"\n'));

  test("those that require what requires one stand above it too", () => {
    const all = new Map([["high", high] as const, ["middle", middle] as const, ["low", low] as const]);
    expect(dependentsOf("low", all).map(([id]) => id)).toEqual(["middle", "high"]);
    expect(dependentsOf("high", all)).toEqual([]);
  });

  test("versions are asked of all that is above and below, and not only of neighbors", () => {
    const old = { ...low, version: "0.9.0" };
    const top = opened('id = "top"\nversion = "1.0.0"\n[requires]\nhigh = "^1"\n');
    expect(why(top, {}, { high, middle, low })).toEqual([]);
    expect(why(top, {}, { high, middle, low: old })).toEqual(["middle requires low ^1, and 0.9.0 is here."]);
    const next = opened('id = "middle"\nversion = "1.1.0"\n');
    const broken = { ...high, requires: { middle: "^1", gone: "*" } };
    expect(why(next, {}, { high: broken, middle, low })).toEqual(["high requires gone, which is not here."]);
    expect(why(opened('id = "low"\nversion = "2.0.0"\n'), {}, { high, middle, low })).toEqual([
      "middle requires low ^1, and this is 2.0.0.",
    ]);
  });
});

describe("what speaks against an install", () => {
  test("nothing, when key, versions and capabilities are right", () => {
    expect(why(opened(`${PIER}engine = "^0.1"\n[requires]\nstdlib = "^0.1.0"\ngullwick = "*"\n`))).toEqual([]);
  });

  test("a key that nobody has named, and one that is not the one named", () => {
    const one = opened(PIER);
    expect(why(one, { trust: null })).toEqual([
      `Its key ${one.fingerprint} is not known here: ask the author for it in another way, then --trust ${one.fingerprint}.`,
    ]);
    expect(why(one, { trust: "abcd" })).toEqual([`It is signed with the key ${one.fingerprint}, not with abcd.`]);
  });

  test("another key than that of the version that is installed", () => {
    const other = opened(PIER, generateKeyPairSync("ed25519").privateKey);
    const before = opened(PIER);
    const installed = { pier: installedOf(before) };
    expect(why(before, { trust: null }, installed)).toEqual([]);
    expect(why(other, { trust: null }, installed)).toEqual([
      expect.stringContaining(`What is installed was signed with ${before.fingerprint}.`),
    ]);
    expect(why(other, {}, installed)).toEqual([]);
  });

  test("versions: of the engine, of what it requires, of what requires it, older than what is there", () => {
    expect(why(opened(`${PIER}engine = ">=9"`))).toEqual(["pier 1.2.0 runs on Loremesh >=9, and this is 0.1.0."]);
    const wanting = opened(`${PIER}[requires]\nstdlib = "^2"\nharbor = "~1.4"\n`);
    expect(why(wanting)).toEqual(["It requires stdlib ^2, and 0.1.0 is here.", "It requires harbor ~1.4, which is not here."]);
    expect(why(wanting, {}, { harbor: installedOf(opened('id = "harbor"\nversion = "1.5.0"\n')) })).toContain(
      "It requires harbor ~1.4, and 1.5.0 is here.",
    );
    const above = { boats: installedOf(opened('id = "boats"\n[requires]\npier = "^1.0"\n')) };
    expect(why(opened('id = "pier"\nversion = "2.0.0"\n'), {}, above)).toEqual(["boats requires pier ^1.0, and this is 2.0.0."]);
    expect(why(opened(PIER), {}, above)).toEqual([]);
    const newer = { pier: installedOf(opened('id = "pier"\nversion = "1.10.0"\n')) };
    expect(why(opened(PIER), {}, newer)).toEqual(["pier 1.10.0 is installed, and 1.2.0 is older: --older installs it all the same."]);
    expect(why(opened(PIER), { older: true }, newer)).toEqual([]);
  });

  test("a name that came along", () => {
    expect(why(opened('id = "gullwick"\n'))).toEqual(["gullwick came along with Loremesh, and no archive takes its place."]);
  });

  test("capabilities that nobody has accepted; what was accepted before stays so", () => {
    const asking = opened(`${PIER}capabilities = ["mint", "ban"]\n`);
    expect(why(asking)).toEqual([expect.stringMatching(/^It asks for mint, ban: --accept takes all/)]);
    expect(why(asking, {}, { pier: installedOf(asking, ["mint"]) })).toEqual([expect.stringMatching(/^It asks for ban: /)]);
    for (const accept of ["all", ["mint"], []] as const) expect(why(asking, { accept })).toEqual([]);
    expect(acceptedOf(["mint", "ban"], "all", undefined)).toEqual(["mint", "ban"]);
    expect(acceptedOf(["mint", "ban"], ["ban"], undefined)).toEqual(["ban"]);
    expect(acceptedOf(["mint"], "as before", installedOf(asking, ["mint", "ban"]))).toEqual(["mint"]);
    expect(acceptedOf(["mint", "ban"], [], installedOf(asking, ["mint"]))).toEqual([]);
  });
});

describe("the shelf", () => {
  let tree: PackTree;
  let shelf: Shelf;
  beforeEach(() => {
    tree = new PackTree({});
    shelf = new Shelf(tree.at("packs"));
  });
  afterEach(() => tree.remove());

  test("one change at a time: a second is refused, and the next one waits for nobody who is gone", async () => {
    const shelf = new Shelf(tree.at("shelf"));
    const second = new Shelf(tree.at("shelf"));
    await shelf.locked(async () => {
      await expect(second.locked(async () => {})).rejects.toThrow("Another install or removal is under way");
    });
    await expect(shelf.locked(() => Promise.reject(new TypeError("it failed")))).rejects.toThrow("it failed");
    expect(await second.locked(async () => shelf.folders())).toEqual([]);
  });

  function put(one: Opened): void {
    shelf.put(one.manifest.id, shelf.stage(one.manifest.id, one.files), installedOf(one));
  }

  test("keeps files and record, replaces both, and takes both away", () => {
    put(opened(PIER));
    put(opened('id = "boats"\n[requires]\npier = "^1.0"\n'));
    put(opened('id = "pier"\nversion = "1.3.0"\n'));
    expect([...shelf.all()].map(([id, { version }]) => `${id} ${version}`)).toEqual(["pier 1.3.0", "boats 0.1.0"]);
    expect(readFileSync(join(shelf.folderOf("pier"), "pack.toml"), "utf8")).toContain("1.3.0");
    expect(dependentsOf("pier", shelf.all()).map(([id]) => id)).toEqual(["boats"]);
    expect(shelf.folders()).toEqual(["boats", "pier"]);
    shelf.remove("boats");
    expect(existsSync(shelf.folderOf("boats"))).toBe(false);
    expect([...shelf.all().keys()]).toEqual(["pier"]);
  });

  test("sees that files are not those that were signed", () => {
    const one = opened(PIER);
    put(one);
    expect(shelf.isUntouched("pier", installedOf(one))).toBe(true);
    writeFileSync(join(shelf.folderOf("pier"), "more.lore"), "");
    expect(shelf.isUntouched("pier", installedOf(one))).toBe(false);
  });

  test("a record that is damaged is told, never taken for an empty one", () => {
    mkdirSync(shelf.folder, { recursive: true });
    for (const text of ["", "{}", '{"packs": {"pier": {"version": 1}}}', '{"packs": 3}']) {
      writeFileSync(join(shelf.folder, "installed.json"), text);
      expect(() => shelf.all()).toThrow(/installed\.json is damaged/);
    }
  });
});
