// A file that is read again and again: cut where a declaration stands apart, so that a change reads one piece anew and not the file.
// Pieces without a fault make up exactly what the whole would; a faulty one is believed for the moment and settled later.

import type { Comment, Decl, LoreFile } from "../ast.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { LineTable } from "../lines.ts";
import { type Parsed, parse } from "./parse.ts";
import { type Movable, shiftSpans, spansIn } from "./shift.ts";

interface Piece {
  readonly text: string;
  readonly parsed: Pick<Parsed, "diagnostics"> & { readonly file: Pick<LoreFile, "decls" | "comments"> };
  /** Of `parsed`, once it has been moved. */
  spans: readonly Movable[] | undefined;
  /** Where the spans of `parsed` begin to count. */
  at: number;
}

export interface Reading {
  readonly file: LoreFile;
  readonly diagnostics: readonly Diagnostic[];
  /** False where only a reading of the whole can tell: see `settle`. */
  readonly settled: boolean;
}

export class FileReading {
  readonly #name: string;
  #pieces: readonly Piece[] = [];
  /** What the pieces said of the last faulty text was what the whole said. */
  #trusted = false;
  #text: string | undefined;
  #reading: Reading | undefined;
  #events = "";

  constructor(name: string) {
    this.#name = name;
  }

  /** Reads a text; `events` are the words that may follow `ON_`. The same text is not read twice. */
  read(text: string, events: ReadonlySet<string>): Reading {
    const spellings = [...events].sort().join();
    if (this.#reading !== undefined && text === this.#text && spellings === this.#events) return this.#reading;
    if (spellings !== this.#events) this.#pieces = [];
    this.#events = spellings;
    this.#text = text;
    this.#reading = undefined;
    this.#pieces = this.#readPieces(text, events);
    // Nearly all of it was new, and is read by now.
    if (this.#reading !== undefined) return this.#reading;
    const joined = join(this.#pieces, text, this.#name);
    if (joined.diagnostics.length === 0) this.#trusted = true;
    else if (!this.#trusted) return this.settle(events);
    this.#reading = { ...joined, settled: joined.diagnostics.length === 0 };
    return this.#reading;
  }

  /** Reads the whole, and learns whether the pieces can be believed. */
  settle(events: ReadonlySet<string>): Reading {
    const text = this.#text ?? "";
    if (this.#reading?.settled) return this.#reading;
    const whole = this.#parse(text, events);
    this.#trusted = sameFindings(whole.diagnostics, join(this.#pieces, text, this.#name).diagnostics);
    this.#reading = { file: whole.file, diagnostics: whole.diagnostics, settled: true };
    return this.#reading;
  }

  #readPieces(text: string, events: ReadonlySet<string>): readonly Piece[] {
    const known = new Map<string, Piece[]>();
    for (const piece of this.#pieces) known.set(piece.text, [...(known.get(piece.text) ?? []), piece]);
    const parts = cut(text);
    const fresh = parts.reduce((sum, part) => sum + (known.has(part.text) ? 0 : part.text.length), 0);
    if (fresh * 2 > text.length) {
      const whole = this.#readWhole(text, parts, events);
      if (whole !== undefined) return whole;
    }
    return parts.map((part) => {
      const piece = known.get(part.text)?.pop() ?? { text: part.text, parsed: this.#parse(part.text, events), spans: undefined, at: 0 };
      move(piece, part.start);
      return piece;
    });
  }

  /** Where most is new one reading costs less than many; what it found is then dealt out among the parts. Nothing where that cannot be. */
  #readWhole(text: string, parts: readonly Part[], events: ReadonlySet<string>): readonly Piece[] | undefined {
    const { file, diagnostics } = this.#parse(text, events);
    const pieces = diagnostics.length === 0 ? deal(file, parts) : undefined;
    if (pieces === undefined) return undefined;
    this.#trusted = true;
    this.#reading = { file, diagnostics, settled: true };
    return pieces;
  }

  #parse(text: string, events: ReadonlySet<string>): Parsed {
    return parse(text, { file: this.#name, isEvent: (word) => events.has(word) });
  }
}

interface Part {
  readonly start: number;
  readonly text: string;
}

/** The parts with what stands in each; nothing when a declaration stands in two. */
function deal({ decls, comments }: LoreFile, parts: readonly Part[]): Piece[] | undefined {
  const pieces: Piece[] = [];
  let [decl, comment] = [0, 0];
  for (const { start, text } of parts) {
    const end = start + text.length;
    const own: Decl[] = [];
    const ownComments: Comment[] = [];
    while (decl < decls.length && decls[decl]!.span.start < end) own.push(decls[decl++]!);
    while (comment < comments.length && comments[comment]!.span.start < end) ownComments.push(comments[comment++]!);
    if (own.some(({ span }) => span.end > end)) return undefined;
    pieces.push({ text, parsed: { file: { decls: own, comments: ownComments }, diagnostics: [] }, spans: undefined, at: start });
  }
  return pieces;
}

/** Most stay where they are, and their spans need never be looked for. */
function move(piece: Piece, to: number): void {
  if (piece.at === to) return;
  piece.spans ??= spansIn([piece.parsed.file, piece.parsed.diagnostics]);
  shiftSpans(piece.spans, to - piece.at);
  piece.at = to;
}

function join(pieces: readonly Piece[], text: string, name: string): Pick<Reading, "file" | "diagnostics"> {
  const decls: Decl[] = [];
  const comments: Comment[] = [];
  const diagnostics: Diagnostic[] = [];
  let lines: LineTable | undefined;
  for (const { parsed } of pieces) {
    decls.push(...parsed.file.decls);
    comments.push(...parsed.file.comments);
    for (const found of parsed.diagnostics) {
      lines ??= new LineTable(text);
      diagnostics.push({ ...found, file: name, ...lines.place(found.span.start) });
    }
  }
  return { file: { kind: "file", decls, comments, span: { start: 0, end: text.length } }, diagnostics };
}

/** Parts that begin after an empty line with a word or a comment at the very left. */
function cut(text: string): Part[] {
  const starts = [0];
  for (const gap of text.matchAll(/(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)(?=[\p{L}_]|--)/gu)) starts.push(gap.index + gap[0].length);
  return starts.map((start, i) => ({ start, text: text.slice(start, starts[i + 1] ?? text.length) }));
}

function sameFindings(a: readonly Diagnostic[], b: readonly Diagnostic[]): boolean {
  const key = (found: readonly Diagnostic[]) =>
    found.map(({ code, span, message }) => `${code} ${span.start} ${span.end} ${message}`).join("\n");
  return key(a) === key(b);
}
