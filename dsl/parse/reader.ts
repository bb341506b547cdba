// One reading of a source: lex, parse, then the small grammars inside texts. This file pulls in Chevrotain, so nothing imports
// it at start-up; `parse.ts` loads it when first asked to parse.

import type { IToken } from "chevrotain";
import type { Block, Comment, Decl } from "../ast.ts";
import { LineTable } from "../lines.ts";
import { LoreParser } from "./declarations.ts";
import type { Fault } from "./fault.ts";
import { IndentGuide } from "./indent.ts";
import { type Bad, lex } from "./lexer.ts";
import { deepFault } from "./nesting.ts";
import { explainSign } from "./slips.ts";

export interface Reading {
  readonly decls: readonly Decl[];
  readonly block: Block | undefined;
  readonly comments: readonly Comment[];
  readonly faults: readonly Fault[];
}

export type Surface = "file" | "radio" | "statements";

let parser: LoreParser | undefined;

/** The grammar itself, for the diagram. */
export function theParser(): LoreParser {
  parser ??= new LoreParser();
  return parser;
}

/** Reads; where there are mistakes, reads again with the page's look as a guide and keeps the clearer account of them. */
export function read(source: string, surface: Surface, isEvent?: (word: string) => boolean): Reading {
  const first = readOnce(source, surface, undefined, isEvent);
  if (first.faults.length === 0 || surface !== "file") return first;
  const second = readOnce(source, surface, new IndentGuide(new LineTable(source)), isEvent);
  const limit = looksIndented(source) ? first.faults.length * 2 + 2 : first.faults.length;
  return second.faults.length <= limit ? second : first;
}

/** True where a fair part of the lines is further in: then the page's look can be trusted more than the count of `end`s. */
function looksIndented(source: string): boolean {
  const lines = source.split(/\r\n|\r|\n/).filter((line) => line.trim() !== "");
  return lines.filter((line) => /^\s/.test(line)).length * 4 >= lines.length;
}

function readOnce(source: string, surface: Surface, guide: IndentGuide | undefined, isEvent?: (word: string) => boolean): Reading {
  const reader = theParser();
  const { tokens, comments, bad } = lex(source, isEvent);
  const faults: Fault[] = bad.map((sign) => badSign(sign, source));
  if (surface !== "file") faults.push(...swallowed(comments));
  reader.begin(source, { lenient: surface !== "file", guide }, faults);
  reader.input = tokens;
  const block = surface === "statements" ? reader.statements() : undefined;
  const decls = surface === "statements" ? [] : reader.file();
  readInterps(reader, source);
  readSlots(reader, source);
  reader.finish();
  return { decls, block, comments, faults: tidy(faults, source) };
}

/** What there is of a source that cannot be read at all. */
function nothingRead(surface: Surface): Reading {
  return { decls: [], block: surface === "statements" ? { stmts: [], span: { start: 0, end: 0 } } : undefined, comments: [], faults: [] };
}

/** `read` for any source: one that would run the reader out of stack is told so. */
export function readAny(source: string, surface: Surface, isEvent?: (word: string) => boolean): Reading {
  try {
    return read(source, surface, isEvent);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { ...nothingRead(surface), faults: [deepFault(0, Math.min(1, source.length))] };
  }
}

function badSign(sign: Bad, source: string): Fault {
  return { code: "LORE002", ...sign, ...explainSign(source.slice(sign.start, sign.end)) };
}

function readInterps(reader: LoreParser, source: string): void {
  for (const { start, end, put } of reader.interps.splice(0)) {
    const before = reader.faults.length;
    const inside = readInside(reader, source, start, end, () => reader.interp());
    if (reader.faults.length === before && inside !== undefined) put({ ...inside, span: { start: start - 1, end: end + 1 } });
  }
}

function readSlots(reader: LoreParser, source: string): void {
  for (const { start, end, put } of reader.slots.splice(0)) {
    const before = reader.faults.length;
    const inside = readInside(reader, source, start, end, () => reader.slot());
    if (reader.faults.length === before && inside !== undefined) put(inside);
  }
}

/** Reads a part of a text with the grammar; at most one mistake is told for each. */
function readInside<T>(reader: LoreParser, source: string, start: number, end: number, rule: () => T): T | undefined {
  const { tokens, bad } = lex(source.slice(start, end));
  for (const token of tokens) shift(token, start);
  if (bad[0] !== undefined) {
    reader.faults.push(badSign({ start: bad[0].start + start, end: bad[0].end + start }, source));
    return undefined;
  }
  const text = tokens.find((token) => token.tokenType.name === "Text" || token.tokenType.name === "UnfinishedText");
  if (text !== undefined && source[start - 1] === "{") {
    reader.faults.push({
      code: "LORE008",
      start: text.startOffset,
      end: text.endOffset! + 1,
      message: "No text may stand between `{` and `}`.",
      hint: "put it into a `let` first",
    });
    return undefined;
  }
  reader.input = tokens;
  return reader.inside(rule, start, end);
}

function shift(token: IToken, by: number): void {
  token.startOffset += by;
  token.endOffset! += by;
}

/**
 * One mistake a line, in order of the page: what follows the first on its line is nearly always its echo.
 * A missing `end` gives way to what is wrong with the header itself.
 */
function tidy(faults: readonly Fault[], source: string): Fault[] {
  if (faults.length < 2) return [...faults];
  const lines = new LineTable(source);
  const seen = new Set<number>();
  const sorted = [...faults].sort((a, b) => Number(a.code === "LORE010") - Number(b.code === "LORE010") || a.start - b.start);
  const kept = sorted.filter((fault) => {
    const line = lines.lineIndex(fault.start);
    return !seen.has(line) && seen.add(line);
  });
  return kept.sort((a, b) => a.start - b.start);
}

/** In a message a comment runs to the very end, whatever was meant to follow. */
function swallowed(comments: readonly Comment[]): Fault[] {
  return comments
    .filter(({ text }) => text.includes(";"))
    .map(({ span }) => ({
      code: "LORE036",
      ...span,
      message: "This comment takes in all that follows it, `;` and all.",
      hint: "leave the comment out",
    }));
}
