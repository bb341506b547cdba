// The log under the journal: steps that can be taken back, and what remains of them at the end.

import type { EntityId } from "../base/ids.ts";
import type { Change, TurnWeight } from "./port.ts";

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
  /** Rows written, each as `+TABLE JSON`, `=TABLE JSON` or `-TABLE ID`. */
  readonly rows: readonly string[];
  /** For the turn's digest: so many of the changes count, with these notes between them. */
  readonly weight: Omit<TurnWeight, "said">;
}

export const NO_CHANGE = (): null => null;

/** First letters of the keys of steps that name nothing by its wire: none, aliases, placements, limbo, accounts, purses, transfers, finals. */
const NAMELESS: ReadonlySet<string> = new Set(["", "a", "k", "l", "u", "w", "x", "!"]);

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

  /** Whether anything that these steps leave behind may name an entity: a property, a row, a timer, a question, a remembered value. */
  names(id: EntityId): boolean {
    return this.#steps.some((step) => {
      if (step.note !== undefined && hasWire(step.note, id)) return true;
      if (NAMELESS.has(step.key.charAt(0))) return false;
      const change = step.change();
      if (change?.t === "entity") return change.row.owner === id;
      return change !== null && hasWire(JSON.stringify(change), id);
    });
  }

  /** Final changes since a mark in order of first touch. */
  effects(mark: Mark = 0): TurnEffects {
    const changes: Change[] = [];
    const notes: [after: number, text: string][] = [];
    const rows: string[] = [];
    const seen = new Set<string>();
    for (let i = mark; i < this.#steps.length; i++) {
      const step = this.#steps[i]!;
      if (step.note !== undefined) notes.push([changes.length, step.note]);
      if (step.note !== undefined && step.note !== "") rows.push(step.note);
      if (step.key === "" || seen.has(step.key)) continue;
      seen.add(step.key);
      const change = step.change();
      if (change !== null) changes.push(change);
    }
    return { changes, rows, weight: { notes, changes: changes.length } };
  }
}

/** Whether a text holds the wire of this entity, and not only that of one whose number begins so. */
function hasWire(text: string, id: EntityId): boolean {
  return text.includes(`#${id}`) && new RegExp(`#${id}(?!\\d)`).test(text);
}
