// What a turn did, as one short text that a replay must reach again. It is worked out when somebody asks for it, or by whoever writes the
// turn, which may be another thread.

import { Digest } from "../base/digest.ts";
import type { Change, TurnRow, TurnWeight } from "./port.ts";

/** A turn's row, whose digest is worked out when it is read: it is empty where there is no weight. A copy by spread lacks it. */
export class FinishedTurn implements TurnRow {
  readonly id: TurnRow["id"];
  readonly kind: string;
  readonly actor: TurnRow["actor"];
  readonly input: string;
  readonly atMs: number;
  readonly seed: number;
  readonly code: string;
  readonly fuel: number;
  readonly tookMs: number;
  readonly #changes: readonly Change[];
  readonly #weight: TurnWeight | null;

  constructor(row: Omit<TurnRow, "digest">, changes: readonly Change[], weight: TurnWeight | null) {
    this.id = row.id;
    this.kind = row.kind;
    this.actor = row.actor;
    this.input = row.input;
    this.atMs = row.atMs;
    this.seed = row.seed;
    this.code = row.code;
    this.fuel = row.fuel;
    this.tookMs = row.tookMs;
    this.#changes = changes;
    this.#weight = weight;
  }

  get digest(): string {
    return this.#weight === null ? "" : turnDigest(this.#weight, this.#changes);
  }
}

/** Of the changes and of what was said. */
export function turnDigest(weight: TurnWeight, all: readonly Change[]): string {
  const digest = new Digest();
  digest.add(changesDigest(weight, all));
  for (const piece of weight.said) digest.add(piece);
  return digest.hex();
}

/** Of the changes alone. */
function changesDigest({ notes, changes }: TurnWeight, all: readonly Change[]): string {
  const digest = new Digest();
  let n = 0;
  for (let at = 0; at <= changes; at++) {
    while (n < notes.length && notes[n]![0] === at) digest.add(notes[n++]![1]);
    if (at < changes) digest.add(textOf(all[at]!));
  }
  return digest.hex();
}

/** Secrets are salted at random, so a replay cannot reach the same ones. */
function textOf(change: Change): string {
  return JSON.stringify(change.t === "account" ? { ...change, row: { ...change.row, secret: "" } } : change);
}
