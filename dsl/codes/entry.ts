// The shape of one row of the code table.

import type { Severity } from "../diagnostic.ts";

export interface CodeEntry {
  readonly severity: Severity;
  /** A few words for a table: `Text without an end`. */
  readonly title: string;
  /** Two or three sentences: what it means and what to do. */
  readonly about: string;
  readonly wrong: string;
  readonly right: string;
}

export type CodeTable = Readonly<Record<string, CodeEntry>>;
