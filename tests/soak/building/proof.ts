// What is left when the builders have gone: the world is sound, files made of it make it again, and undo leads back to the beginning.

import { createHash } from "node:crypto";
import { join } from "node:path";
import { importInto, readBuilt, writeBuilt } from "../../../engine/app/commands/built.ts";
import { type Composition, compose } from "../../../engine/app/compose.ts";
import { DEFAULT_CONFIG, unhurried } from "../../../engine/app/config.ts";
import { type Clock, HeldClock, SYSTEM_CLOCK } from "../../../engine/base/clock.ts";
import type { Session } from "../../../engine/play/session.ts";
import { openMemoryStore } from "../../../engine/store/memory-store.ts";
import { openSqliteStore } from "../../../engine/store/sqlite-store.ts";
import type { Entity } from "../../../engine/world/entity.ts";
import type { Store } from "../../../engine/world/port.ts";
import { findDoubles, findUnsound, snapshot } from "../../../engine/world/soundness.ts";
import { NAMES } from "./lines.ts";

/** A busy machine must not end a turn. */
const UNHURRIED = unhurried(DEFAULT_CONFIG, 30_000, 60_000);
/** Of a world that is made of files: two of them are compared, times and all. */
const START_MS = Date.UTC(2026, 0, 5);
const MOST_UNDOS = 20_000;

export async function openWorld(folder: string, store: Store, clock: Clock = SYSTEM_CLOCK): Promise<Composition> {
  const composed = await compose({
    folder,
    store,
    config: UNHURRIED,
    clock,
    trusting: false,
    failed: (error) => {
      throw error;
    },
  });
  await composed.running.start();
  composed.play.flush();
  return composed;
}

export interface Proof {
  readonly sound: readonly string[];
  readonly identity: readonly string[];
  readonly beginning: readonly string[];
}

export async function prove(db: string, pack: string, scratch: string): Promise<Proof> {
  const composed = await openWorld(pack, openSqliteStore({ path: db }));
  try {
    const sound = soundness(composed);
    const identity = await makesItAgain(composed, pack, scratch);
    const beginning = await backAndForth(composed, await comeBack(composed));
    return { sound: [...sound, ...soundness(composed)], identity, beginning };
  } finally {
    composed.close();
  }
}

function soundness({ world, store, running }: Composition): string[] {
  const broken = store.auditVerify();
  return [
    ...[...findUnsound(world), ...findDoubles(world), ...store.reconcile()],
    ...(broken === 0 ? [] : [`the audit chain breaks at ${broken}`]),
    ...running.broken.map(({ pack: id, problem }) => `${id} does not check: ${problem}`),
    ...dangling(composedText(world)),
  ];
}

