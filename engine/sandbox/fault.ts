// Turns what isolated-vm throws into a fault, which is a value. Its errors carry no codes, so its wording decides.

import { messageOf } from "../base/errors.ts";
import type { CallResult, SandboxFault } from "./types.ts";

const SIGNS: readonly (readonly [RegExp, SandboxFault])[] = [
  [/^Script execution timed out/, "time"],
  [/memory limit|Isolate (is|was) (already )?disposed|allocation failed|out of memory/i, "memory"],
  [/^Maximum call stack size/, "depth"],
  // Texts and lists past V8's own bounds.
  [/^Invalid (string|array) length/, "memory"],
];

export function faultOf(error: unknown): Extract<CallResult, { ok: false }> {
  const message = messageOf(error);
  const sign = SIGNS.find(([pattern]) => pattern.test(message));
  return { ok: false, fault: sign?.[1] ?? "crash", message };
}
