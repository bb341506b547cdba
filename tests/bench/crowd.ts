// Many players at once over a real SQLite file: how many durable commands a second, how long each waits.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compose } from "../../engine/app/compose.ts";
import { DEFAULT_CONFIG } from "../../engine/app/config.ts";
import { Chance } from "../../engine/base/chance.ts";
import type { Session } from "../../engine/play/session.ts";
import { openSqliteStore } from "../../engine/store/sqlite-store.ts";
import type { Change, Store, TurnRow } from "../../engine/world/port.ts";
import { writeBenchPack } from "./bench-pack.ts";
import { rawCommandsPerSecond } from "./raw-sqlite.ts";
import { percentile, type Row, row } from "./row.ts";

/** What one group of turns wrote, kept for the baseline. */
export type WrittenGroup = readonly { readonly turn: TurnRow; readonly changes: readonly Change[] }[];

interface Measured {
  readonly perSecond: number;
  readonly latenciesMs: readonly number[];
  readonly groups: readonly WrittenGroup[];
}

const MIX = ["look", "look", "look", "look", "move", "move", "say", "say", "inventory", "use"] as const;
const WAYS = ["n", "s", "e", "w"];

export async function crowdRows(players: number, commands: number): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "lore-bench-"));
  try {
    const measured = await measure(folder, players, commands);
    const raw = rawCommandsPerSecond(folder, measured.groups);
    const sorted = [...measured.latenciesMs].sort((a, b) => a - b);
    const name = `commands, ${players} player${players === 1 ? "" : "s"}`;
    const rows = [row(name, "1/s", measured.perSecond, raw)];
    for (const [label, share] of [
      ["p50", 0.5],
      ["p95", 0.95],
      ["p99", 0.99],
    ] as const) {
      rows.push(row(`${name}, ${label}`, "ms", percentile(sorted, share)));
    }
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Resident memory of a world in play, with nothing kept for a baseline. */
export async function memoryRows(commands: number): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "lore-bench-"));
  try {
    const before = process.memoryUsage().rss;
    const store = openSqliteStore({ path: join(folder, "bench.db") });
    const composed = await open(folder, store);
    const sessions = await enter(composed, 100);
    await drive(composed.play, sessions, commands, 1);
    const after = process.memoryUsage().rss;
    composed.close();
    return [row("resident memory, 1,000 rooms and 100 players", "MB", after / 1e6, before / 1e6)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function open(folder: string, store: Store): Promise<Awaited<ReturnType<typeof compose>>> {
  const composed = await compose({
    folder: writeBenchPack(folder, 1_000),
    store,
    config: DEFAULT_CONFIG,
    trusting: true,
    seed: 7,
    failed: (error) => {
      throw error;
    },
  });
  await composed.play.start();
  return composed;
}

async function measure(folder: string, players: number, commands: number): Promise<Measured> {
  const groups: { turn: TurnRow; changes: readonly Change[] }[][] = [];
  const recording = { on: false };
  const store = recorded(openSqliteStore({ path: join(folder, "bench.db") }), groups, recording);
  const composed = await open(folder, store);
  const { play } = composed;
  const sessions = await enter(composed, players);
  const warm = await drive(play, sessions, Math.min(commands, 5_000), 1);
  recording.on = true;
  const { elapsedMs, latenciesMs } = await drive(play, sessions, commands, 2);
  composed.close();
  void warm;
  return { perSecond: (commands / elapsedMs) * 1000, latenciesMs, groups };
}

/** Everybody is in the game, spread over the rooms. */
async function enter({ play }: Awaited<ReturnType<typeof compose>>, players: number): Promise<Session[]> {
  const silent = { send: () => {}, close: () => {} };
  const sessions: Session[] = [];
  for (let i = 0; i < players; i++) {
    sessions.push(play.open({ door: silent, address: `bench${i}`, as: `p${letters(i)}` }));
  }
  play.flush();
  for (const [i, session] of sessions.entries()) await play.line(session, `spread ${((i * 7) % 1000) + 1}`);
  return sessions;
}

/** Names take letters only. */
function letters(n: number): string {
  return [...String(n)].map((digit) => "abcdefghij"[Number(digit)]).join("");
}

/** Each player sends the next line when the last one is answered. */
async function drive(
  play: { line(session: Session, raw: string): Promise<void> },
  sessions: readonly Session[],
  commands: number,
  seed: number,
): Promise<{ elapsedMs: number; latenciesMs: number[] }> {
  const chance = new Chance(seed);
  const latenciesMs: number[] = [];
  let left = commands;
  const startMs = performance.now();
  await Promise.all(
    sessions.map(async (session) => {
      while (left > 0) {
        left--;
        const sentMs = performance.now();
        await play.line(session, lineOf(chance));
        latenciesMs.push(performance.now() - sentMs);
      }
    }),
  );
  return { elapsedMs: performance.now() - startMs, latenciesMs };
}

function lineOf(chance: Chance): string {
  const what = MIX[chance.between(0, MIX.length - 1)];
  if (what === "look") return "l";
  if (what === "move") return WAYS[chance.between(0, 3)]!;
  if (what === "say") return "'hello there, all of you";
  if (what === "inventory") return "i";
  return "use crank";
}

/** The same store, with what it is told to write kept in groups as they were committed. */
function recorded(store: Store, groups: { turn: TurnRow; changes: readonly Change[] }[][], recording: { on: boolean }): Store {
  let open: { turn: TurnRow; changes: readonly Change[] }[] = [];
  return new Proxy(store, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown;
      if (typeof value !== "function") return value;
      if (name === "writeTurn") {
        return (turn: TurnRow, changes: readonly Change[]) => {
          if (recording.on) open.push({ turn, changes });
          target.writeTurn(turn, changes);
        };
      }
      if (name === "commit") {
        return () => {
          target.commit();
          if (recording.on && open.length > 0) groups.push(open);
          open = [];
        };
      }
      return (value as (...args: unknown[]) => unknown).bind(target);
    },
  });
}
