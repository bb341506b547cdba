// What `lore check` prints on standard output for some findings.

import { report } from "../../engine/app/commands/check.ts";
import type { Problem } from "../../engine/packs/problem.ts";

export function reportLines(problems: readonly Problem[]): string {
  return problems
    .map((problem) => report(problem))
    .join("\n")
    .trimEnd();
}
