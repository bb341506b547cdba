// Collects the checker's findings, with line and column worked out from the source.

import type { Span } from "../ast.ts";
import { CHECK_CODES, type CheckCode } from "../codes/check.ts";
import type { Diagnostic } from "../diagnostic.ts";

export interface SourceFile {
  readonly name: string;
  readonly source: string;
}

export class Report {
  readonly diagnostics: Diagnostic[] = [];
  #file: SourceFile = { name: "", source: "" };
  #lineStarts: readonly number[] = [0];
  #seen = new Set<string>();

  /** All that follows is about this file. */
  enter(file: SourceFile): void {
    if (file === this.#file) return;
    this.#file = file;
    this.#lineStarts = lineStarts(file.source);
  }

  get file(): SourceFile {
    return this.#file;
  }

  /** The same finding at the same place counts once. */
  add(code: CheckCode, span: Span, message: string, hint?: string | undefined): void {
    const key = `${this.#file.name}:${span.start}:${code}:${message}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const line = lineOf(this.#lineStarts, span.start);
    this.diagnostics.push({
      code,
      severity: CHECK_CODES[code].severity,
      file: this.#file.name,
      span,
      line: line + 1,
      column: span.start - this.#lineStarts[line]! + 1,
      message,
      ...(hint === undefined ? {} : { hint }),
    });
  }
}

function lineStarts(source: string): number[] {
  const starts = [0];
  for (let i = source.indexOf("\n"); i >= 0; i = source.indexOf("\n", i + 1)) starts.push(i + 1);
  return starts;
}

/** Index of the line that an offset lies in. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
