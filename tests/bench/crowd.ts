// Many players at once over a real SQLite file: how many durable commands a second, how long each waits.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compose } from "../../engine/app/compose.ts";
import { DEFAULT_CONFIG } from "../../engine/app/config.ts";
import { Chance } from "../../engine/base/chance.ts";
import type { Session } from "../../engine/play/session.ts";
import { openSqliteStore } from "../../engine/store/sqlite-store.ts";
import type { Store } from "../../engine/world/port.ts";
import { writeBenchPack } from "./bench-pack.ts";
import { drive, enterApart, recordGroups, type WrittenGroup } from "./drive.ts";
import { rawCommandsPerSecond } from "./raw-sqlite.ts";
import { percentile, type Row, row } from "./row.ts";

interface Measured {
  readonly perSecond: number;
  readonly latenciesMs: readonly number[];
  readonly groups: readonly WrittenGroup[];
}

const MIX = ["look", "look", "look", "look", "move", "move", "say", "say", "inventory", "use"] as const;
const WAYS = ["n", "s", "e", "w"];

/** The rate: as fast as it goes. The waits: under the rate that is aimed at, `OFFERED_PER_SECOND`, or 100 a second for each player. */
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
    const sessions = await enterApart(composed, 100);
    await drive(composed.play, sessions, commands, linesOf(1));
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
  const store = openSqliteStore({ path: join(folder, "bench.db") });
  const composed = await open(folder, store);
  const { play } = composed;
  const sessions = await enterApart(composed, players);
  await drive(play, sessions, Math.min(commands, 5_000), linesOf(1));
  const elapsedMs = await drive(play, sessions, commands, linesOf(3));
  const latenciesMs = await offer(play, sessions, Math.min(OFFERED_PER_SECOND, players * 100), Math.min(commands, 30_000));
  // What the baseline writes again is taken from a part of its own: keeping it would slow what is measured.
  const groups = await recordGroups(store, () => drive(play, sessions, Math.min(commands, 10_000), linesOf(2)));
  composed.close();
  return { perSecond: (commands / elapsedMs) * 1000, latenciesMs, groups };
}

/** Commands come at this rate whether the last is answered or not: how long does each wait? */
const OFFERED_PER_SECOND = 10_000;

async function offer(play: Lines, sessions: readonly Session[], perSecond: number, commands: number): Promise<number[]> {
  const chance = new Chance(4);
  const latenciesMs: number[] = [];
  const waiting: Promise<void>[] = [];
  const startMs = performance.now();
  for (let sent = 0; sent < commands; ) {
    const due = Math.min(commands, Math.floor(((performance.now() - startMs) * perSecond) / 1000));
    for (; sent < due; sent++) {
      const dueMs = startMs + ((sent + 1) * 1000) / perSecond;
      const answered = play.line(sessions[sent % sessions.length]!, lineOf(chance));
      waiting.push(answered.then(() => void latenciesMs.push(performance.now() - dueMs)));
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all(waiting);
  return latenciesMs;
}

interface Lines {
  line(session: Session, raw: string): Promise<void>;
}

/** The lines of a crowd, the same for the same seed. */
function linesOf(seed: number): () => string {
  const chance = new Chance(seed);
  return () => lineOf(chance);
}

function lineOf(chance: Chance): string {
  const what = MIX[chance.between(0, MIX.length - 1)];
  if (what === "look") return "l";
  if (what === "move") return WAYS[chance.between(0, 3)]!;
  if (what === "say") return "'hello there, all of you";
  if (what === "inventory") return "i";
  return "use crank";
}
