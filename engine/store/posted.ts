// A turn on its way to the other thread: one JSON text, which is cheap to make and to hand over. What JSON cannot say goes as it is.

import type { Change, TurnRow, TurnWeight } from "../world/port.ts";
import { turnDigest } from "../world/turn-digest.ts";
import type { DoneLines } from "./done-lines.ts";

/** A turn with its changes, or changes of no turn. */
export interface WrittenTurn {
  readonly turn: TurnRow | null;
  readonly changes: readonly Change[];
  /** From which the turn's digest can be worked out; null where `turn` has it. */
  readonly weight: TurnWeight | null;
}

/** Lines that are done with the turns of a group. */
export interface WrittenLines {
  readonly done: DoneLines;
}

export type Written = WrittenTurn | WrittenLines;

/**
 * Made when the turn is written: it says what was then, whatever becomes of the objects it was made from. Where its weight goes with it,
 * the turn's digest is left out, for whoever receives it to work out.
 */
export type Posted = string | Written;

export function posted(written: Written): Posted {
  // A text already.
  if ("done" in written) return written;
  const { turn, changes, weight } = written;
  const sent: WrittenTurn = { turn: turn === null ? null : unweighed(turn, weight !== null), changes, weight };
  return changes.every(isJson) ? JSON.stringify(sent) : structuredClone(sent);
}

export function received(post: Posted): Written {
  const written = typeof post === "string" ? (JSON.parse(post) as WrittenTurn) : post;
  if ("done" in written) return written;
  const { turn, weight, changes } = written;
  if (turn === null || weight === null) return written;
  return { turn: { ...turn, digest: turnDigest(weight, changes) }, changes, weight: null };
}

/** Without the digest, which is worked out when it is read. */
function unweighed(turn: TurnRow, isLater: boolean): TurnRow {
  const { id, kind, actor, input, atMs, seed, code, fuel, tookMs } = turn;
  return { id, kind, actor, input, atMs, seed, code, digest: isLater ? "" : turn.digest, fuel, tookMs };
}

/** Of what is written, all but a property: that may be a number which is none to JSON. */
function isJson(change: Change): boolean {
  if (change.t !== "prop") return true;
  const { value } = change.row;
  return typeof value !== "number" || (Number.isFinite(value) && !Object.is(value, -0));
}