/** All that names an entity by its number, and the entities there are. */
function composedText(world: Composition["world"]): { readonly text: string; readonly known: ReadonlySet<string> } {
  const known = new Set([...world.all()].map(({ wire }) => String(wire)));
  for (const id of world.cells.aliases.keys()) known.add(`#${id}`);
  for (const id of world.cells.limbo.keys()) known.add(`#${id}`);
  return {
    text: [...world.all()].map(({ state, owner }) => `${owner === 0 ? "" : `#${owner}`} ${JSON.stringify([...state])}`).join(),
    known,
  };
}

function dangling({ text, known }: ReturnType<typeof composedText>): string[] {
  const named = new Set([...text.matchAll(/(?<=["\s])#\d+(?=["\s])/g)].map(([wire]) => wire));
  return [...named].filter((wire) => !known.has(wire)).map((wire) => `${wire} is named and is not there`);
}

// ------------------------------------------------------------ export, import

/** Sources byte by byte, and the world that they make, twice over. */
async function makesItAgain(first: Composition, pack: string, scratch: string): Promise<string[]> {
  const second = await imported(first, pack, join(scratch, "first"));
  const third = await imported(second, pack, join(scratch, "second"));
  const wrong = [...sameSources(first, second), ...sameSources(first, third)];
  if (digestOf(second) !== digestOf(third)) wrong.push("a world imported from an export is another one");
  for (const { id, model } of first.world.definitions.all()) {
    if (model || second.world.byKey(id) !== undefined || first.world.byKey(id) === undefined) continue;
    wrong.push(`${id} is in the world and not in what was imported`);
  }
  second.close();
  third.close();
  return wrong;
}

async function imported(from: Composition, pack: string, folder: string): Promise<Composition> {
  const into = await openWorld(pack, openMemoryStore(), new HeldClock(START_MS));
  for (const name of NAMES) await enter(into, name);
  for (const { pack: id } of [...from.world.sources()]) {
    writeBuilt(from, id, join(folder, id));
    const owner = playerNamed(into, nameOf(from, from.world.source(id)!.owner));
    const refused = importInto(into, owner, readBuilt(join(folder, id)).text);
    if (refused !== null) throw new TypeError(`${id} is not taken back: ${refused}`);
  }
  return into;
}

function sameSources(a: Composition, b: Composition): string[] {
  const wrong = [...a.world.sources()].flatMap(({ pack, text }) =>
    (b.world.source(pack)?.text ?? "") === text ? [] : [`the source of ${pack} is not the same after export and import`],
  );
  if (a.world.definitions.codeVersion !== b.world.definitions.codeVersion && everyHasText(a)) wrong.push("what was imported is other code");
  return wrong;
}

/** An empty pack is a part of the code too, and is not imported. */
function everyHasText({ world }: Composition): boolean {
  return [...world.sources()].every(({ text }) => text !== "");
}

// ------------------------------------------------------------------ undo, redo

/** Each alone on the lot they began on, so that no room is in anybody's way. */
async function comeBack(composed: Composition): Promise<ReadonlyMap<string, Session>> {
  const sessions = new Map<string, Session>();
  for (const [i, name] of NAMES.entries()) {
    if (!composed.play.accounts.find(name)) continue;
    const session = await enter(composed, name);
    sessions.set(name, session);
    for (const line of ["cancel", "build for me", `lot ${i}`]) await type(composed, session, line);
  }
  return sessions;
}

/** Undo to the end leaves nothing of anybody's; redo to the end makes the very world there was. */
async function backAndForth(composed: Composition, sessions: ReadonlyMap<string, Session>): Promise<string[]> {
  const wrong: string[] = [];
  const before = { sources: sourcesOf(composed), digest: digestOf(composed) };
  const undone = new Map<Session, number>();
  for (const [name, session] of sessions) undone.set(session, await undoAll(composed, session, (why) => wrong.push(`${name}: ${why}`)));
  for (const { pack, text } of composed.world.sources())
    if (text !== "") wrong.push(`undo does not lead to the beginning of ${pack}: ${text}`);
  const left = [...composed.world.all()].filter(
    ({ definition }) => !definition.lost && composed.world.source(definition.pack) !== undefined,
  );
  wrong.push(...left.map(({ wire, definition }) => `${wire} ${definition.id} is there though nobody has built it`));
  wrong.push(...findUnsound(composed.world));
  for (const [session, times] of undone) for (let n = 0; n < times; n++) await type(composed, session, "redo");
  if (sourcesOf(composed) !== before.sources) wrong.push("redo to the end makes other sources");
  if (digestOf(composed) !== before.digest) wrong.push("undo and redo to the end make another world");
  return wrong;
}

/** How many there were. */
async function undoAll(composed: Composition, session: Session, complain: (why: string) => void): Promise<number> {
  const version = () => [...composed.world.sources()].reduce((sum, one) => sum + one.version, 0);
  for (let times = 0; times < MOST_UNDOS; times++) {
    const before = version();
    const answer = await type(composed, session, "undo");
    if (version() > before) continue;
    if (answer !== "There is nothing to undo.") complain(`undo is answered: ${answer}`);
    return times;
  }
  complain("undo has no end");
  return MOST_UNDOS;
}

function sourcesOf({ world }: Composition): string {
  return JSON.stringify([...world.sources()].map(({ pack, text }) => [pack, text]).sort());
}

/** All that is remembered, but for what counts turns, since when something waits in limbo, and what is only a comfort (`it`, `again`). */
function digestOf({ world }: Composition): string {
  const { last: _last, data: _data, accounts: _accounts, limbo, ...rest } = snapshot(world) as Remembered;
  const waiting = limbo.map(([id, { sinceMs: _since, ...row }]) => [id, row]);
  return createHash("sha256")
    .update(JSON.stringify({ ...rest, waiting }))
    .digest("hex");
}

interface Remembered extends Record<string, unknown> {
  readonly limbo: readonly (readonly [number, { readonly sinceMs: number }])[];
}

// ---------------------------------------------------------------------- people

let heard: string[] = [];
const door = { send: (text: string) => void heard.push(text), close: () => {} };

async function enter({ play }: Composition, name: string): Promise<Session> {
  const known = play.accounts.find(name);
  const session = play.open({ door, address: `proof:${name}`, ...(known === undefined ? { as: name } : { player: known.entity }) });
  play.flush();
  if (known === undefined) {
    const made = play.rank(session.player!, "builder");
    play.flush();
    await made;
  }
  return session;
}

async function type({ play }: Composition, session: Session, line: string): Promise<string> {
  heard = [];
  const done = play.line(session, line);
  play.flush();
  await done;
  return heard.join("\n");
}

function playerNamed({ world }: Composition, name: string): Entity {
  return [...world.players()].find((one) => world.account(one.id)?.name === name)!;
}

function nameOf({ world }: Composition, id: number): string {
  return [...world.players()].map((one) => (one.id === id ? (world.account(one.id)?.name ?? "") : "")).find((name) => name !== "") ?? "";
}
