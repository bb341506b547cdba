// The commands of `lore` as a shell sees them: what is printed where, and the exit code.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PackTree } from "../../support/pack-tree.ts";

const BIN = fileURLToPath(new URL("../../../engine/app/bin/lore.js", import.meta.url));
const PIER = fileURLToPath(new URL("pack", import.meta.url));

let tree: PackTree;

beforeEach(() => {
  tree = new PackTree({
    "good/pack.toml": 'id = "good"\nentry = "hall"\n',
    "good/hall.lore": 'room hall "Hall"\n  desc: "Stone."\nend\n',
    "bad/pack.toml": 'id = "bad"\n',
    "bad/hall.lore": 'room hall "Hall"\n  desc: "Stone."\nend\n\ncommand "shine"\n  say lamp\nend\n',
  });
});

afterEach(() => tree.remove());

function lore(args: readonly string[], input = "") {
  const result = spawnSync(process.execPath, [BIN, ...args], { encoding: "utf8", input, cwd: tree.path });
  return { code: result.status, out: result.stdout, err: result.stderr };
}

describe("lore play on a pipe", () => {
  test("answers one command a line, prints nothing else, and ends well", () => {
    const { code, out, err } = lore(["play", PIER, "--as", "ann", "--db", ":memory:"], "step\nstep\ntry it\n");
    expect(out.split("\n").slice(-4)).toEqual(["Step 1.", "Step 2.", "You try it.", ""]);
    expect([code, err]).toEqual([0, ""]);
  });

  test("keeps the world in its file", () => {
    const play = () => lore(["play", PIER, "--as", "ann", "--db", tree.at("pier.db")], "step\n").out;
    expect(play()).toContain("Step 1.");
    expect(play()).toContain("Step 2.");
  });

  test("asks for a name when none is given, and again when it will not do", () => {
    const { code, out } = lore(["play", PIER, "--db", ":memory:"], "x\nBob\nstep\n");
    expect(out).toMatch(/^By what name .*\nA name has 2 letters or more.*\n(.*\n)*Step 1\.\n$/);
    expect(code).toBe(0);
  });

  test("ends at `quit`, whatever else is on the pipe", () => {
    const { code, out } = lore(["play", PIER, "--as", "ann", "--db", ":memory:"], "quit\nstep\n");
    expect(out).not.toContain("Step");
    expect(code).toBe(0);
  });

  test("refuses a file that is no world, in plain words", () => {
    tree.write({ "notes.db": "not a database, but long enough to be taken for one".repeat(40) });
    const { code, out, err } = lore(["play", PIER, "--as", "ann", "--db", tree.at("notes.db")], "step\n");
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/^lore: The database .* is not a Loremesh world/);
  });

  test("says where a pack is wrong and does not start", () => {
    const { code, out, err } = lore(["play", "bad", "--as", "ann", "--db", ":memory:"], "look\n");
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("bad/hall.lore:6:7: error LORE101");
  });
});

describe("lore check", () => {
  test("is silent and 0 on a good pack", () => {
    const { code, out } = lore(["check", "good"]);
    expect([code, out]).toEqual([0, ""]);
  });

  test("is 1 on an error, one at the start of a line, with the source below", () => {
    const { code, out } = lore(["check", "bad"]);
    expect(code).toBe(1);
    expect(out).toMatch(/^bad\/hall\.lore:6:7: error LORE101: .*lamp/m);
    expect(out).toContain("say lamp");
  });

  test("gives an array with --json", () => {
    const { code, out } = lore(["check", "bad", "--json"]);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toContainEqual(
      expect.objectContaining({ code: "LORE101", severity: "error", file: "bad/hall.lore", line: 6, column: 7 }),
    );
    expect(JSON.parse(lore(["check", "good", "--json"]).out)).toEqual([]);
  });
});

describe("lore format", () => {
  test("--check names what is not in form and changes nothing; without it the file is brought into form", () => {
    tree.write({ "good/hall.lore": 'ROOM hall "Hall"\ndesc:"Stone."\nEND' });
    expect(lore(["format", "--check", "good"])).toMatchObject({ code: 1, out: "good/hall.lore\n" });
    expect(readFileSync(tree.at("good/hall.lore"), "utf8")).toContain("ROOM");
    expect(lore(["format", "good"])).toMatchObject({ code: 0, out: "good/hall.lore\n" });
    expect(readFileSync(tree.at("good/hall.lore"), "utf8")).toBe('room hall "Hall"\n  desc: "Stone."\nend\n');
    expect(lore(["format", "--check", "good"])).toMatchObject({ code: 0, out: "" });
  });

  test("leaves a file that does not parse as it is and says why", () => {
    tree.write({ "good/hall.lore": 'room hall "Hall\n' });
    const { code, out } = lore(["format", "good"]);
    expect(code).toBe(1);
    expect(out).toMatch(/^good\/hall\.lore:1:\d+: error LORE/);
    expect(readFileSync(tree.at("good/hall.lore"), "utf8")).toBe('room hall "Hall\n');
  });
});

describe("lore replay", () => {
  test("proves a journal, over restarts of the world, and finds a turn that was tampered with", async () => {
    for (let i = 0; i < 2; i++) lore(["play", PIER, "--as", "ann", "--db", tree.at("pier.db")], "step\nlook\nbell\n");
    const replay = () => lore(["replay", PIER, "--db", tree.at("pier.db")]);
    expect(replay()).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+ turns replayed, 0 differ\n$/) });
    const { default: Database } = await import("better-sqlite3");
    const db = new Database(tree.at("pier.db"));
    db.prepare("UPDATE journal SET input = 'look' WHERE id = (SELECT min(id) FROM journal WHERE input = 'step')").run();
    db.close();
    const { code, out } = replay();
    expect(code).toBe(1);
    expect(out).toMatch(/^turn \d+ \(command "look" of #\d+\): did \w+, now \w+/);
  });
});

