// `lore pack` as a shell sees it: from a new pack to an installed one that plays with what the sysop accepted, and away again.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { runCommandLine } from "../../../engine/app/command-line.ts";
import { cacheFolder } from "../../../engine/app/places.ts";
import { PackTree } from "../../support/pack-tree.ts";

const BIN = fileURLToPath(new URL("../../../engine/app/bin/lore.js", import.meta.url));
const CACHE = cacheFolder() ?? "";

let tree: PackTree;
let run: typeof runCommandLine;
const before = process.cwd();
beforeAll(async () => {
  tree = new PackTree({});
  vi.stubEnv("LORE_HOME", tree.at("home"));
  vi.stubEnv("LORE_CACHE", CACHE);
  // Where things lie is settled when it is loaded.
  vi.resetModules();
  run = (await import("../../../engine/app/command-line.ts")).runCommandLine;
  process.chdir(tree.path);
});
afterAll(() => {
  process.chdir(before);
  vi.unstubAllEnvs();
  tree.remove();
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A command in this process, which starts but once; `play` has one of its own. */
async function lore(args: readonly string[]): Promise<Ended> {
  const written = { out: "", err: "" };
  const into = (name: "out" | "err") => (text: string | Uint8Array) => {
    written[name] += String(text);
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, "write").mockImplementation(into("out")),
    vi.spyOn(process.stderr, "write").mockImplementation(into("err")),
  ];
  process.exitCode = 0;
  try {
    await run(["node", "lore", ...args]);
    return { code: Number(process.exitCode), ...written };
  } finally {
    process.exitCode = 0;
    for (const spy of spies) spy.mockRestore();
  }
}

function play(pack: string, input: string): string {
  return spawnSync(process.execPath, [BIN, "play", pack, "--as", "ann", "--db", ":memory:"], { encoding: "utf8", input }).stdout;
}

function edit(file: string, from: string, to: string): void {
  writeFileSync(tree.at(file), readFileSync(tree.at(file), "utf8").replace(from, to));
}

test("a pack is begun, checked, built, installed, played, compared and removed", async () => {
  expect(await lore(["pack", "new", "bell_town"])).toMatchObject({
    code: 0,
    out: "bell_town/pack.toml\nbell_town/start.lore\nbell_town/tests/start.play\n",
  });
  expect(await lore(["pack", "check", "bell_town"])).toMatchObject({
    code: 1,
    out: "bell_town/pack.toml: authors is missing; who installs it wants to know\n",
  });
  expect(await lore(["pack", "build", "bell_town"])).toMatchObject({ code: 2, err: expect.stringContaining("authors is missing") });

  edit("bell_town/pack.toml", "authors = []", 'authors = ["Ann"]');
  edit("bell_town/pack.toml", "capabilities = []", 'capabilities = ["mint"]');
  edit("bell_town/start.lore", "on poke: say", "on poke\n      if actor is a player: mint 5 to actor; end\n      say");
  edit("bell_town/start.lore", "to room; end", "to room\n    end");
  const built = await lore(["pack", "build", "bell_town"]);
  expect(built).toMatchObject({ code: 0, err: expect.stringContaining("is your new key") });
  const key = /key ([0-9a-f-]+)/.exec(built.out)![1]!;

  const asked = await lore(["pack", "install", "bell_town-0.1.0.lorepack"]);
  expect(asked.code).toBe(2);
  expect(asked.out).toContain("by Ann, licence CC-BY-SA-4.0\n");
  expect(asked.out).toContain("    mint: make money and destroy it\n");
  expect(asked.err).toMatch(
    new RegExp(`^lore: Its key ${key} is not known here: [\\s\\S]*It asks for mint: .* Nothing was changed\\.\\n$`),
  );
  expect(existsSync(tree.at("home/packs"))).toBe(false);

  // Accepted nothing: the bell's money is refused, and no keyboard gives it more.
  expect((await lore(["pack", "install", "bell_town-0.1.0.lorepack", "--trust", key, "--accept", "none"])).code).toBe(0);
  const poked = () => play("home/packs/bell_town", "poke bell\ni\n");
  expect(poked()).toContain("0 coins");
  expect((await lore(["pack", "install", "bell_town-0.1.0.lorepack", "--accept"])).code).toBe(0);
  expect(poked()).toMatch(/It rings\.[\s\S]* 5 coins/);
  expect(JSON.parse((await lore(["pack", "list", "--json"])).out)).toMatchObject([
    { id: "bell_town", accepted: ["mint"], key, untouched: true },
  ]);

  edit("bell_town/pack.toml", "0.1.0", "0.2.0");
  edit("bell_town/start.lore", "Bare boards", "Bare planks");
  const compared = await lore(["pack", "diff", "bell_town-0.1.0.lorepack", "bell_town"]);
  expect([compared.code, compared.out]).toEqual([
    1,
    expect.stringMatching(/^version: 0\.1\.0 -> 0\.2\.0\n[\s\S]*^-.*Bare boards[\s\S]*^\+.*Bare planks/m),
  ]);
  writeFileSync(tree.at("home/packs/bell_town/start.lore"), "");
  expect(await lore(["pack", "list"])).toMatchObject({ code: 1, out: expect.stringContaining("its files are not those that were signed") });
  expect((await lore(["pack", "remove", "bell_town"])).code).toBe(0);
  expect(await lore(["pack", "remove", "bell_town"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("No pack bell_town is installed"),
  });
}, 120_000);

test("a pack that does not check is not installed, and one that others require is not removed", async () => {
  tree.write({
    "low/pack.toml": 'id = "low"\nversion = "1.0.0"\nengine = "*"\nlicence = "CC0-1.0"\nauthors = ["Ann"]\n',
    "low/low.lore": 'thing pebble "pebble"\n  desc: "Grey."\nend\n',
    "high/pack.toml": 'id = "high"\nengine = "*"\nlicence = "CC0-1.0"\nauthors = ["Ann"]\n[requires]\nlow = "^1"\n',
    "high/high.lore": 'room cairn "Cairn"\n  desc: "Grey."\n  on enter: create low.pebble in self; end\nend\n',
  });
  const key = /key ([0-9a-f-]+)/.exec((await lore(["pack", "build", "low"])).out)![1]!;
  await lore(["pack", "build", "high"]);
  expect(await lore(["pack", "install", "high-0.1.0.lorepack", "--trust", key])).toMatchObject({
    code: 2,
    err: expect.stringContaining("It requires low ^1, which is not here."),
  });
  expect((await lore(["pack", "install", "low-1.0.0.lorepack", "--trust", key])).code).toBe(0);
  expect((await lore(["pack", "install", "high-0.1.0.lorepack", "--trust", key])).code).toBe(0);
  expect(await lore(["pack", "remove", "low"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("high requires low: remove that first."),
  });

  // The next low has no pebble: high would not check any more. Its own check passes, and its builder does not know of high.
  edit("low/pack.toml", '"1.0.0"', '"1.1.0"');
  edit("low/low.lore", "pebble", "boulder");
  expect((await lore(["pack", "build", "low"])).code).toBe(0);
  expect(await lore(["pack", "install", "low-1.1.0.lorepack"])).toMatchObject({ code: 2, err: expect.stringContaining("high") });
  expect(readFileSync(tree.at("home/packs/low/low.lore"), "utf8")).toContain("pebble");
}, 120_000);

test("what stands two packs above is asked as well: by its check when one is installed, by its name when one is removed", async () => {
  const pack = (id: string, requires = "") =>
    `id = "${id}"\nversion = "1.0.0"\nengine = "*"\nlicence = "CC0-1.0"\nauthors = ["Ann"]\n${requires}`;
  tree.write({
    "reef/pack.toml": pack("reef"),
    "reef/reef.lore": 'thing pearl "pearl"\n  desc: "White."\nend\n',
    "spit/pack.toml": pack("spit", '[requires]\nreef = "^1"\n'),
    "spit/spit.lore": 'room spit "Spit"\n  desc: "Sand."\nend\n',
    "cape/pack.toml": pack("cape", '[requires]\nspit = "^1"\n'),
    "cape/cape.lore": 'room cape "Cape"\n  desc: "Rock."\n  on enter: create reef.pearl in self; end\nend\n',
  });
  for (const id of ["reef", "spit", "cape"]) {
    const key = /key ([0-9a-f-]+)/.exec((await lore(["pack", "build", id])).out)![1]!;
    expect(await lore(["pack", "install", `${id}-1.0.0.lorepack`, "--trust", key])).toMatchObject({ code: 0 });
  }
  expect(await lore(["pack", "remove", "reef"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("cape, spit require reef: remove these first, in this order."),
  });
  edit("reef/pack.toml", '"1.0.0"', '"1.1.0"');
  edit("reef/reef.lore", "pearl", "shell");
  await lore(["pack", "build", "reef"]);
  expect(await lore(["pack", "install", "reef-1.1.0.lorepack"])).toMatchObject({
    code: 2,
    err: expect.stringMatching(/With it cape does not check:\ncape\/cape\.lore:3:/),
  });
  expect(readFileSync(tree.at("home/packs/reef/reef.lore"), "utf8")).toContain("pearl");
}, 120_000);
