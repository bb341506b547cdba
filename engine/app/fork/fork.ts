// One fork: a copy of the world that is open beside it. Players of the world outside are in it behind doors that only gather what is said;
// whoever holds the fork passes that on. Its lines and clocks run inside the groups of the world outside, and are durable before those are.

import type { Wire } from "../../../dsl/wire.ts";
import { asEntityId } from "../../base/ids.ts";
import type { Part } from "../../base/parts.ts";
import type { Aside } from "../../play/aside.ts";
import type { Door, FrameShape, Occasion } from "../../play/door.ts";
import type { Packet } from "../../play/group.ts";
import type { Rank } from "../../play/ranks.ts";
import { rankOf } from "../../play/ranks.ts";
import type { Session } from "../../play/session.ts";
import type { TurnResult } from "../../script/facade.ts";
import type { Store } from "../../world/port.ts";
import { requireStarted } from "../reload/running-packs.ts";
import type { ForkWorld, RaiseFork } from "./fork-world.ts";
import { connectedIn, keepConnected, touch, touchedMs } from "./prepare.ts";

export interface ForkParts {
  readonly store: Store;
  readonly raise: RaiseFork;
  readonly nowMs: () => number;
  /** How frames are to be for a player, with room for what marks them. */
  frame(player: number): FrameShape;
}

export interface Said {
  readonly player: number;
  readonly text: string;
  readonly occasion: Occasion;
}

/** What came of a line or a tick. */
export interface ForkOutcome {
  readonly said: readonly Said[];
  /** What was asked of connections, which are the world's outside. */
  readonly asked: readonly TurnResult[];
}

/** A line is noted as the newest so often at most: it costs a write. */
const TOUCH_MS = 600_000;

export class Fork {
  readonly store: Store;
  readonly #parts: ForkParts;
  readonly #in: ForkWorld;
  readonly #sessions = new Map<number, Session>();
  #said: Said[] = [];
  #asked: TurnResult[] = [];
  #failure: unknown = null;
  /** Who is noted as connected. */
  #noted = "";

  /** Opens it; `start` comes before all else. */
  constructor(parts: ForkParts) {
    this.#parts = parts;
    this.store = parts.store;
    this.#in = parts.raise(parts.store, (error) => {
      this.#failure = error;
    });
    this.#in.play.aside = this.#outward();
  }

  /** Throws when the packs of the world outside cannot take it over. */
  async start(): Promise<void> {
    const { play, running } = this.#in;
    const started = running.start();
    play.flush();
    requireStarted(await started);
    for (const player of connectedIn(this.store)) {
      const session = this.#attach(player);
      if (!play.resume(session, player)) this.#sessions.delete(player);
    }
    play.flush();
    this.#noted = [...this.#sessions.keys()].join();
    this.#take();
  }

  /** It failed: what it did last is not kept, and it must be closed. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Packs from files that it runs on. */
  get packs() {
    return this.#in.running.packs;
  }

  get sources() {
    return [...this.#in.world.sources()];
  }

  get touchedMs(): number {
    return touchedMs(this.store);
  }

  /** Whether there is such a player in it: who came into the world later is not. */
  knows(player: number): boolean {
    return this.#in.world.entity(asEntityId(player)) !== undefined;
  }

  isIn(player: number): boolean {
    return this.#sessions.has(player);
  }

  /** Puts a player into it; what their coming says to them goes to `heard`, else it is said as all else. */
  come(player: number, heard?: Part[]): ForkOutcome {
    const session = this.#attach(player);
    return this.#run((play) => play.run((group) => play.enter(group, session, player, heard)));
  }

  /** Takes a player out of it. */
  go(player: number): ForkOutcome {
    const session = this.#sessions.get(player);
    this.#sessions.delete(player);
    if (session === undefined) return { said: [], asked: [] };
    return this.#run((play) => play.close(session));
  }

  /** Never more rights than the player has outside, as of now. */
  rank(player: number, rank: Rank): void {
    const entity = this.#in.world.entity(asEntityId(player));
    if (entity === undefined || rankOf(this.#in.world, entity) === rank) return;
    this.#run((play) => play.rank(entity.id, rank));
  }

  line(player: number, raw: string, packet: Packet | null): ForkOutcome {
    const { nowMs } = this.#parts;
    return this.#run((play) => {
      const type = () => play.run((group) => play.typed(group, player, raw));
      if (nowMs() - this.touchedMs >= TOUCH_MS) void play.run(() => touch(this.store, nowMs()));
      if (packet === null) return type();
      // Its row here tells whether it was done, should the world outside end before it knows.
      return play.once(
        packet,
        (group) => play.typed(group, player, raw),
        () => {},
      );
    });
  }

  nextDueMs(): number {
    return this.#in.play.nextDueMs();
  }

  tick(): ForkOutcome {
    return this.#run((play) => play.tick());
  }

  phrase(text: string, args: Readonly<Record<string, Wire>> = {}): string {
    return this.#in.play.commands.phrase(text, args);
  }

  /** Whoever is in it stays in it until it is opened again. */
  close(): void {
    if (this.#failure === null) this.#in.play.suspend();
    this.#in.release();
    this.store.close();
  }

  // ------------------------------------------------------------------ inside

  #run(start: (play: ForkWorld["play"]) => Promise<unknown>): ForkOutcome {
    const { play } = this.#in;
    void start(play);
    this.#note();
    play.flush();
    return this.#take();
  }

  #note(): void {
    const connected = [...this.#sessions.keys()].join();
    if (connected !== this.#noted) void this.#in.play.run(() => keepConnected(this.store, this.#sessions.keys()));
    this.#noted = connected;
  }

  /** What a failed group said is not so. */
  #take(): ForkOutcome {
    const taken = { said: this.#said, asked: this.#asked };
    this.#said = [];
    this.#asked = [];
    return this.#failure === null ? taken : { said: [], asked: [] };
  }

  #attach(player: number): Session {
    const session = this.#in.play.attach({ address: "try", door: this.#door(player) });
    this.#sessions.set(player, session);
    return session;
  }

  #door(player: number): Door {
    const say = (text: string, occasion: Occasion): void => {
      this.#said.push({ player, text, occasion });
    };
    return {
      frame: () => this.#parts.frame(player),
      keep: say,
      send: (text) => say(text, "reply"),
      close: () => {},
    };
  }

  /** What turns ask of connections is handed out. */
  #outward(): Aside {
    return {
      holds: () => false,
      line: () => false,
      settle: (_group, result) => {
        this.#asked.push(result);
        return { ...result, requests: [] };
      },
      present: () => {},
      waits: () => null,
      nextDueMs: () => Number.POSITIVE_INFINITY,
      tick: () => {},
    };
  }
}
