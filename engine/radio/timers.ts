// Time that can be held: links and simulations take their clock and timers from here, so that a test of an hour takes no hour.

export interface Timers {
  now(): number;
  /** Runs `run` once after `delayMs`; gives back what cancels it. */
  after(delayMs: number, run: () => void): () => void;
}

export const SYSTEM_TIMERS: Timers = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

interface Waiting {
  readonly atMs: number;
  readonly order: number;
  readonly run: () => void;
}

/** Timers that stand still until they are told to move; due ones run in order of time, then of asking. */
export class HeldTimers implements Timers {
  #nowMs: number;
  #order = 0;
  readonly #waiting = new Set<Waiting>();

  constructor(nowMs = 0) {
    this.#nowMs = nowMs;
  }

  now(): number {
    return this.#nowMs;
  }

  after(delayMs: number, run: () => void): () => void {
    const waiting = { atMs: this.#nowMs + Math.max(0, delayMs), order: this.#order++, run };
    this.#waiting.add(waiting);
    return () => void this.#waiting.delete(waiting);
  }

  /** Moves time on, running what falls due on the way, also what that asks for. */
  advance(byMs: number): void {
    const endMs = this.#nowMs + byMs;
    for (let next = this.#next(); next !== null && next.atMs <= endMs; next = this.#next()) {
      this.#waiting.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.run();
    }
    this.#nowMs = endMs;
  }

  #next(): Waiting | null {
    let first: Waiting | null = null;
    for (const waiting of this.#waiting)
      if (first === null || waiting.atMs < first.atMs || (waiting.atMs === first.atMs && waiting.order < first.order)) first = waiting;
    return first;
  }
}
