// A text on its way to one node, from the turn that made it to its end. Rows are plain data and never changed in place.

export type Priority = "reply" | "private" | "room" | "beacon";

/** Most urgent first. */
export const PRIORITIES: readonly Priority[] = ["reply", "private", "room", "beacon"];

/**
 * `queued` waits; `handed` is in the frame that is out; `nacked` may or may not have arrived and waits to be told again, marked;
 * `folded` is being told again in the frame that is out. Ends: `acked` (also by way of a fold), `sent` (asked for no ACK), `expired`.
 */
export type OutState = "queued" | "handed" | "nacked" | "folded" | "acked" | "sent" | "expired";

export interface OutRow {
  readonly id: number;
  /** A node's number, or BROADCAST for all of a channel. */
  readonly to: number;
  readonly channel: number;
  readonly text: string;
  readonly priority: Priority;
  /** For what changes something; never for ambience, whose loss nobody notices. */
  readonly wantAck: boolean;
  readonly madeMs: number;
  /** After this it is not worth its airtime any more; null waits for ever. */
  readonly ttlMs: number | null;
  readonly state: OutState;
  readonly stateMs: number;
  /** Frames it was in. */
  readonly tries: number;
  /** The packet it went out with first and unmarked: a late ACK of that settles it. */
  readonly packetId: number | null;
}

export interface NewRow {
  readonly id: number;
  readonly to: number;
  readonly text: string;
  readonly priority: Priority;
  readonly wantAck: boolean;
  readonly madeMs: number;
  readonly ttlMs?: number | null;
  readonly channel?: number;
}

/** A row as a turn writes it. */
export function newRow(row: NewRow): OutRow {
  const { ttlMs = null, channel = 0 } = row;
  return { ...row, ttlMs, channel, state: "queued", stateMs: row.madeMs, tries: 0, packetId: null };
}

export function hasEnded({ state }: OutRow): boolean {
  return state === "acked" || state === "sent" || state === "expired";
}

export function expiresAtMs({ ttlMs, madeMs }: OutRow): number {
  return ttlMs === null ? Number.POSITIVE_INFINITY : madeMs + ttlMs;
}
