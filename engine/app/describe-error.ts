// An error as a sysop reads it on standard error: ours in one sentence with its cause, any other with its stack, for it is a bug.

import { EngineError } from "../base/errors.ts";

export function describeError(error: unknown): string {
  if (!(error instanceof EngineError)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const cause = error.cause instanceof Error ? `\n  ${error.cause.message}` : "";
  return `${error.message}${cause}`;
}
