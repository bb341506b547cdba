// Private copies of the world beside the world itself: what never leaves one, what is not in one, and what meets when it is kept.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { replayJournal } from "../../../engine/app/commands/replay.ts";
import { type Composition, compose, loadWorldPacks } from "../../../engine/app/compose.ts";
import { DEFAULT_CONFIG, unhurried } from "../../../engine/app/config.ts";
import type { Session } from "../../../engine/play/session.ts";
import { openSqliteStore } from "../../../engine/store/sqlite-store.ts";
import { tryOf } from "../../../engine/world/tries.ts";
import { PackTree } from "../../support/pack-tree.ts";

// A busy machine is no fault of a script: a turn that had no time would do other things when it is run again.
const CONFIG = unhurried(DEFAULT_CONFIG, 30_000, 60_000);

let tree: PackTree;
let folder: string;
let world: Composition;
const read: Record<string, string[]> = {};
const sessions: Record<string, Session> = {};

const ISLE = 'id = "isle"\nversion = "1.0"\nlicence = "GPL-3.0-or-later"\nrequires = ["stdlib"]\nentry = "beach"\n';
const beach = (desc: string): string => `room beach "Beach"\n  desc: "${desc}"\n  flags: open_to_builders\nend\n`;

async function open(): Promise<void> {
  world = await compose({
    ...{ folder: tree.at("isle"), store: openSqliteStore({ path: join(folder, "isle.db"), durable: false }), trusting: true },
    config: CONFIG,
    failed: (error) => {
      throw error;
    },
  });
  await world.running.start();
  await world.forks!.start();
}

async function come(name: string, isBuilder = false): Promise<void> {
  read[name] = [];
  const door = { send: (text: string) => void read[name]!.push(text), close: () => {} };
  sessions[name] = world.play.open({ address: name, as: name, door });
  await world.play.run(() => {});
  if (isBuilder) await world.play.rank(sessions[name]!.player!, "builder");
}

/** What the player reads of a line, and what has come to them before it. */
async function type(name: string, line: string): Promise<string> {
  await world.play.line(sessions[name]!, line);
  await world.forks!.settled();
  return read[name]!.splice(0).join("\n");
}

/** Of the try of a player. */
const named = (name: string) => tryOf(world.world, sessions[name]!.player as never)!.name;

beforeEach(async () => {
  tree = new PackTree({ "isle/pack.toml": ISLE, "isle/isle.lore": beach("Sand.") });
  folder = mkdtempSync(join(tmpdir(), "lore-fork-"));
  await open();
  await come("ann", true);
  await come("bob");
  await type("ann", "try");
});

afterEach(() => {
  world.close();
  tree.remove();
  rmSync(folder, { recursive: true, force: true });
});

describe("a try", () => {
  test("reaches nobody outside, whatever is done in it", async () => {
    const before = world.store.load();
    read["bob"]!.length = 0;
    expect(await type("ann", "tell bob Psst.")).toMatch(/^\[try\] .*out of reach/);
    expect(await type("ann", "mail bob Hello: a letter")).toMatch(/^\[try\]/);
    expect(await type("ann", "shout Help")).toMatch(/^\[try\]/);
    await type("ann", "create lamp");
    await type("ann", "drop lamp");
    expect(read["bob"]).toEqual([]);
    expect(world.store.load()).toEqual(before);
    expect(world.store.reconcile()).toEqual([]);
  });

  test("holds no secrets, and its rights are those of the world", async () => {
    const copy = world.forks!.named(named("ann"))!.store;
    expect(copy.load().accounts.map(({ secret }) => secret)).toEqual(["", ""]);
    expect(copy.inbox.open()).toEqual([]);
    await world.play.rank(sessions["ann"]!.player!, "player");
    expect(await type("ann", "create lamp")).toBe("[try] Only for builders.");
  });

  test("does the line of a packet once, though the world ended before it knew of it", () => {
    const fork = world.forks!.named(named("ann"))!;
    const packet = { source: "player:1", packet: "p7", line: "create lamp", atMs: 5 };
    const player = sessions["ann"]!.player!;
    expect(fork.line(player, packet.line, packet).said).toHaveLength(1);
    expect(fork.line(player, packet.line, packet).said).toEqual([]);
    expect(fork.sources.map(({ version }) => version)).toEqual([1]);
  });

  test("outlives the world, and who was in it is in it again", async () => {
    await type("ann", "dig north Shed");
    await type("ann", "n");
    const { player } = sessions["ann"]!;
    world.close();
    await open();
    read["ann"] = [];
    sessions["ann"] = world.play.open({
      address: "ann",
      player: player!,
      door: { send: (text) => void read["ann"]!.push(text), close() {} },
    });
    expect(await type("ann", "l")).toMatch(/^\[try\] Shed/);
  });

  test("leaves nothing behind when it ends, nor when the world ended while it was made", async () => {
    expect(world.store.copies.names()).toEqual([named("ann")]);
    await world.store.copies.make("9-9");
    await world.forks!.start();
    expect(world.store.copies.names()).toEqual([named("ann")]);
    await type("ann", "try drop");
    expect(world.store.copies.names()).toEqual([]);
  });
});

test("what a try adds to and the packs have changed meanwhile is shown before it is kept", async () => {
  await type("ann", "dig north Shed");
  tree.write({ "isle/isle.lore": beach("Wet sand.") });
  await world.running.swap(await loadWorldPacks(tree.at("isle")), { who: "test", why: "reload" });
  expect(await type("ann", "l")).toMatch(/^\[try\] Beach/);
  expect(await type("ann", "try")).toContain("The packs changed since");
  expect(await type("ann", "try keep")).toContain("Others changed this too: isle.beach (in the packs).");
  expect(world.world.source("ann")).toBeUndefined();
  expect(await type("ann", "try keep mine")).toMatch(/^Kept: 1 edit/);
  expect(await type("ann", "l")).toMatch(/^Beach\. Exits: north\.\nWet sand\./);
});

test("a replay takes over what was kept of a try, whole or in part, and compares what came after", async () => {
  for (const line of ["dig north den", "create bell", "create jar", "try keep but jar", "n", "create cup"]) await type("ann", line);
  for (const line of ["try", "desc cup Tin.", "try keep", "x cup"]) await type("ann", line);
  const report = await replayJournal(world.store, tree.at("isle"));
  expect(report.different).toEqual([]);
  expect(report.otherCode).toBe(0);
  expect(report.beside).toBeGreaterThan(3);
});
