// The frame that is out, and the last ones that were: what an answer to a packet means for the rows in it.

import type { Reservation } from "./budget.ts";
import type { Piece } from "./frame.ts";
import { hasEnded } from "./row.ts";
import type { Rows } from "./rows.ts";

export interface Flight {
  readonly packetId: number;
  readonly to: number;
  readonly bytes: number;
  readonly wantAck: boolean;
  readonly fresh: readonly Piece[];
  readonly again: readonly Piece[];
  readonly handedMs: number;
  readonly reservation: Reservation;
}

/** The rows leave with their frame. */
export function depart(rows: Rows, flight: Flight): void {
  const { packetId, handedMs } = flight;
  for (const { row, rest } of flight.fresh)
    rows.move(row, "handed", handedMs, { packetId: rest === "" ? packetId : null, tries: row.tries + 1 });
  for (const { row } of flight.again) rows.move(row, "folded", handedMs, { tries: row.tries + 1 });
}

/** It is there: also when a NAK said otherwise before, unless the row has changed since. */
export function arrive(rows: Rows, flight: Flight, nowMs: number): number {
  let arrived = 0;
  for (const { row, rest } of [...flight.fresh, ...flight.again]) {
    const current = rows.get(row.id);
    if (current === undefined || current.text !== row.text) continue;
    arrived++;
    if (rest === "") rows.move(current, "acked", nowMs);
    // What follows was never out, but if its beginning was marked, so is the rest.
    else rows.move(current, row.state === "nacked" ? "nacked" : "queued", nowMs, { text: rest, packetId: null, stateMs: row.stateMs });
  }
  return arrived;
}

/** Nobody knows. What asked for an ACK is told again, marked; what did not is let go. */
export function miss(rows: Rows, flight: Flight, nowMs: number): void {
  for (const { row } of flight.fresh) {
    const current = rows.get(row.id);
    if (current?.state === "handed") rows.move(current, row.wantAck ? "nacked" : "sent", nowMs);
  }
  for (const { row } of flight.again) {
    const current = rows.get(row.id);
    if (current?.state === "folded") rows.move(current, "nacked", nowMs);
  }
}

/** Nobody can have read it: all is as it was before. */
export function takeBack(rows: Rows, flight: Flight, nowMs: number): void {
  for (const { row } of flight.fresh) {
    const current = rows.get(row.id);
    if (current?.state === "handed") rows.move(current, "queued", nowMs, { packetId: null });
  }
  for (const { row } of flight.again) {
    const current = rows.get(row.id);
    if (current?.state === "folded") rows.move(current, "nacked", nowMs, { stateMs: row.stateMs });
  }
}

/** The radio has it and no ACK was asked for: nobody will ever say more. */
export function letGo(rows: Rows, flight: Flight, nowMs: number): void {
  for (const { row, rest } of flight.fresh) {
    const current = rows.get(row.id);
    if (current === undefined || hasEnded(current)) continue;
    if (rest === "") rows.move(current, "sent", nowMs);
    else rows.move(current, "queued", nowMs, { text: rest, packetId: null });
  }
}
