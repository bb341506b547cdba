// The world in which a transcript is played: its players and what they have read, its clock, and closing and opening it again.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HeldClock } from "../../base/clock.ts";
import { byteLength } from "../../radio/compose/bytes.ts";
import { openMemoryStore } from "../../store/memory-store.ts";
import { openSqliteStore } from "../../store/sqlite-store.ts";
import type { Entity } from "../../world/entity.ts";
import type { Store } from "../../world/port.ts";
import type { Rank } from "../ranks.ts";
import type { Session } from "../session.ts";
import { fitsPacket, frameFault, Link, type Way } from "./link.ts";
import type { RaisedWorld, Stage } from "./stage.ts";

/** How a transcript is played: the same text must come out of all. */
export type Mode = "plain" | "reopen" | "loopback" | "lossy";

export const MODES: readonly Mode[] = ["plain", "reopen", "loopback", "lossy"];

const WAYS: Readonly<Record<Mode, Way>> = { plain: "direct", reopen: "direct", loopback: "frames", lossy: "lossy" };

/** Where the clock stands when a transcript does not say. */
const START_MS = Date.UTC(2026, 0, 1, 12, 0);
/** What clocks draw from: it stays when the world is opened again, so that the same weather comes however a transcript is played. */
const CLOCK_SEED = 1;
/** Ticks in one `wait`, at most: a clock that is due for ever must not hang the test. */
const MOST_TICKS = 20_000;

export interface Actor {
  readonly name: string;
  /** Null: not connected (has quit). */
  session: Session | null;
  /** Number of the player's entity, once it is known. */
  player: number | null;
  /** Lines read and not yet looked at. */
  unread: string[];
  /** The frames of this step as they came, for their bytes. */
  frames: string[];
  readonly inbound: Link;
  readonly outbound: Link;
}

export class Theatre {
  readonly actors = new Map<string, Actor>();
  readonly faults: string[] = [];
  readonly #stage: Stage;
  readonly #mode: Mode;
  readonly #clock = new HeldClock(START_MS);
  readonly #folder: string | null;
  #pack: string;
  #store: Store | null = null;
  #world: RaisedWorld | null = null;
  #seed: number | null = null;
  #turns = 0;
  #pending: Promise<void>[] = [];
  #typed = 0;
  readonly #reopenEvery: number;

  /** In reopen mode the world is closed and opened before every line, or every so many lines. */
  constructor(stage: Stage, mode: Mode, pack: string, reopenEvery = 1) {
    this.#stage = stage;
    this.#mode = mode;
    this.#pack = pack;
    this.#reopenEvery = reopenEvery;
    this.#folder = mode === "reopen" ? mkdtempSync(join(tmpdir(), "lore-play-")) : null;
  }

  // ------------------------------------------------------------------ set-up

  async setPack(pack: string): Promise<void> {
    if (this.#world !== null && pack !== this.#pack) await this.#lower();
    this.#pack = pack;
  }

  get pack(): string {
    return this.#pack;
  }

  async raised(): Promise<RaisedWorld> {
    if (this.#world !== null) return this.#world;
    this.#store ??= this.#openStore();
    this.#world = await this.#stage.raise({
      pack: this.#pack,
      store: this.#store,
      clock: this.#clock,
      nextSeed: () => (this.#seed === null ? undefined : this.#seed + this.#turns++),
      seed: CLOCK_SEED,
    });
    await this.#run(this.#world.play.start());
    await this.#world.begun();
    for (const actor of this.actors.values()) if (actor.session !== null) this.#connect(actor, this.#world);
    await this.#settle();
    return this.#world;
  }

  /** Connects a player, made if need be, where they are or where newcomers start. */
  async join(name: string): Promise<void> {
    const world = await this.raised();
    if (this.actors.has(name)) return;
    const actor = this.#makeActor(name);
    this.actors.set(name, actor);
    this.#connect(actor, world);
    await this.#settle();
  }

  /** Puts a player, made if need be, into a room; nobody reads of it. False when there is no such room. */
  async place(name: string, roomName: string): Promise<boolean> {
    const { world, script, play } = await this.raised();
    const room = this.#findRoom(roomName);
    if (room === undefined) return false;
    await this.join(name);
    const player = this.entity(name);
    if (player === undefined) return false;
    await this.#run(
      play
        .turn(() => {
          const turn = script.openTurn({ kind: "account", actor: null, input: `place ${name}`, seed: 0 });
          world.journal.move(player, room);
          return turn.finish();
        })
        .then(() => {}),
    );
    this.clear();
    return true;
  }

