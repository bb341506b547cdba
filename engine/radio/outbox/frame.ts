// What waits for one node, merged into one frame: fresh texts as they are, and behind them, marked, what may have been missed.

import { byteLength } from "../compose/bytes.ts";
import { cutOnce } from "../compose/pages.ts";
import { type OutRow, PRIORITIES } from "./row.ts";

/** A row's part in a frame. */
export interface Piece {
  /** As it was before the frame. */
  readonly row: OutRow;
  /** What of the text had no room; it waits for another frame. */
  readonly rest: string;
}

export interface Packed {
  readonly text: string;
  readonly fresh: readonly Piece[];
  readonly again: readonly Piece[];
  /** The last word had room. */
  readonly hasLast: boolean;
}

export interface Room {
  /** For merging. */
  readonly limitBytes: number;
  /** For one text that stands alone. */
  readonly mostBytes: number;
  missed(texts: readonly string[]): string;
  /** A word that stands last when there is room for it; empty for none. */
  readonly last: string;
}

/** At least one of both lists has a row, all to one node on one channel. */
export function pack(fresh: readonly OutRow[], missed: readonly OutRow[], room: Room): Packed {
  const packedFresh = packFresh(fresh, room);
  const again = packMissed(packedFresh, missed, room);
  const text = textOf(packedFresh, again, room);
  const ended = `${text}\n${room.last}`;
  const hasLast = room.last !== "" && byteLength(ended) <= room.limitBytes;
  return { text: hasLast ? ended : text, fresh: packedFresh.map(({ row, rest }) => ({ row, rest })), again, hasLast };
}

interface Fresh extends Piece {
  readonly text: string;
}

/** By urgency, within one priority by age; read in the order they were made. */
function packFresh(rows: readonly OutRow[], room: Room): Fresh[] {
  const taken: Fresh[] = [];
  const full = new Set<string>();
  let bytes = -1;
  for (const row of rows.toSorted(byUrgency)) {
    const size = byteLength(row.text);
    if (taken.length === 0 && size > room.mostBytes) {
      const [text, rest] = cutOnce(row.text, room.limitBytes);
      return [{ row, text, rest }];
    }
    // A later text of the same priority must not overtake one that had no room.
    if (full.has(row.priority) || (taken.length > 0 && bytes + 1 + size > room.limitBytes)) {
      full.add(row.priority);
      continue;
    }
    taken.push({ row, text: row.text, rest: "" });
    bytes += 1 + size;
  }
  return taken.toSorted((a, b) => a.row.id - b.row.id);
}

function packMissed(fresh: readonly Fresh[], missed: readonly OutRow[], room: Room): Piece[] {
  const pieces: Piece[] = [];
  // What was told least comes first, or a text that is never acknowledged would hold up all others.
  for (const row of missed.toSorted((a, b) => a.tries - b.tries || a.id - b.id)) {
    const longer = [...pieces, { row, rest: "" }];
    if (byteLength(textOf(fresh, longer, room)) > room.limitBytes) break;
    pieces.push({ row, rest: "" });
  }
  const first = missed.toSorted((a, b) => a.id - b.id)[0];
  pieces.sort((a, b) => a.row.id - b.row.id);
  return pieces.length > 0 || fresh.length > 0 || first === undefined ? pieces : [beginningOf(first, room)];
}

/** The mark makes a long text too long for one frame: its beginning goes, the rest follows in the next, marked too. */
function beginningOf(row: OutRow, room: Room): Piece {
  const markBytes = byteLength(room.missed([""]));
  const [, rest] = cutOnce(row.text, Math.max(1, room.limitBytes - markBytes));
  return { row, rest };
}

function textOf(fresh: readonly Fresh[], again: readonly Piece[], room: Room): string {
  const texts = fresh.map(({ text }) => text);
  // A line typed again has the same answer: told once, it is told for both.
  const missed = [...new Set(again.map(said))].filter((text) => !texts.includes(text));
  if (missed.length > 0) texts.push(room.missed(missed));
  return texts.join("\n");
}

/** What of a row's text the piece carries. */
export function said({ row, rest }: Piece): string {
  return rest === "" ? row.text : row.text.slice(0, row.text.length - rest.length).trimEnd();
}

function byUrgency(a: OutRow, b: OutRow): number {
  return PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority) || a.id - b.id;
}
