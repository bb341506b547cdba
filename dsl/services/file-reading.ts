// A file that is being typed: cut where a declaration stands apart, so that a keystroke reads one piece anew and not the file.
// Pieces without a fault make up exactly what the whole would; a faulty one is believed for the moment and settled later.

import type { Comment, Decl, LoreFile } from "../ast.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { LineTable } from "../lines.ts";
import { type Parsed, parse } from "../parse/parse.ts";
import { type Movable, shiftSpans, spansIn } from "./shift.ts";

interface Piece {
  readonly text: string;
  readonly parsed: Parsed;
  readonly spans: readonly Movable[];
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
    const whole = parse(text, { file: this.#name, isEvent: (word) => events.has(word) });
    this.#trusted = sameFindings(whole.diagnostics, join(this.#pieces, text, this.#name).diagnostics);
    this.#reading = { file: whole.file, diagnostics: whole.diagnostics, settled: true };
    return this.#reading;
  }

  #readPieces(text: string, events: ReadonlySet<string>): Piece[] {
    const known = new Map<string, Piece[]>();
    for (const piece of this.#pieces) known.set(piece.text, [...(known.get(piece.text) ?? []), piece]);
    return cut(text).map(({ start, end }) => {
      const part = text.slice(start, end);
      const piece = known.get(part)?.pop() ?? this.#piece(part, events);
      shiftSpans(piece.spans, start - piece.at);
      piece.at = start;
      return piece;
    });
  }

  #piece(text: string, events: ReadonlySet<string>): Piece {
    const parsed = parse(text, { file: this.#name, isEvent: (word) => events.has(word) });
    return { text, parsed, spans: spansIn([parsed.file, parsed.diagnostics]), at: 0 };
  }
}

function join(pieces: readonly Piece[], text: string, name: string): Pick<Reading, "file" | "diagnostics"> {
  const decls: Decl[] = [];
  const comments: Comment[] = [];
  const diagnostics: Diagnostic[] = [];
  const lines = new LineTable(text);
  for (const { parsed } of pieces) {
    decls.push(...parsed.file.decls);
    comments.push(...parsed.file.comments);
    for (const found of parsed.diagnostics) diagnostics.push({ ...found, file: name, ...lines.place(found.span.start) });
  }
  return { file: { kind: "file", decls, comments, span: { start: 0, end: text.length } }, diagnostics };
}

/** Parts that begin after an empty line with a word or a comment at the very left. */
function cut(text: string): { start: number; end: number }[] {
  const starts = [
    0,
    ...[...text.matchAll(/(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)(?=[\p{L}_]|--)/gu)].map((gap) => gap.index + gap[0].length),
  ];
  return starts.map((start, i) => ({ start, end: starts[i + 1] ?? text.length }));
}

function sameFindings(a: readonly Diagnostic[], b: readonly Diagnostic[]): boolean {
  const key = (found: readonly Diagnostic[]) =>
    found.map(({ code, span, message }) => `${code} ${span.start} ${span.end} ${message}`).join("\n");
  return key(a) === key(b);
}
