// A text in pages of one frame each, numbered inside the text.

import { byteLength, takeBytes } from "./bytes.ts";
import { FRAME_BYTES } from "./limit.ts";

/** Cuts `text` into pages of at most `limitBytes`; more than one carry `(1/3)` at their end. */
export function paginate(text: string, limitBytes: number = FRAME_BYTES): string[] {
  if (byteLength(text) <= limitBytes) return [text];
  return numberedPages((roomBytes) => cutPages(text, roomBytes), limitBytes);
}

/** Numbers what `cut` makes; it is told how many bytes a page may have beside its number. One page alone has none. */
export function numberedPages(cut: (roomBytes: number) => readonly string[], limitBytes: number): string[] {
  // The number grows with the number of pages, so the cut is tried with room for one, two and three digits.
  for (let digits = 1; ; digits++) {
    const pages = cut(limitBytes - markBytes(digits));
    if (pages.length === 1) return [...pages];
    if (String(pages.length).length <= digits) return pages.map((page, i) => `${page} (${i + 1}/${pages.length})`);
  }
}

/** ` (1/3)`: a blank, two brackets, a stroke and two numbers. */
function markBytes(digits: number): number {
  return 4 + 2 * digits;
}

/** Splits at newlines, else at blanks, else between characters; never inside one. Nothing but the cut blank is lost. */
export function cutPages(text: string, limitBytes: number): string[] {
  const pages: string[] = [];
  let rest = text.trimEnd();
  while (byteLength(rest) > limitBytes) {
    const [head, tail] = cutOnce(rest, limitBytes);
    pages.push(head);
    rest = tail;
  }
  if (rest !== "" || pages.length === 0) pages.push(rest);
  return pages;
}

/** The first page of a text that is longer than one, and what comes after it. */
export function cutOnce(text: string, limitBytes: number): [head: string, tail: string] {
  const head = takeBytes(text, limitBytes);
  const cut = cutPoint(head, text);
  return [text.slice(0, cut).trimEnd(), fromTheHead(text.slice(cut))];
}

/** The sentences that fit and those that do not; null when not even the first does. */
export function cutSentence(text: string, limitBytes: number): [head: string, tail: string] | null {
  // The sign behind the last one that fits tells whether a sentence ends there.
  const seen = text.slice(0, takeBytes(text, limitBytes).length + 1);
  const ends = [...seen.matchAll(/[.!?]["')]*(?=\s)/gu)];
  const last = ends.at(-1);
  if (last === undefined) return null;
  const cut = last.index + last[0].length;
  return [text.slice(0, cut), fromTheHead(text.slice(cut))];
}

/** Without the blank or the newline that was cut at. The blanks behind a newline stay: they are part of a drawing. */
function fromTheHead(tail: string): string {
  return tail.replace(/^(?:[^\S\n]*\n)+|^[^\S\n]+/u, "");
}

/** Where to cut: the last newline in the later half, else the last blank in the later two thirds, else the end of what fits. */
function cutPoint(head: string, rest: string): number {
  const next = rest[head.length];
  if (next === "\n" || next === undefined) return head.length;
  const line = head.lastIndexOf("\n");
  if (line > head.length / 2) return line;
  if (next === " ") return head.length;
  const blank = head.lastIndexOf(" ");
  if (blank > head.length / 3) return blank;
  return line > 0 ? line : head.length;
}
