// One scratch world with one player in it: a whole world, with its sandbox and its budget, in memory and nowhere else.

import type { LoadedPack } from "../../packs/load.ts";
import { isRank, type Rank } from "../../play/ranks.ts";
import type { Session } from "../../play/session.ts";
import { type Composition, compose, openStore } from "../compose.ts";
import type { Config } from "../config.ts";
import { FreshFaults } from "../fresh-faults.ts";
import { faultLine, stateReport } from "../reload/reloader.ts";
import { reportLines } from "../reload/report-lines.ts";
import { requireStarted } from "../reload/running-packs.ts";
import { Ticker } from "../ticker.ts";
import type { PlayLog } from "./play-log.ts";
import { ScratchClock } from "./scratch-clock.ts";
import { SCRATCH } from "./scratch-pack.ts";

export interface ScratchOptions {
  readonly packs: readonly LoadedPack[];
  readonly config: Config;
  readonly log: PlayLog;
  /** The player's name. */
  readonly name: string;
  readonly rank: Rank;
}

/** `isKept` false: the old packs run on. `lines`: what became of the world's state, or why nothing was done. */
export interface Swapped {
  readonly isKept: boolean;
  readonly lines: readonly string[];
}

/** Moments in one `wait`, at most: a clock that is due for ever must not hang the playground. */
const MOST_TICKS = 5_000;

export class ScratchWorld {
  readonly #options: ScratchOptions;
  readonly #clock: ScratchClock;
  readonly #composed: Composition;
  readonly #ticker: Ticker;
  /** Rejects when the world cannot go on: what waits for it then would wait for ever. */
  readonly #failure: Promise<never>;
  #session: Session | null = null;
  /** A line is being answered. */
  #isAsked = false;

  static async raise(options: ScratchOptions): Promise<ScratchWorld> {
    const { packs, config, log } = options;
    const clock = new ScratchClock();
    const failure = Promise.withResolvers<never>();
    failure.promise.catch(() => {});
    let faults: FreshFaults | null = null;
    const composed = await compose({
      ...{ folder: SCRATCH, packs, config, clock },
      store: await openStore(":memory:"),
      trusting: true,
      failed: failure.reject,
      rest: () => log.faults(faults?.take() ?? []),
    });
    faults = new FreshFaults(composed.script);
    const world = new ScratchWorld(options, composed, clock, failure.promise);
    try {
      requireStarted(await composed.running.start());
      await world.#enter();
    } catch (error) {
      world.close();
      throw error;
    }
    return world;
  }

  private constructor(options: ScratchOptions, composed: Composition, clock: ScratchClock, failure: Promise<never>) {
    this.#options = options;
    this.#failure = failure;
    this.#composed = composed;
    this.#clock = clock;
    this.#ticker = new Ticker(composed.play, clock);
    this.#ticker.start();
  }

  /** Resolves when its answer is in the log. */
  async line(text: string): Promise<void> {
    const { log } = this.#options;
    log.typed(text);
    if (this.#session === null) await this.#enter();
    this.#isAsked = true;
    try {
      await this.#done(this.#composed.play.line(this.#session!, text));
    } finally {
      this.#isAsked = false;
    }
  }

  /** Other packs in the place of those that run: who plays goes on where they are. */
  async swap(packs: readonly LoadedPack[]): Promise<Swapped> {
    const outcome = await this.#done(this.#composed.running.swap(packs, { who: "playground", why: "reload" }));
    return "fault" in outcome
      ? { isKept: false, lines: [faultLine(outcome.fault)] }
      : { isKept: true, lines: reportLines(stateReport(outcome.report)) };
  }

  /** Lets time pass at once, and all that falls due happen at its time. */
  async wait(forMs: number): Promise<void> {
    const { play } = this.#composed;
    const atMs = this.#clock.now() + forMs;
    this.#options.log.note(`${spoken(forMs)} later.`);
    for (let ticks = 0; play.nextDueMs() <= atMs; ticks++) {
      if (ticks === MOST_TICKS)
        return this.#options.log.note(`More falls due than one wait lives through (${MOST_TICKS} times): wait again.`);
      this.#clock.setTo(play.nextDueMs());
      await this.#done(play.tick());
    }
    this.#clock.setTo(atMs);
  }

  async rank(word: string): Promise<void> {
    const player = this.#session?.player ?? null;
    if (player !== null && isRank(word)) await this.#done(this.#composed.play.rank(player, word));
  }

  close(): void {
    this.#ticker.stop();
    this.#session = null;
    this.#composed.close();
  }

  async #enter(): Promise<void> {
    const { log, name, rank } = this.#options;
    const { play } = this.#composed;
    const session: Session = play.open({
      address: "playground",
      as: name,
      door: {
        send: (text) => log.frame(text, this.#isAsked, session.player === null ? 0 : play.notebook.of(session.player).pages.length),
        // Who has quit comes back with the next line.
        close: () => {
          this.#session = null;
        },
      },
    });
    this.#session = session;
    await this.#done(play.run(() => {}));
    if (session.player !== null) await this.#done(play.rank(session.player, rank));
  }

  #done<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#failure]);
  }
}

const UNITS = [
  [86_400_000, "days"],
  [3_600_000, "hours"],
  [60_000, "minutes"],
  [1_000, "seconds"],
] as const;

/** In the largest unit that leaves nothing over, as near as the eye cares. */
function spoken(ms: number): string {
  const [unitMs, name] = UNITS.find(([unit]) => ms >= unit && ms % unit === 0) ?? UNITS.at(-1)!;
  const count = Math.round(ms / unitMs);
  return `${count} ${count === 1 ? name.slice(0, -1) : name}`;
}
