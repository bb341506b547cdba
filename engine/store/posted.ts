// A turn on its way to the other thread. A change is JSON: a text is cheap to hand over, and it is what a digest weighs, so that the other
// thread has that to do as well. What JSON cannot say goes as it is.

import type { Change, TurnRow, TurnWeight } from "../world/port.ts";
import { digestText, turnDigest } from "../world/turn-digest.ts";

/** A turn with its changes, or changes of no turn. */
export interface Written {
  readonly turn: TurnRow | null;
  readonly changes: readonly Change[];
  /** From which the turn's digest can be worked out; null where `turn` has it. */
  readonly weight: TurnWeight | null;
}

/** Made when the turn is written: it says what was then, whatever becomes of the objects it was made from. */
export interface Posted {
  readonly turn: TurnRow | null;
  /** What `turn.digest` comes to, where that is left out. */
  readonly weight: TurnWeight | null;
  readonly changes: readonly (string | Change)[];
}

export function posted({ turn, changes, weight }: Written): Posted {
  return { turn: turn === null ? null : unweighed(turn, weight !== null), weight, changes: changes.map(told) };
}

export function received({ turn, weight, changes }: Posted): Written {
  const read = changes.map((change) => (typeof change === "string" ? (JSON.parse(change) as Change) : change));
  if (turn === null || weight === null) return { turn, changes: read, weight: null };
  const text = (at: number): string => {
    const change = changes[at]!;
    return typeof change === "string" ? change : digestText(change);
  };
  return { turn: { ...turn, digest: turnDigest(weight, text) }, changes: read, weight: null };
}

/** The digest is worked out when it is read. */
function unweighed(turn: TurnRow, isLater: boolean): TurnRow {
  const { id, kind, actor, input, atMs, seed, code, fuel, tookMs } = turn;
  return { id, kind, actor, input, atMs, seed, code, digest: isLater ? "" : turn.digest, fuel, tookMs };
}

function told(change: Change): string | Change {
  return isJson(change) ? JSON.stringify(change) : change;
}

/** An account's secret is in no digest; a property may be a number that is none to JSON. */
function isJson(change: Change): boolean {
  if (change.t !== "prop") return change.t !== "account";
  const { value } = change.row;
  return typeof value !== "number" || (Number.isFinite(value) && !Object.is(value, -0));
}
