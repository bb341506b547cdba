// Virtual time: a list of what is due, run in order of time and then of asking. Nothing in a simulation knows another clock.

import type { Timers } from "../timers.ts";

interface Due {
  readonly atMs: number;
  readonly order: number;
  /** Null once cancelled; the entry then only waits to be thrown away. */
  run: (() => void) | null;
}

export class Agenda implements Timers {
  #nowMs: number;
  #order = 0;
  #heap: Due[] = [];
  #ran = 0;

  constructor(nowMs = 0) {
    this.#nowMs = nowMs;
  }

  now(): number {
    return this.#nowMs;
  }

  /** How many things have been run so far. */
  get ran(): number {
    return this.#ran;
  }

  after(delayMs: number, run: () => void): () => void {
    return this.at(this.#nowMs + Math.max(0, delayMs), run);
  }

  /** Runs `run` at that time, never before now; gives back what cancels it. */
  at(atMs: number, run: () => void): () => void {
    const due: Due = { atMs: Math.max(this.#nowMs, atMs), order: this.#order++, run };
    this.#rise(due);
    return () => {
      due.run = null;
    };
  }

  /** Runs the next thing due until `endMs`; false when there is none. Time then stands at what was run. */
  step(endMs: number): boolean {
    for (let first = this.#heap[0]; first !== undefined && first.atMs <= endMs; first = this.#heap[0]) {
      this.#dropFirst();
      if (first.run === null) continue;
      this.#nowMs = first.atMs;
      this.#ran++;
      first.run();
      return true;
    }
    return false;
  }

  /** Moves time on, running all that falls due on the way. */
  advance(byMs: number): void {
    const endMs = this.#nowMs + byMs;
    while (this.step(endMs));
    this.#nowMs = endMs;
  }

  /** Moves time on to `endMs` when nothing more is due before it. */
  rest(endMs: number): void {
    this.#nowMs = Math.max(this.#nowMs, endMs);
  }

  #rise(due: Due): void {
    const heap = this.#heap;
    let i = heap.push(due) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!isBefore(due, heap[parent]!)) break;
      heap[i] = heap[parent]!;
      i = parent;
    }
    heap[i] = due;
  }

  #dropFirst(): void {
    const heap = this.#heap;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (!isBefore(heap[child]!, last)) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = last;
  }
}

function isBefore(a: Due, b: Due): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}
