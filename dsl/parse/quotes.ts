// Where a text begins and ends. Phones curl quotes as they please, so a text is closed by any quote of its opener's family,
// and a quote of another family inside it is just text.

const CLOSERS: Readonly<Record<string, string>> = {
  '"': '"',
  "\u201c": '\u201d"',
  "\u201e": '\u201c\u201d"',
  "\u201d": '\u201d"',
  "\u00ab": "\u00bb",
  "\u00bb": "\u00ab\u00bb",
  "\uff02": '\uff02"',
};

/** Every sign that opens a text. */
export const QUOTES: string[] = Object.keys(CLOSERS);

const ANY_QUOTE = '"\u201c\u201d\u201e\u00ab\u00bb\uff02';

function isTriple(source: string, at: number): boolean {
  return ANY_QUOTE.includes(source[at] ?? " ") && ANY_QUOTE.includes(source[at + 1] ?? " ") && ANY_QUOTE.includes(source[at + 2] ?? " ");
}

export interface TextExtent {
  /** Offsets of what stands between the quotes. */
  readonly innerStart: number;
  readonly innerEnd: number;
  /** After the closing quote. */
  readonly end: number;
  readonly long: boolean;
  readonly closed: boolean;
}

/** The text literal that opens at `start`, or undefined where no quote stands. */
export function textExtent(source: string, start: number): TextExtent | undefined {
  const closers = CLOSERS[source[start] ?? ""];
  if (closers === undefined) return undefined;
  return isTriple(source, start) ? longExtent(source, start) : shortExtent(source, start, closers);
}

function longExtent(source: string, start: number): TextExtent {
  const innerStart = start + 3;
  for (let at = innerStart; at < source.length; at++) {
    if (source[at] === "\\") at++;
    else if (isTriple(source, at)) return { innerStart, innerEnd: at, end: at + 3, long: true, closed: true };
  }
  return { innerStart, innerEnd: source.length, end: source.length, long: true, closed: false };
}

function shortExtent(source: string, start: number, closers: string): TextExtent {
  let at = start + 1;
  for (; at < source.length; at++) {
    const c = source[at]!;
    if (c === "\n" || c === "\r") break;
    if (c === "\\" && source[at + 1] !== "\n" && source[at + 1] !== "\r") at++;
    else if (closers.includes(c)) return { innerStart: start + 1, innerEnd: at, end: at + 1, long: false, closed: true };
  }
  const end = unfinishedEnd(source, start + 1, Math.min(at, source.length));
  return { innerStart: start + 1, innerEnd: end, end, long: false, closed: false };
}

/** A text left open takes its line, but not the `; end` that surely was meant to close the block. */
function unfinishedEnd(source: string, start: number, lineEnd: number): number {
  const tail = /\s*(?:;\s*end\s*)+;?\s*$/i.exec(source.slice(start, lineEnd));
  return tail === null ? lineEnd : start + tail.index;
}

type Found = RegExpExecArray | null;

function found(source: string, start: number, extent: TextExtent | undefined): Found {
  return extent === undefined ? null : ([source.slice(start, extent.end)] as unknown as RegExpExecArray);
}

export function matchText(source: string, start: number): Found {
  const extent = textExtent(source, start);
  return extent?.closed === true ? found(source, start, extent) : null;
}

export function matchUnfinishedText(source: string, start: number): Found {
  return found(source, start, textExtent(source, start));
}
