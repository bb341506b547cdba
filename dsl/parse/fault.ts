// A mistake as the parser notes it: offsets only; file, line and severity are added where the diagnostics are made.

export interface Fault {
  readonly code: string;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly hint?: string;
}
