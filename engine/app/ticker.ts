// Wakes play when something is due: one timer that is set to the next moment, never a beat that burns for nothing.

import type { Clock } from "../base/clock.ts";

export interface Ticking {
  nextDueMs(): number;
  tick(): Promise<void>;
}

/** A turn may set a nearer moment at any time; looking again this often is cheaper than telling. */
const LOOK_AGAIN_MS = 500;

export class Ticker {
  readonly #play: Ticking;
  readonly #clock: Clock;
  #timer: NodeJS.Timeout | null = null;
  #isWaking = false;

  constructor(play: Ticking, clock: Clock) {
    this.#play = play;
    this.#clock = clock;
  }

  start(): void {
    const waitMs = Math.max(0, Math.min(LOOK_AGAIN_MS, this.#play.nextDueMs() - this.#clock.now()));
    this.#timer = setTimeout(() => void this.#wake(), waitMs);
    // A world with nothing else to do may end.
    this.#timer.unref();
  }

  /** Something may be due sooner than was known. */
  look(): void {
    if (this.#timer === null || this.#isWaking) return;
    clearTimeout(this.#timer);
    this.start();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  async #wake(): Promise<void> {
    this.#isWaking = true;
    await this.#play.tick();
    this.#isWaking = false;
    if (this.#timer !== null) this.start();
  }
}
