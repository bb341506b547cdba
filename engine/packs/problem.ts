// What is wrong with a pack, as values with a place: the compiler's diagnostics and the few findings about folders and manifests.

import type { Diagnostic, Severity } from "../../dsl/diagnostic.ts";

export interface Problem {
  readonly code: string;
  readonly severity: Severity;
  /** Path as the reader of the report would type it. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly hint?: string;
  /** The long form with source line and caret; absent for findings about folders. */
  readonly excerpt?: string;
}

/** Findings that are not the compiler's; it has the numbers below 900. */
export const PACK_CODES = {
  LORE901: "There is no pack here: {detail}",
  LORE902: "pack.toml cannot be read: {detail}",
  LORE903: "pack.toml has a wrong value: {detail}",
  LORE904: "A pack that is required cannot be found: {detail}",
  LORE905: "Packs require each other in a circle: {detail}",
  LORE906: "A file cannot be read: {detail}",
  LORE907: "Two packs have one id: {detail}",
  LORE908: "The currency in pack.toml is not clear: {detail}",
  LORE909: "A migration can never run: {detail}",
  LORE910: "A pack that is required has another version: {detail}",
  LORE911: "The pack asks for another Loremesh: {detail}",
  LORE912: "The overlay does not fit its file: {detail}",
} as const;

export type PackCode = keyof typeof PACK_CODES;

export function packProblem(code: PackCode, file: string, detail: string, line = 1, column = 1): Problem {
  return { code, severity: "error", file, line, column, message: PACK_CODES[code].replace("{detail}", detail) };
}

/** A compiler's finding under the path that the reader knows; `excerpt` is rendered by the compiler. */
export function fromDiagnostic(found: Diagnostic, file: string, excerpt: string): Problem {
  const { code, severity, line, column, message, hint } = found;
  return { code, severity, file, line, column, message, excerpt, ...(hint === undefined ? {} : { hint }) };
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === "error");
}

/** One line that an editor understands. */
export function problemLine(problem: Problem): string {
  const hint = problem.hint === undefined ? "" : ` (${problem.hint})`;
  return `${problem.file}:${problem.line}:${problem.column}: ${problem.severity} ${problem.code}: ${problem.message}${hint}`;
}