  /** Gives a player a rank; false when nobody goes by that name. */
  async rank(name: string, rank: Rank): Promise<boolean> {
    const { play } = await this.raised();
    const player = this.entity(name);
    if (player === undefined) return false;
    await this.#run(play.rank(player.id, rank));
    return true;
  }

  setSeed(seed: number): void {
    this.#seed = seed;
    this.#turns = 0;
  }

  // -------------------------------------------------------------- what is played

  async type(actor: Actor, text: string): Promise<void> {
    if (this.#mode === "reopen" && this.#typed++ % this.#reopenEvery === 0) await this.restart();
    const world = await this.raised();
    // Who has quit and types again has come back.
    if (actor.session === null) this.#connect(actor, world);
    if (fitsPacket(text)) actor.inbound.send(text);
    else this.#receive(actor, text, undefined);
    await this.#settle();
    await this.#tick();
  }

  /** Runs a statement with the rights of all packs; the reasons why it could not be, if so. */
  async do(statement: string): Promise<readonly string[]> {
    const { script, play } = await this.raised();
    const locals = Object.fromEntries(
      [...this.actors.keys()].flatMap((name) => this.entity(name)?.wire ?? []).map((wire, i) => [[...this.actors.keys()][i]!, wire]),
    );
    const problems: string[] = [];
    const done = play.turn(() => {
      const turn = script.openTurn({ kind: "run", actor: null, input: statement, ...this.#seedOf() });
      const outcome = turn.runStatements(statement, locals);
      if (outcome.kind === "bad") problems.push(...outcome.diagnostics);
      if (outcome.kind === "refused") problems.push(outcome.reason);
      if (outcome.kind === "fault") problems.push(`${outcome.report.kind}: ${outcome.report.message}`);
      return turn.finish();
    });
    await this.#run(done.then(() => {}));
    return problems;
  }

  /** Lets time pass, and everything that falls due happen at its time. */
  async waitUntil(atMs: number): Promise<void> {
    const { play } = await this.raised();
    for (let ticks = 0; play.nextDueMs() <= atMs && ticks < MOST_TICKS; ticks++) {
      this.#clock.set(Math.max(this.#clock.now(), play.nextDueMs()));
      await this.#run(play.tick());
    }
    if (play.nextDueMs() <= atMs) this.faults.push(`more falls due than one wait lives through (${MOST_TICKS} times): wait in parts`);
    this.#clock.set(atMs);
  }

  nowMs(): number {
    return this.#clock.now();
  }

  /** Sets the clock without living through the time between: only back, or before anything has happened. */
  setClock(atMs: number): void {
    this.#clock.set(atMs);
  }

  /** Closes the world and opens it again from what it has stored. Players come back as if they had never left. */
  async restart(): Promise<void> {
    await this.#lower();
    await this.raised();
  }

  async reload(): Promise<void> {
    await (await this.raised()).reload();
    await this.#settle();
  }

  dropNextPacket(): void {
    for (const actor of this.actors.values()) actor.inbound.dropNext();
  }

  clear(): void {
    for (const actor of this.actors.values()) {
      actor.unread = [];
      actor.frames = [];
    }
  }

  /** Bytes and frames of what the actor was last told, pages still waiting included; null when it was one frame. */
  async longReply(actor: Actor): Promise<{ readonly bytes: number; readonly frames: number } | null> {
    const marked = actor.frames.find((frame) => / \(1\/\d+\)$/.test(frame));
    const player = this.entity(actor.name);
    if (marked === undefined || player === undefined) return null;
    const pages = (await this.raised()).play.notebook.of(player.id).pages;
    const all = [marked, ...pages];
    return { bytes: all.reduce((sum, page) => sum + byteLength(page), 0), frames: all.length };
  }

  entity(name: string): Entity | undefined {
    const player = this.actors.get(name)?.player ?? null;
    return player === null ? undefined : this.#world?.world.entity(player as Entity["id"]);
  }

  async close(): Promise<void> {
    await this.#lower();
    this.#store?.close();
    this.#store = null;
    if (this.#folder !== null) rmSync(this.#folder, { recursive: true, force: true });
  }

  // ------------------------------------------------------------------ inside

  #openStore(): Store {
    if (this.#folder === null) return openMemoryStore();
    return openSqliteStore({ path: join(this.#folder, "world.db"), durable: false });
  }

  /** Players of a closing world are cut off, not logged out: their bodies stay, as after a crash. */
  async #lower(): Promise<void> {
    if (this.#world === null) return;
    await this.#settle();
    this.#world.play.suspend();
    this.#world.close();
    this.#world = null;
    // What a closed world held is only given back when the event loop comes round.
    await new Promise(setImmediate);
    if (this.#folder === null) return;
    this.#store?.close();
    this.#store = null;
  }

  #makeActor(name: string): Actor {
    const way = WAYS[this.#mode];
    const actor: Actor = {
      name,
      session: null,
      player: null,
      unread: [],
      frames: [],
      inbound: new Link(way, false, (text, id) => this.#receive(actor, text, way === "direct" ? undefined : `${name}.${id}`)),
      outbound: new Link(way, true, (text) => this.#read(actor, text)),
    };
    return actor;
  }

  #connect(actor: Actor, { play }: RaisedWorld): void {
    const door = {
      send: (text: string) => actor.outbound.send(text),
      close: () => {
        actor.session = null;
      },
    };
    const player = actor.session?.player ?? null;
    actor.session = play.open(player === null ? { door, address: "transcript", as: actor.name } : { door, address: "transcript", player });
    play.flush();
    actor.player = actor.session?.player ?? actor.player;
  }

  #receive(actor: Actor, text: string, packet: string | undefined): void {
    const play = this.#world?.play;
    if (play === undefined || actor.session === null) return;
    this.#pending.push(play.line(actor.session, text, packet));
  }

  #read(actor: Actor, text: string): void {
    const fault = frameFault(text);
    if (fault !== null) this.faults.push(`${actor.name}: ${fault}`);
    actor.frames.push(text);
    actor.unread.push(...text.split("\n").map((line) => line.trimEnd()));
  }

  async #run(done: Promise<unknown>): Promise<void> {
    this.#world?.play.flush();
    await done;
    await this.#settle();
  }

  async #settle(): Promise<void> {
    this.#world?.play.flush();
    while (this.#pending.length > 0) await this.#pending.shift();
    await this.#world?.settled();
    this.#world?.play.flush();
  }

  /** `after 0 seconds` and the like fall due within the line that asked for them. */
  async #tick(): Promise<void> {
    const play = this.#world?.play;
    if (play !== undefined && play.nextDueMs() <= this.#clock.now()) await this.#run(play.tick());
  }

  #seedOf(): { readonly seed?: number } {
    return this.#seed === null ? {} : { seed: this.#seed + this.#turns++ };
  }

  #findRoom(name: string): Entity | undefined {
    const world = this.#world!.world;
    const exact = world.byKey(name) ?? world.byKey(`${this.#pack}.${name}`);
    if (exact !== undefined) return exact;
    return world.ofKind("core.room").find((room) => room.key?.endsWith(`.${name}`) === true);
  }
}
