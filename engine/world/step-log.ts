// The log under the journal: steps that can be taken back, and what remains of them at the end.

import { Digest } from "../base/digest.ts";
import type { Change } from "./port.ts";

/** A position in the log; marks nest, and undoing goes backwards only. */
export type Mark = number;

export interface Step {
  /** What it touches: the last state of each is one change. Empty: nothing of its own. */
  readonly key: string;
  readonly undo: () => void;
  readonly change: () => Change | null;
  /** For effects that are in the store already: what the digest says of them. */
  readonly note?: string;
}

/** What a turn did: for the store, and for the journal row. */
export interface TurnEffects {
  readonly changes: readonly Change[];
  readonly digest: string;
}

export const NO_CHANGE = (): null => null;

export class StepLog {
  #steps: Step[] = [];

  get length(): number {
    return this.#steps.length;
  }

  push(step: Step): void {
    this.#steps.push(step);
  }

  undo(mark: Mark): void {
    while (this.#steps.length > mark) this.#steps.pop()!.undo();
  }

  clear(): void {
    this.#steps = [];
  }

  /** Final changes since a mark in order of first touch, and their digest. */
  effects(mark: Mark = 0): TurnEffects {
    const digest = new Digest();
    const changes: Change[] = [];
    const seen = new Set<string>();
    for (const step of this.#steps.slice(mark)) {
      if (step.note !== undefined) digest.add(step.note);
      if (step.key === "" || seen.has(step.key)) continue;
      seen.add(step.key);
      const change = step.change();
      if (change === null) continue;
      changes.push(change);
      digest.add(digestText(change));
    }
    return { changes, digest: digest.hex() };
  }
}

/** Secrets are salted at random, so a replay cannot reach the same ones. */
function digestText(change: Change): string {
  return JSON.stringify(change.t === "account" ? { ...change, row: { ...change.row, secret: "" } } : change);
}
