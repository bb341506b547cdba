// What a node has sent and waits for a sign of: sent again, then given up. After NextHopRouter's pending packets in the firmware.

import type { Agenda } from "./agenda.ts";
import type { Frame } from "./frame.ts";

/** Sendings of our own in all (NUM_RELIABLE_RETX in the firmware's src/mesh/NextHopRouter.h): about 10 s apart on LongFast, given up after 30 s. */
export const TRIES = 3;
/** Sendings of what we relay to a chosen next hop (NUM_INTERMEDIATE_RETX there). */
export const RELAY_TRIES = 2;

interface Pending {
  readonly frame: Frame;
  triesLeft: number;
  nextMs: number;
  stop: () => void;
}

export interface RetriesOptions {
  readonly agenda: Agenda;
  readonly waitMs: (frame: Frame) => number;
  readonly again: (frame: Frame, isLast: boolean) => void;
  readonly giveUp: (frame: Frame) => void;
}

export class Retries {
  readonly #o: RetriesOptions;
  readonly #pending = new Map<string, Pending>();

  constructor(options: RetriesOptions) {
    this.#o = options;
  }

  start(frame: Frame, tries = TRIES): void {
    this.stop(frame.from, frame.id);
    const pending: Pending = { frame, triesLeft: tries - 1, nextMs: this.#nextMs(frame), stop: () => {} };
    this.#pending.set(keyOf(frame), pending);
    this.#arm(pending);
  }

  /** False when nothing of the kind was waited for. */
  stop(from: number, id: number): boolean {
    const key = keyOf({ from, id });
    this.#pending.get(key)?.stop();
    return this.#pending.delete(key);
  }

  /** The channel was busy with something else for so long: no ACK could have come meanwhile. */
  postpone(byMs: number, butNot: Frame | null): void {
    const spared = butNot === null ? "" : keyOf(butNot);
    for (const [key, pending] of this.#pending) if (key !== spared) pending.nextMs += byMs;
  }

  clear(): void {
    for (const { stop } of this.#pending.values()) stop();
    this.#pending.clear();
  }

  #arm(pending: Pending): void {
    pending.stop = this.#o.agenda.at(pending.nextMs, () => {
      if (this.#o.agenda.now() < pending.nextMs) this.#arm(pending);
      else this.#due(pending);
    });
  }

  #due(pending: Pending): void {
    if (pending.triesLeft === 0) {
      this.#pending.delete(keyOf(pending.frame));
      this.#o.giveUp(pending.frame);
      return;
    }
    pending.triesLeft--;
    pending.nextMs = this.#nextMs(pending.frame);
    this.#arm(pending);
    this.#o.again(pending.frame, pending.triesLeft === 0);
  }

  #nextMs(frame: Frame): number {
    return this.#o.agenda.now() + this.#o.waitMs(frame);
  }
}

function keyOf({ from, id }: { readonly from: number; readonly id: number }): string {
  return `${from}:${id}`;
}
