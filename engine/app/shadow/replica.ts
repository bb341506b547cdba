// One copy of a world in memory on its way through a journal: the same turns at the same moments, upon these packs or those.

import { HeldClock } from "../../base/clock.ts";
import { EngineError } from "../../base/errors.ts";
import type { LoadedPack } from "../../packs/load.ts";
import type { SwapOutcome, TurnResult } from "../../script/facade.ts";
import { openMemoryStore } from "../../store/memory-store.ts";
import type { Counters, TurnRow } from "../../world/port.ts";
import type { World } from "../../world/world.ts";
import { type Composition, compose } from "../compose.ts";
import type { Config } from "../config.ts";
import { UNHURRIED } from "../stage.ts";

/** What a row of the journal came to; a failure is the sentence that says why it could not be run at all. */
export type Played = { readonly result: TurnResult | null } | { readonly failure: string };

export class Replica {
  readonly #composed: Composition;
  readonly #clock: HeldClock;

  private constructor(composed: Composition, clock: HeldClock) {
    this.#composed = composed;
    this.#clock = clock;
  }

  /** Nothing has run yet: the first turn is the journal's own. */
  static async open(packs: readonly LoadedPack[], config: Config): Promise<Replica> {
    const clock = new HeldClock(0);
    const composed = await compose({
      folder: packs.at(-1)!.path,
      packs,
      store: openMemoryStore(),
      // A busy machine must not make a difference.
      config: { ...config, budget: UNHURRIED.budget, sandbox: UNHURRIED.sandbox },
      clock,
      trusting: true,
      failed: (error) => {
        throw error;
      },
    });
    return new Replica(composed, clock);
  }

  get world(): World {
    return this.#composed.world;
  }

  /** Names the code that runs now. */
  get code(): string {
    return this.world.definitions.codeVersion;
  }

  async play(row: TurnRow): Promise<Played> {
    this.#clock.set(row.atMs);
    try {
      const [result = null] = await this.#composed.play.replay(row);
      return { result };
    } catch (error) {
      if (!(error instanceof EngineError) || error.code !== "E_REPLAY") throw error;
      return { failure: error.message };
    }
  }

  /** Other packs, now; `seed`: of the turn in which they come. */
  swap(packs: readonly LoadedPack[], seed: number): Promise<SwapOutcome> {
    return this.#composed.running.swap(packs, { who: "shadow", why: "shadow", seed });
  }

  /** Both count on from the higher numbers: what one makes more than the other does not rename all that comes after it. */
  alignWith(other: Replica): void {
    const mine = this.world.cells.last;
    const theirs = other.world.cells.last;
    for (const counter of Object.keys(mine) as (keyof Counters)[]) {
      mine[counter] = theirs[counter] = Math.max(mine[counter], theirs[counter]);
    }
  }

  close(): void {
    this.#composed.close();
  }
}
