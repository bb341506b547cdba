// Other packs under the feet of a hundred people: from the order to the swap, and how long play waited meanwhile; beside a cold start of
// the same world from compiled packs.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compose } from "../../engine/app/compose.ts";
import { DEFAULT_CONFIG } from "../../engine/app/config.ts";
import { Reloader } from "../../engine/app/reload/reloader.ts";
import { TrialProcess } from "../../engine/app/reload/trial-process.ts";
import { openSqliteStore } from "../../engine/store/sqlite-store.ts";
import { writeBenchPack } from "./bench-pack.ts";
import { enterApart } from "./drive.ts";
import { median, type Row, row } from "./row.ts";

const ROOMS = 1_000;
const PLAYERS = 100;
/** As real packs are: a file to a district. */
const FILES = 25;
/** Somebody types so often while the packs are reloaded. */
const LINE_EVERY_MS = 20;
const NAME = `reload, ${ROOMS.toLocaleString("en")} rooms and ${PLAYERS} players`;

export async function reloadRows(quick: boolean): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "lore-bench-"));
  try {
    const one = await measured(folder, writeBenchPack(folder, ROOMS), quick);
    const many = await measured(folder, writeBenchPack(folder, ROOMS, FILES), quick, true);
    const coldMs = median([...one.coldMs, ...many.coldMs]);
    return [
      row(`${NAME}, in all`, "ms", tookMs(one.room), coldMs),
      row(`${NAME}, longest pause of play`, "ms", longestMs(one.room), coldMs),
      row(`${NAME}, with a transcript, in all`, "ms", tookMs(one.tested), coldMs),
      row(`${NAME}, every room another, in all`, "ms", tookMs(one.rooms), coldMs),
      row(`${NAME}, every room another, longest pause of play`, "ms", longestMs([...one.rooms, ...many.rooms]), coldMs),
      row(`${NAME}, in ${FILES} files, in all`, "ms", tookMs(many.room), coldMs),
      row(`${NAME}, in ${FILES} files, every room another, in all`, "ms", tookMs(many.rooms), coldMs),
      row(`${NAME}, the first after a start, in all`, "ms", one.first, coldMs),
      row(`${NAME}, the first after a rehearsal, in all`, "ms", many.first, coldMs),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Reloaded {
  readonly tookMs: number;
  readonly pausedMs: number;
}

interface Measured {
  readonly coldMs: readonly number[];
  /** Starts the process in which packs are tried, or is the first in one that is there. */
  readonly first: number;
  /** One room was another than before, all were, or one and a transcript is played. */
  readonly room: readonly Reloaded[];
  readonly rooms: readonly Reloaded[];
  readonly tested: readonly Reloaded[];
}

/** `rehearsed`: as where files are watched. */
async function measured(folder: string, pack: string, quick: boolean, rehearsed = false): Promise<Measured> {
  const coldMs = await coldStarts(folder, pack, quick ? 1 : 5);
  const world = await open(folder, pack, "bench.db");
  const trial = new TrialProcess();
  const reloader = new Reloader({
    ...{ running: world.running, store: world.store, folder: pack },
    tryPacks: (order) => trial.run(order),
  });
  const sessions = await enterApart(world, PLAYERS);
  let lines = 0;
  const typing = setInterval(() => void world.play.line(sessions[lines++ % PLAYERS]!, "l"), LINE_EVERY_MS);
  const rounds = async (count: number, change: (round: number) => void): Promise<Reloaded[]> => {
    const outcomes: Reloaded[] = [];
    for (let i = 0; i < count; i++) {
      change(i);
      const outcome = await reloader.order({ who: "bench" });
      if (outcome.kind !== "done") throw new TypeError(JSON.stringify(outcome));
      outcomes.push(outcome);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return outcomes;
  };
  try {
    const count = quick ? 1 : 7;
    if (rehearsed) await reloader.rehearse();
    const [first] = await rounds(1, () => changeRoom(pack, "first"));
    const room = await rounds(count, (i) => changeRoom(pack, `${i} times`));
    const rooms = await rounds(count, (i) => changeRooms(pack, `${i} times`));
    writeTranscript(pack);
    const tested = await rounds(count, (i) => changeRoom(pack, `anew ${i} times`));
    return { coldMs, first: first!.tookMs, room, rooms, tested };
  } finally {
    clearInterval(typing);
    world.close();
    trial.end();
  }
}

function tookMs(outcomes: readonly Reloaded[]): number {
  return median(outcomes.map((outcome) => outcome.tookMs));
}

function longestMs(outcomes: readonly Reloaded[]): number {
  return Math.max(...outcomes.map((outcome) => outcome.pausedMs));
}

/** Each on a database of its own, from packs that were compiled before. */
async function coldStarts(folder: string, pack: string, count: number): Promise<number[]> {
  (await open(folder, pack, "warm.db")).close();
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const startMs = performance.now();
    const cold = await open(folder, pack, `cold${i}.db`);
    times.push(performance.now() - startMs);
    cold.close();
    for (const name of readdirSync(folder)) if (name.startsWith(`cold${i}.db`)) rmSync(join(folder, name));
  }
  return times;
}

async function open(folder: string, pack: string, db: string): Promise<Awaited<ReturnType<typeof compose>>> {
  const composed = await compose({
    ...{ folder: pack, store: openSqliteStore({ path: join(folder, db) }), config: DEFAULT_CONFIG, trusting: true, seed: 7 },
    failed: (error) => {
      throw error;
    },
  });
  await composed.running.start();
  return composed;
}

/** Never the same text in two runs: it would be compiled already. */
const RUN = `${process.pid} ${Date.now()}`;
const PAINTED = /, painted [^."]*/g;

/** One room reads otherwise, and a line more or less before it moves all that follows: what a builder who looks at the result does again and again. */
function changeRoom(pack: string, how: string): void {
  editFiles(pack, (text) =>
    text.replace(/\n(-- Look at it\.\n)?(plot r500 [^\n]*\n[^\n]*number 500 of many)(, painted [^."]*)?/, (_, note, room) => {
      return `\n${note === undefined ? "-- Look at it.\n" : ""}${room}, painted ${how} in ${RUN}`;
    }),
  );
}

/** Every room of every file reads otherwise. */
function changeRooms(pack: string, how: string): void {
  editFiles(pack, (text) =>
    text.replaceAll(PAINTED, "").replaceAll(/number \d+ of many/g, (found) => `${found}, painted ${how} in ${RUN}`),
  );
}

function editFiles(pack: string, edit: (text: string) => string): void {
  for (const name of readdirSync(pack).filter((one) => one.endsWith(".lore"))) {
    const file = join(pack, name);
    const text = readFileSync(file, "utf8");
    const next = edit(text);
    if (next !== text) writeFileSync(file, next);
  }
}

function writeTranscript(pack: string): void {
  mkdirSync(join(pack, "tests"));
  const lines = ["# The first crank turns.", "pack bench", "ann in r0", "", "ann> use iron crank", "ann: You turn the iron crank.", ""];
  writeFileSync(join(pack, "tests", "crank.play"), lines.join("\n"));
}
