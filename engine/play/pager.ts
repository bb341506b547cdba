// Frames: a reply is cut into pages that fit one packet each, numbered inside the text; pages not yet read wait behind `more`.

import { byteLength } from "./line.ts";

/** Aim of the mesh: official apps stop at 200 bytes. */
export const FRAME_BYTES = 200;

/** Cuts `text` into pages of at most `limit` bytes; more than one carry `(1/3)` at their end. */
export function paginate(text: string, limit: number = FRAME_BYTES): string[] {
  if (text.length <= limit && byteLength(text) <= limit) return [text];
  // The mark grows with the number of pages, so the cut is tried with room for one, two and three digits.
  for (let digits = 1; ; digits++) {
    const mark = 4 + 2 * digits;
    const pages = cutPages(text, limit - mark);
    if (String(pages.length).length > digits) continue;
    if (pages.length === 1) return pages;
    return pages.map((page, i) => `${page} (${i + 1}/${pages.length})`);
  }
}

/** Splits at newlines, else at blanks, else between characters; never inside one. Nothing but the cut blank is lost. */
export function cutPages(text: string, limit: number): string[] {
  const pages: string[] = [];
  let rest = text.trimEnd();
  while (byteLength(rest) > limit) {
    const head = takeBytes(rest, limit);
    const cut = cutPoint(head, rest);
    pages.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  if (rest !== "" || pages.length === 0) pages.push(rest);
  return pages;
}

/** The longest beginning of `text` that fits `limit` bytes and does not end inside a character (or a joined cluster's pair). */
export function takeBytes(text: string, limit: number): string {
  let bytes = 0;
  let end = 0;
  for (const char of text) {
    bytes += byteLength(char);
    if (bytes > limit) break;
    end += char.length;
  }
  // At least one character, or the pager would never end.
  return end === 0 ? text.slice(0, text.codePointAt(0)! > 0xffff ? 2 : 1) : text.slice(0, end);
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
