// A reply made for its frame: what matters most is on the first page whatever the length, the rest waits behind `more`.

import { type Part, type Weight, wholeText } from "../../base/parts.ts";
import { toAscii } from "./ascii.ts";
import { byteLength } from "./bytes.ts";
import { FRAME_BYTES } from "./limit.ts";
import { cutOnce, cutPages, cutSentence, numberedPages } from "./pages.ts";

export type Manner = "verbose" | "brief";

export interface Composing {
  /** From `frameLimitBytes`; 200 without it. */
  readonly limitBytes?: number;
  /** `brief` takes the short words and leaves out each `may`; for terse channels and players who like it so. */
  readonly manner?: Manner;
  readonly ascii?: boolean;
}

/** A piece of a `may` that is shorter than this tells nothing. */
const LEAST_PIECE_BYTES = 24;
/** Behind a `may` that breaks off inside a sentence: what follows it on the page is another matter. */
const BREAK = "...";
const ORDER: Readonly<Record<Weight, number>> = { must: 0, should: 1, may: 2 };

interface Piece {
  readonly part: Part;
  readonly place: number;
}

/** The pages of a reply, at least one, each within the limit; more than one are numbered. Only the first is to be sent unasked. */
export function compose(parts: readonly Part[], how: Composing = {}): string[] {
  const limitBytes = how.limitBytes ?? FRAME_BYTES;
  const [only] = parts;
  if (parts.length === 1 && isPlain(only!)) {
    // Most replies are one text that fits.
    const text = bare(how.ascii === true ? toAscii(only!.text) : only!.text);
    if (byteLength(text) <= limitBytes) return [text];
  }
  const pieces = joined(wanted(parts, how)).map((part, place) => ({ part, place }));
  const whole = wholeText(pieces.map(({ part }) => part));
  if (byteLength(whole) <= limitBytes) return [whole];
  return numberedPages((roomBytes) => layOut(pieces, roomBytes), limitBytes);
}

function wanted(parts: readonly Part[], { manner, ascii }: Composing): Part[] {
  const plain = (text: string): string => bare(ascii === true ? toAscii(text) : text);
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

/** Without empty lines around it. Blanks at the head of a line stay: they are part of a drawing. */
function bare(text: string): string {
  return text.replace(/^(?:[^\S\n]*\n)+/u, "").trimEnd();
}

/** What was simply said one after the other is one text, and cut like one. */
function joined(parts: readonly Part[]): Part[] {
  const out: Part[] = [];
  for (const part of parts) {
    const before = out.at(-1);
    if (before !== undefined && isPlain(before) && isPlain(part)) out[out.length - 1] = { ...part, text: wholeText([before, part]) };
    else out.push(part);
  }
  return out;
}

function isPlain({ weight, brief }: Part): boolean {
  return weight === "must" && brief === undefined;
}

/** The first page by importance, then what had no room there, in the order of reading. */
function layOut(pieces: readonly Piece[], roomBytes: number): string[] {
  const first = new Map<number, string>();
  const later = new Map<number, string>();
  let full = false;
  for (const { part, place } of pieces.toSorted(byImportance)) {
    const fits = (text: string): boolean => !full && byteLength(shown(new Map(first).set(place, text))) <= roomBytes;
    if (fits(part.text)) {
      first.set(place, part.text);
      continue;
    }
    const leftBytes = full ? 0 : roomBytes - (first.size === 0 ? 0 : byteLength(shown(first)) + 1);
    const [now, then] = shorter(part, fits, leftBytes);
    if (now !== null) first.set(place, now);
    later.set(place, then);
    // What must be read is read in its order: nothing overtakes it.
    full ||= part.weight === "must" && now !== part.brief;
  }
  const rest = shown(later);
  const behind = rest === "" ? [] : cutPages(rest, roomBytes);
  return first.size === 0 ? behind : [shown(first), ...behind];
}

/** What of a part stands on a page that has no room for all of it, and what is left for later. */
function shorter(part: Part, fits: (text: string) => boolean, leftBytes: number): [now: string | null, then: string] {
  if (part.brief !== undefined && part.brief !== "" && fits(part.brief)) return [part.brief, part.text];
  if (part.weight === "should" || leftBytes < LEAST_PIECE_BYTES) return [null, part.text];
  const [head, tail] = part.weight === "may" ? cutTrimming(part.text, leftBytes) : cutOnce(part.text, leftBytes);
  return head !== null && fits(head) ? [head, tail] : [null, part.text];
}

/** Prose is cut behind a sentence, else behind a word, and rather not at all than inside one. */
function cutTrimming(text: string, leftBytes: number): [head: string | null, tail: string] {
  const sentences = cutSentence(text, leftBytes);
  if (sentences !== null && byteLength(sentences[0]) >= LEAST_PIECE_BYTES) return sentences;
  const [head, tail] = cutOnce(text, leftBytes - BREAK.length);
  return /\s/.test(text[head.length] ?? "") ? [head + BREAK, tail] : [null, text];
}

function byImportance(a: Piece, b: Piece): number {
  return ORDER[a.part.weight] - ORDER[b.part.weight] || a.place - b.place;
}

function shown(texts: ReadonlyMap<number, string>): string {
  return [...texts]
    .toSorted(([a], [b]) => a - b)
    .map(([, text]) => text)
    .join("\n");
}
