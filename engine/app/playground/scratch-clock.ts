// The clock of a scratch world: it runs as the machine's does, and can be set forward.

import { type Clock, SYSTEM_CLOCK } from "../../base/clock.ts";

export class ScratchClock implements Clock {
  #aheadMs = 0;

  now(): number {
    return SYSTEM_CLOCK.now() + this.#aheadMs;
  }

  /** Never back. */
  setTo(atMs: number): void {
    this.#aheadMs += Math.max(0, atMs - this.now());
  }
}
