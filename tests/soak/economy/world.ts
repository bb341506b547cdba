// The world that is soaked, in a process of its own: runs packets one portion after the other, at the world's own time, and dies where
// it is told to. It is started ahead of its time and waits for `go`, so that a death costs little.

import { createHash } from "node:crypto";
import { compose, loadWorldPacks } from "../../../engine/app/compose.ts";
import { DEFAULT_CONFIG, unhurried } from "../../../engine/app/config.ts";
import { HeldClock } from "../../../engine/base/clock.ts";
import type { Delivery } from "../../../engine/play/group.ts";
import type { Session } from "../../../engine/play/session.ts";
import { openSqliteStore } from "../../../engine/store/sqlite-store.ts";
import { findUnsound, snapshot } from "../../../engine/world/soundness.ts";
import { type Kill, type Packet, type Phase, type Portion, traderName } from "./deliveries.ts";

export interface WorldOrders {
  readonly db: string;
  readonly players: number;
  readonly seed: number;
  /** The world's time at its start. */
  readonly nowMs: number;
}

/** `answers`: what was done, each with the frames that its trader read; null for a packet that was done before. */
export type FromWorld =
  | { readonly t: "ready" }
  | { readonly t: "answers"; readonly answers: readonly (readonly [at: number, frames: readonly string[] | null])[] }
  | { readonly t: "portion"; readonly faults: readonly string[]; readonly longest: number }
  | { readonly t: "end"; readonly digest: string; readonly wrong: readonly string[]; readonly names: Readonly<Record<string, number>> };

export type ToWorld =
  | { readonly t: "go"; readonly orders: WorldOrders }
  | { readonly t: "portion"; readonly portion: Portion }
  | { readonly t: "end" };

const SOURCE = "soak:";
/** A busy machine must not end a turn: fuel still ends what never ends. */
const UNHURRIED = unhurried(DEFAULT_CONFIG, 30_000, 60_000);

const packs = await loadWorldPacks(process.argv[2]!);
const orders = await new Promise<WorldOrders>((resolve) => {
  process.once("message", (message: ToWorld) => message.t === "go" && resolve(message.orders));
});
const clock = new HeldClock(orders.nowMs);
/** Longest frame of the portion, in bytes. */
let longest = 0;
let kill: Kill | null = null;
/** The operation that the world is to die with has run in the open group. */
let isDoomed = false;
let seed = 0;

function die(phase: Phase): void {
  if (kill !== null && kill.phase === phase) process.kill(process.pid, "SIGKILL");
}

const composed = await compose({
  folder: process.argv[2]!,
  packs,
  store: openSqliteStore({ path: orders.db, check: false }),
  config: UNHURRIED,
  clock,
  trusting: true,
  seed: orders.seed,
  nextSeed: () => seed,
  failed: (error) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(70);
  },
  saving: () => isDoomed && die("saving"),
  rest: () => isDoomed && die("committed"),
});
const { play, world, script } = composed;
const sessions: Session[] = [];

/** Everybody takes up where they were; who is new comes in. */
async function enterAll(): Promise<void> {
  for (let who = 0; who < orders.players; who++) {
    const known = play.accounts.find(traderName(who));
    sessions.push(
      play.open({ door, address: `${SOURCE}${who}`, ...(known === undefined ? { as: traderName(who) } : { player: known.entity }) }),
    );
  }
  play.flush();
}

const door = {
  send: (text: string) => {
    longest = Math.max(longest, Buffer.byteLength(text));
  },
  close: () => {},
};

type Answer = readonly [at: number, frames: readonly string[] | null];
let answers: Answer[] = [];

function send(message: FromWorld): void {
  process.send!(message);
}

function flushAnswers(): void {
  if (answers.length === 0) return;
  send({ t: "answers", answers });
  answers = [];
}

/** One packet through the inbox, as a link's: done once, told when it is durable. */
async function run([at, who, line, ms]: Packet): Promise<void> {
  let frames: string[] | null = null;
  const player = sessions[who]!.player!;
  await play.once(
    { source: `${SOURCE}${who}`, packet: String(at), line, atMs: ms },
    (group) => {
      if (kill?.at === at) die("noted");
      clock.set(ms);
      // Chance follows from the operation, whatever life of the world runs it.
      seed = (orders.seed + Math.imul(at + 1, 0x9e3779b1)) | 0;
      frames = [];
      const deliver = (delivery: Delivery): void => {
        if (delivery.reply && delivery.player === player) frames!.push(delivery.text);
        group.deliver(delivery);
      };
      play.typed({ ...group, deliver }, player, line);
      if (kill?.at !== at) return;
      isDoomed = true;
      die("turn");
    },
    () => {
      frames = ["SET ASIDE"];
    },
  );
  answers.push([at, frames]);
  if (answers.length === 1) setImmediate(flushAnswers);
}

async function runPortion({ packets, endMs, kill: planned }: Portion): Promise<void> {
  kill = planned;
  isDoomed = false;
  longest = 0;
  die("before");
  await Promise.all(packets.map(run));
  flushAnswers();
  clock.set(endMs);
  await play.tick();
  const faults = script.faults().map(({ pack, kind, message, code }) => `${pack} ${code}: ${kind} ${message}`);
  send({ t: "portion", faults, longest });
  if (kill?.phase === "told") process.kill(process.pid, "SIGKILL");
}

function end(): void {
  const hash = createHash("sha256").update(JSON.stringify(remembered(), inOrder));
  const names = Object.fromEntries([...world.players()].map(({ id }) => [world.account(id)?.name ?? "", id]));
  send({ t: "end", digest: hash.digest("hex"), wrong: findUnsound(world), names });
  play.suspend();
  composed.store.close();
  process.disconnect();
  process.exit(0);
}

/** Keys by name: what was read from a file has its own order of them. */
function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** All that lasts of the world, without what counts its starts (turns) and what is only a comfort (`again`, `it`). */
function remembered(): unknown {
  const { last, data, aliases, ...rest } = snapshot(world) as Snapshot;
  const lasting = { ...rest, last: { ...last, turn: 0 }, data: data.filter(([space]) => space !== "play") };
  return { ...lasting, aliases: namedIn(JSON.stringify(lasting), new Map(aliases)) };
}

interface Snapshot {
  readonly last: Record<string, number>;
  readonly data: readonly [string, unknown][];
  readonly aliases: readonly [old: number, now: number][];
}

/** Names of what was merged, as far as they are still named: when the others are swept away is a matter of the number of turns. */
function namedIn(text: string, aliases: ReadonlyMap<number, number>): [old: number, now: number][] {
  const named = new Set([...text.matchAll(/#(\d+)/g)].map(([, digits]) => Number(digits)).filter((old) => aliases.has(old)));
  return [...named].sort((a, b) => a - b).map((old) => [old, lastName(old, aliases)]);
}

function lastName(old: number, aliases: ReadonlyMap<number, number>): number {
  let now = old;
  while (aliases.has(now)) now = aliases.get(now)!;
  return now;
}

await play.start();
await enterAll();
// What an earlier life noted and did not finish comes first, in its order.
await Promise.all(
  play.left(SOURCE).map(({ packet, source, line, atMs }) => run([Number(packet), Number(source.slice(SOURCE.length)), line, atMs])),
);
flushAnswers();

let queue: Promise<void> = Promise.resolve();
process.on("message", (message: ToWorld) => {
  if (message.t === "portion") queue = queue.then(() => runPortion(message.portion));
  if (message.t === "end") queue = queue.then(end);
});
process.on("disconnect", () => process.exit(0));
send({ t: "ready" });