describe("ranks", () => {
  const db = () => ["--db", tree.at("pier.db")];
  const run = (...more: string[]) => lore(["play", PIER, "--as", "ann", ...db(), ...more], 'run say "Up!"\n').out;

  test("given by `play --rank` or `lore rank` last, let a builder run statements, and replay", () => {
    expect(run()).toMatch(/Only for builders\.\n$/);
    expect(run("--rank", "builder")).toMatch(/Up!\n$/);
    expect(run()).toMatch(/Up!\n$/);
    expect(lore(["rank", "Ann", "player", PIER, ...db()])).toEqual({ code: 0, out: "Ann is a player now.\n", err: "" });
    expect(run()).toMatch(/Only for builders\.\n$/);
    expect(lore(["replay", PIER, ...db()])).toMatchObject({ out: expect.stringMatching(/^\d+ turns replayed, 0 differ\n$/), code: 0 });
  });

  test("let a builder read what was wrong with statements", () => {
    const typed = 'run mint 5 to actor\nrun while true: let n = 1; end\nrun say "ok"\n';
    const { out } = lore(["play", PIER, "--as", "ann", "--rank", "builder", "--db", ":memory:"], typed);
    expect(out.split("\n").slice(-4)).toEqual(['line 1: This needs the capability "mint".', expect.stringMatching(/^line 1: /), "ok", ""]);
  });

  test("that are none, and players who are none, are said plainly", () => {
    expect(lore(["play", PIER, "--as", "ann", "--rank", "lord", "--db", ":memory:"])).toMatchObject({ code: 2, out: "" });
    expect(lore(["rank", "zoe", "builder", PIER, ...db()])).toMatchObject({
      code: 2,
      err: "lore: There is no player zoe in this world.\n",
    });
  });
});

describe("the other commands", () => {
  test("grammar draws every production in a page that needs no network", () => {
    const { code, out } = lore(["grammar"]);
    expect(code).toBe(0);
    expect(out.startsWith("<!DOCTYPE html>")).toBe(true);
    for (const production of ["statement", "entity", "topic"]) expect(out).toContain(`id="${production}"`);
    expect(out).not.toMatch(/(src|href)="https?:/);
  });

  test("test plays transcripts and is 1 when one fails", () => {
    tree.write({ "good/tests/hall.play": "# The hall is seen.\nann in hall\n\nann> look\nann:~ Stone.\n" });
    expect(lore(["test", "good"]).code).toBe(0);
    tree.write({ "good/tests/hall.play": "# The hall is seen.\nann in hall\n\nann> look\nann:~ Wood.\n" });
    expect(lore(["test", "good", "--mode", "plain"]).code).toBe(1);
  });

  test("what is not understood ends with 2, for 1 is a finding, and help ends well", () => {
    expect(lore(["doctor", "--prot", "x"])).toMatchObject({ code: 2, out: "", err: expect.stringContaining("Did you mean --port?") });
    expect(lore(["nosuch"])).toMatchObject({ code: 2, out: "", err: expect.stringContaining("unknown command 'nosuch'") });
    expect(lore(["sim", "--help"])).toMatchObject({ code: 0, out: expect.stringContaining("--players"), err: "" });
  });

  test("a pack that is not there is said plainly", () => {
    const { code, err } = lore(["play", "nowhere"]);
    expect(code).toBe(2);
    expect(err).toMatch(/^lore: There is no pack nowhere/);
  });
});

describe("lore import meshbbs", () => {
  const SEEDS = fileURLToPath(new URL("../packs/meshbbs/seeds", import.meta.url));

  test("makes a pack that can be played at once, and prints what it could not carry", () => {
    const { code, out, err } = lore(["import", "meshbbs", SEEDS, "--into", "mill"]);
    expect(out).toMatch(/^.*rooms\.json:15:\d+: warning LORE924: It leads nowhere: there is no room "nowhere"$/m);
    expect([code, err]).toEqual([
      0,
      "mill: room 4, npc 2, thing 4, companion 1, quest 1, achievement 2, recipe 1; 0 left out, 14 carried in part\n",
    ]);
    const played = lore(["play", "mill", "--as", "ann", "--db", ":memory:"], "n\npoke bell\n");
    expect(played.out).toMatch(/Mill Yard\.[\s\S]*Ding\./);
  });

  test("tells what it left out, and ends with 1", () => {
    tree.write({ "seeds/rooms.json": '[{"id": "a"}, {}]' });
    const { code, out } = lore(["import", "meshbbs", "seeds"]);
    expect([code, out]).toEqual([1, "seeds/rooms.json:1:15: error LORE922: An entry is left out: the room has no id\n"]);
  });

  test("writes into no folder that holds something, and says when there is nothing to read", () => {
    expect(lore(["import", "meshbbs", SEEDS, "--into", "good"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("good is not empty"),
    });
    expect(lore(["import", "meshbbs", "good"])).toMatchObject({ code: 2, err: expect.stringContaining("No JSON file is in good") });
    expect(lore(["import", "meshbbs", "nowhere"])).toMatchObject({ code: 2, err: expect.stringContaining("There is no folder nowhere") });
  });
});
