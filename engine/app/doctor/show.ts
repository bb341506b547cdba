// A finding as a line of `lore doctor` and `lore status`.

import type { Finding } from "./findings.ts";

const MARKS: Readonly<Record<Finding["level"], string>> = { ok: "ok   ", warn: "warn ", bad: "WRONG" };

export function showFinding({ level, text }: Finding): string {
  return `${MARKS[level]} ${text}\n`;
}
