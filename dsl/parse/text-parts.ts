// What stands between the quotes of a text: plain pieces with their escapes resolved, and the `{…}` between them.
// A long text is outdented here, while offsets still point into the source.

import type { Interpolation, TextLit, TextPart } from "../ast.ts";
import type { Fault } from "./fault.ts";
import { quickInterp } from "./interp.ts";
import { textExtent } from "./quotes.ts";

/** A `{…}` that needs the grammar: read after the file, and put into its text then. */
export interface PendingInterp {
  readonly start: number;
  readonly end: number;
  readonly put: (value: Interpolation) => void;
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", '"': '"', "\\": "\\" };
const QUOTE_LIKE = /["\u201c\u201d\u201e\u00ab\u00bb\uff02]/;

/** Reads the text literal that opens at `start`. */
export function readText(source: string, start: number, faults: Fault[], interps: PendingInterp[]): TextLit {
  const extent = textExtent(source, start)!;
  const reader = new TextReader(source, faults, interps);
  if (extent.long) readOutdented(reader, source, extent.innerStart, extent.innerEnd);
  else reader.read(extent.innerStart, extent.innerEnd);
  reader.flush(extent.innerEnd);
  return { kind: "text", parts: reader.parts, long: extent.long, span: { start, end: extent.end } };
}

class TextReader {
  readonly source: string;
  readonly faults: Fault[];
  readonly interps: PendingInterp[];
  readonly parts: TextPart[] = [];
  plain = "";
  plainStart = -1;

  constructor(source: string, faults: Fault[], interps: PendingInterp[]) {
    this.source = source;
    this.faults = faults;
    this.interps = interps;
  }

  add(value: string, at: number): void {
    if (this.plainStart < 0) this.plainStart = at;
    this.plain += value;
  }

  flush(end: number): void {
    if (this.plainStart >= 0) this.parts.push({ kind: "plain", value: this.plain, span: { start: this.plainStart, end } });
    this.plain = "";
    this.plainStart = -1;
  }

  read(start: number, end: number): void {
    const { source } = this;
    let at = start;
    while (at < end) {
      const c = source[at]!;
      if (c === "\\") at = this.escape(at, end);
      else if (c === "{" && source[at + 1] === "{") {
        this.add("{", at);
        at += 2;
      } else if (c === "{") at = this.interp(at, end);
      else {
        const next = nextSpecial(source, at + 1, end);
        this.add(source.slice(at, next), at);
        at = next;
      }
    }
  }

  private escape(at: number, end: number): number {
    const c = at + 1 < end ? this.source[at + 1]! : "";
    const value = QUOTE_LIKE.test(c) ? c : ESCAPES[c];
    if (value === undefined) {
      const message = c === "" ? "A text cannot end in a single `\\`." : `\`\\${c}\` means nothing in a text.`;
      this.faults.push({
        code: "LORE003",
        start: at,
        end: at + 1 + c.length,
        message,
        hint: 'only `\\n`, `\\"` and `\\\\` do; for a plain backslash write `\\\\`',
      });
    }
    this.add(value ?? `\\${c}`, at);
    return at + 1 + c.length;
  }

  private interp(at: number, end: number): number {
    const close = this.source.indexOf("}", at);
    if (close < 0 || close >= end) {
      this.faults.push({
        code: "LORE007",
        start: at,
        end: at + 1,
        message: "This `{` has no `}` after it.",
        hint: "close it with `}`, or write `{{` for a plain brace",
      });
      this.add(this.source.slice(at, end), at);
      return end;
    }
    this.flush(at);
    const quick = quickInterp(this.source, at + 1, close);
    if (quick !== undefined) this.parts.push(quick);
    else this.later(at + 1, close);
    return close + 1;
  }

  private later(start: number, end: number): void {
    const { parts } = this;
    if (this.source.slice(start, end).trim() === "") {
      this.faults.push({
        code: "LORE007",
        start: start - 1,
        end: end + 1,
        message: "Nothing stands between `{` and `}`.",
        hint: "write `{{` for a plain brace",
      });
      return;
    }
    const index = parts.length;
    parts.push({ kind: "plain", value: "", span: { start: start - 1, end: end + 1 } });
    this.interps.push({ start, end, put: (value) => parts.splice(index, 1, value) });
  }
}

function nextSpecial(source: string, from: number, end: number): number {
  let at = from;
  while (at < end && source[at] !== "\\" && source[at] !== "{") at++;
  return at;
}

/** Lines of a long text lose the indentation they share; the line breaks next to the quotes are not part of it. */
function readOutdented(reader: TextReader, source: string, start: number, end: number): void {
  const lines = splitLines(source, start, end);
  const shared = sharedIndent(source, lines.slice(1));
  if (isBlank(source, lines.at(-1)!) && lines.length > 1) lines.pop();
  const skipsFirst = lines.length > 1 && isBlank(source, lines[0]!);
  if (skipsFirst) lines.shift();
  lines.forEach((line, index) => {
    if (index > 0) reader.add("\n", line.start);
    const isFirst = index === 0 && !skipsFirst;
    const indent = isFirst ? indentOf(source, line) : Math.min(shared, indentOf(source, line));
    reader.read(line.start + indent, line.end);
  });
}

interface Line {
  readonly start: number;
  readonly end: number;
}

function splitLines(source: string, start: number, end: number): Line[] {
  const lines: Line[] = [];
  let from = start;
  for (const match of source.slice(start, end).matchAll(/\r\n|\r|\n/g)) {
    lines.push({ start: from, end: start + match.index });
    from = start + match.index + match[0].length;
  }
  lines.push({ start: from, end });
  return lines;
}

function isBlank(source: string, line: Line): boolean {
  return source.slice(line.start, line.end).trim() === "";
}

function indentOf(source: string, line: Line): number {
  return /^\s*/.exec(source.slice(line.start, line.end))![0].length;
}

function sharedIndent(source: string, lines: readonly Line[]): number {
  const indents = lines.filter((line) => !isBlank(source, line)).map((line) => indentOf(source, line));
  return indents.length === 0 ? 0 : Math.min(...indents);
}
