// What a journal row keeps of a line, so that a replay reads it the same: the line, and what only the moment knew of it.

import type { Pins } from "./match/result.ts";
import { IT } from "./match/vocabulary.ts";

export interface JournalInput {
  readonly line: string;
  /** Choices made when several things fitted. */
  readonly pins?: Pins;
  /** What `it` stood for; kept only where the line says it. */
  readonly named?: readonly number[];
  /** More commands of the same line followed. */
  readonly hurried?: boolean;
  /** No command at all: the id of the text that was the answer. */
  readonly text?: string;
}

// A plain line never holds a tab, so one can stand before what is added.
const MARK = "\t";

export function writeInput({ line, pins = {}, named = [], hurried = false, text }: JournalInput): string {
  const more: { -readonly [K in keyof Omit<JournalInput, "line">]: JournalInput[K] } = {};
  if (Object.keys(pins).length > 0) more.pins = pins;
  if (named.length > 0 && saysIt(line)) more.named = named;
  if (hurried) more.hurried = hurried;
  if (text !== undefined) more.text = text;
  return Object.keys(more).length === 0 ? line : line + MARK + JSON.stringify(more);
}

function saysIt(line: string): boolean {
  return line
    .toLowerCase()
    .split(/\s+/)
    .some((word) => IT.has(word.replace(/[.,!?]+$/, "")));
}

export function readInput(input: string): JournalInput {
  const at = input.indexOf(MARK);
  if (at < 0) return { line: input };
  return { line: input.slice(0, at), ...(JSON.parse(input.slice(at + 1)) as Omit<JournalInput, "line">) };
}
