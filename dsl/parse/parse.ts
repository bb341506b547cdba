// The door of the front end: source in, tree and diagnostics out. Never throws, always gives a tree.

import { createRequire } from "node:module";
import type { Block, LoreFile } from "../ast.ts";
import { CODES } from "../codes.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { LineTable } from "../lines.ts";
import type { Fault } from "./fault.ts";
import type { Reading, Surface } from "./reader.ts";

export interface ParseOptions {
  /** Name that diagnostics carry. */
  readonly file: string;
  /** What the source is: a file (the default), one radio message, or statements without a declaration around them. */
  readonly surface?: Surface;
  /** Events known beside the core's, for the spellings `ON_RING` and `OnRing`. */
  readonly isEvent?: (word: string) => boolean;
}

export interface Parsed {
  readonly file: LoreFile;
  /** With surface `statements`: what was read. */
  readonly stmts?: Block;
  readonly diagnostics: readonly Diagnostic[];
}

export type { Surface };

type Reader = typeof import("./reader.ts");
let reader: Reader | undefined;

/** Chevrotain costs 60 ms to load; a world whose compiled packs are cached never needs it. */
export function loadReader(): Reader {
  reader ??= createRequire(import.meta.url)("./reader.ts") as Reader;
  return reader;
}

export function parse(source: string, options: ParseOptions): Parsed {
  const reading = loadReader().readAny(source, options.surface ?? "file", options.isEvent);
  const diagnostics = diagnose(reading, source, options.file);
  const file: LoreFile = { kind: "file", decls: reading.decls, comments: reading.comments, span: { start: 0, end: source.length } };
  return reading.block === undefined ? { file, diagnostics } : { file, stmts: reading.block, diagnostics };
}

function diagnose(reading: Reading, source: string, file: string): Diagnostic[] {
  if (reading.faults.length === 0) return [];
  const lines = new LineTable(source);
  return reading.faults.map((fault) => diagnosis(fault, lines, file));
}

function diagnosis(fault: Fault, lines: LineTable, file: string): Diagnostic {
  const { code, start, end, message, hint } = fault;
  const severity = CODES[code]?.severity ?? "error";
  const common = { code, severity, file, span: { start, end }, ...lines.place(start), message };
  return hint === undefined ? common : { ...common, hint };
}
