// A reply made for its frame: what matters most is on the first page whatever the length, the rest waits behind `more`.

import { toAscii } from "./ascii.ts";
import { byteLength } from "./bytes.ts";
import { FRAME_BYTES } from "./limit.ts";
import { cutOnce, cutPages, numberedPages } from "./pages.ts";

/** `must` is on the first page, `should` if there is room, `may` fills what is left and may be cut there. */
export type Weight = "must" | "should" | "may";

/** One piece of a reply. Pieces are read in the order they are given in; weight and rank only say which of them stay together. */
export interface Part {
  readonly weight: Weight;
  readonly text: string;
  /** Says the same in fewer words; taken in brief replies, and on a first page that has no room for `text`. */
  readonly brief?: string;
  /** Of two parts with one weight the lower rank is kept first; without it the earlier part. */
  readonly rank?: number;
}

export interface Composing {
  /** From `frameLimitBytes`; 200 without it. */
  readonly limitBytes?: number;
  /** `brief` takes the short words and leaves out each `may`; for terse channels and players who like it so. */
  readonly manner?: "verbose" | "brief";
  readonly ascii?: boolean;
}

/** A piece of a `may` that is shorter than this tells nothing. */
const LEAST_PIECE_BYTES = 24;
const WEIGHTS: Readonly<Record<Weight, number>> = { must: 0, should: 1, may: 2 };

interface Piece {
  readonly part: Part;
  readonly place: number;
}

/** The pages of a reply, at least one, each within the limit; more than one are numbered. Only the first is to be sent unasked. */
export function compose(parts: readonly Part[], how: Composing = {}): string[] {
  const limitBytes = how.limitBytes ?? FRAME_BYTES;
  const pieces = wanted(parts, how).map((part, place) => ({ part, place }));
  const whole = join(pieces.map(({ part }) => part.text));
  if (byteLength(whole) <= limitBytes) return [whole];
  return numberedPages((roomBytes) => layOut(pieces, roomBytes), limitBytes);
}

function wanted(parts: readonly Part[], { manner, ascii }: Composing): Part[] {
  const plain = (text: string): string => (ascii === true ? toAscii(text) : text).trim();
  const spoken = parts.map((part) => {
    const brief = part.brief === undefined ? undefined : plain(part.brief);
    const text = manner === "brief" && brief !== undefined ? brief : plain(part.text);
    return { ...part, text, ...(brief === undefined ? {} : { brief }) };
  });
  const kept = spoken.filter((part) => part.text !== "");
  const needed = kept.filter((part) => manner !== "brief" || part.weight !== "may");
  // A reply of nothing but trimmings is still a reply.
  return needed.length > 0 ? needed : kept;
}

/** The first page by importance, then what had no room there, in the order of reading. */
function layOut(pieces: readonly Piece[], roomBytes: number): string[] {
  const first = new Map<number, string>();
  const later = new Map<number, string>();
  for (const { part, place } of pieces.toSorted(byImportance)) {
    const fits = (text: string): boolean => byteLength(shown(new Map(first).set(place, text))) <= roomBytes;
    if (fits(part.text)) {
      first.set(place, part.text);
      continue;
    }
    const [now, then] = shorter(part, fits, roomBytes - (first.size === 0 ? 0 : byteLength(shown(first)) + 1));
    if (now !== null) first.set(place, now);
    later.set(place, then);
  }
  const rest = shown(later);
  const behind = rest === "" ? [] : cutPages(rest, roomBytes);
  return first.size === 0 ? behind : [shown(first), ...behind];
}

/** What of a part stands on a page that has no room for all of it, and what is left for later. */
function shorter(part: Part, fits: (text: string) => boolean, leftBytes: number): [now: string | null, then: string] {
  if (part.brief !== undefined && part.brief !== "" && fits(part.brief)) return [part.brief, part.text];
  if (part.weight === "should" || leftBytes < LEAST_PIECE_BYTES) return [null, part.text];
  const [head, tail] = cutOnce(part.text, leftBytes);
  return fits(head) ? [head, tail] : [null, part.text];
}

function byImportance(a: Piece, b: Piece): number {
  return WEIGHTS[a.part.weight] - WEIGHTS[b.part.weight] || (a.part.rank ?? a.place) - (b.part.rank ?? b.place) || a.place - b.place;
}

function shown(texts: ReadonlyMap<number, string>): string {
  return join([...texts].toSorted(([a], [b]) => a - b).map(([, text]) => text));
}

function join(texts: readonly string[]): string {
  return texts.join("\n");
}
