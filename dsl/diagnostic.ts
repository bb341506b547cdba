// A finding about a script, as a value: never thrown. Rendering is elsewhere.

import type { Span } from "./ast.ts";

export type Severity = "error" | "warning" | "lint";

export interface Diagnostic {
  /** Stable: `LORE104`. */
  readonly code: string;
  readonly severity: Severity;
  readonly file: string;
  readonly span: Span;
  /** From 1, in UTF-16 units of the line. */
  readonly line: number;
  readonly column: number;
  /** One plain sentence with the offending word in it. */
  readonly message: string;
  /** What to do: `did you mean …`. */
  readonly hint?: string;
}
