// What a node has sent and wants an ACK for: sent again twice, then given up. After NextHopRouter's pending packets in the firmware.

import type { Agenda } from "./agenda.ts";
import type { Frame } from "./frame.ts";

/** Sendings in all (NUM_RELIABLE_RETX in the firmware's src/mesh/NextHopRouter.h): about 10 s apart on LongFast, given up after 30 s. */
export const TRIES = 3;

interface Pending {
  readonly frame: Frame;
  triesLeft: number;
  nextMs: number;
  stop: () => void;
}

export interface RetriesOptions {
  readonly agenda: Agenda;
  readonly waitMs: (frame: Frame) => number;
  readonly again: (frame: Frame) => void;
  readonly giveUp: (frame: Frame) => void;
}

export class Retries {
  readonly #o: RetriesOptions;
  readonly #pending = new Map<number, Pending>();

  constructor(options: RetriesOptions) {
    this.#o = options;
  }

  start(frame: Frame): void {
    this.stop(frame.id);
    const pending: Pending = { frame, triesLeft: TRIES - 1, nextMs: this.#nextMs(frame), stop: () => {} };
    this.#pending.set(frame.id, pending);
    this.#arm(pending);
  }

  has(id: number): boolean {
    return this.#pending.has(id);
  }

  stop(id: number): boolean {
    this.#pending.get(id)?.stop();
    return this.#pending.delete(id);
  }

  /** The channel was busy with something else for so long: no ACK could have come meanwhile. */
  postpone(byMs: number, butNot: number | null): void {
    for (const pending of this.#pending.values()) if (pending.frame.id !== butNot) pending.nextMs += byMs;
  }

  clear(): void {
    for (const id of [...this.#pending.keys()]) this.stop(id);
  }

  #arm(pending: Pending): void {
    pending.stop = this.#o.agenda.at(pending.nextMs, () => {
      if (this.#o.agenda.now() < pending.nextMs) this.#arm(pending);
      else this.#due(pending);
    });
  }

  #due(pending: Pending): void {
    if (pending.triesLeft === 0) {
      this.#pending.delete(pending.frame.id);
      this.#o.giveUp(pending.frame);
      return;
    }
    pending.triesLeft--;
    pending.nextMs = this.#nextMs(pending.frame);
    this.#arm(pending);
    this.#o.again(pending.frame);
  }

  #nextMs(frame: Frame): number {
    return this.#o.agenda.now() + this.#o.waitMs(frame);
  }
}
