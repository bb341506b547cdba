// What an import has to say: each line with a code that never changes, the file, the place and what was done instead.

import { problemLine } from "../problem.ts";

export const IMPORT_CODES = {
  LORE921: "The file cannot be read: {detail}",
  LORE922: "An entry is left out: {detail}",
  LORE923: "A value is left out: {detail}",
  LORE924: "It leads nowhere: {detail}",
  LORE925: "It has no counterpart: {detail}",
  LORE926: "The script is left out: {detail}",
} as const;

export type ImportCode = keyof typeof IMPORT_CODES;

export interface Finding {
  readonly code: ImportCode;
  /** An error lost an entry or a file; a warning lost a part of one. */
  readonly severity: "error" | "warning";
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Where a finding is; lines and columns from 1. */
export interface Spot {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const LONGEST_VALUE = 80;

export class Report {
  readonly findings: Finding[] = [];

  add(code: ImportCode, spot: Spot, detail: string): void {
    const severity = code === "LORE921" || code === "LORE922" ? "error" : "warning";
    this.findings.push({ ...spot, code, severity, message: IMPORT_CODES[code].replace("{detail}", () => detail) });
  }
}

export function findingLine(finding: Finding): string {
  return problemLine(finding);
}

/** A value as it stands in a report: short, and on one line. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}...` : text;
}
