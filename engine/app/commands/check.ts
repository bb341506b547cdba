// `lore check`: findings to standard output, one at the start of a line each, with the source below it.

import { checkPath } from "../../packs/check.ts";
import type { Problem } from "../../packs/problem.ts";
import { hasErrors, problemLine } from "../../packs/problem.ts";
import { cacheFolder, PLACES, showPath } from "../places.ts";
import { surface } from "../surface.ts";

export interface CheckFlags {
  readonly json?: boolean;
  readonly short?: boolean;
}

export async function check(path: string, flags: CheckFlags): Promise<void> {
  const found = await checkPath(path, { ...PLACES, surface: surface(), cache: cacheFolder(), showPath });
  if (flags.json) process.stdout.write(`${JSON.stringify(found.problems.map(plain), null, 2)}\n`);
  else for (const problem of found.problems) process.stdout.write(`${flags.short ? problemLine(problem) : report(problem)}\n`);
  if (!flags.json) process.stderr.write(`${summary(found.problems, found.packs)}\n`);
  if (hasErrors(found.problems)) process.exitCode = 1;
}

function plain({ excerpt: _, ...problem }: Problem): Omit<Problem, "excerpt"> {
  return problem;
}

/** A finding as it is printed. The compiler's own long form begins with its first line; ours begins with a path that can be clicked. */
export function report(problem: Problem): string {
  const rest = problem.excerpt?.split("\n").slice(1).join("\n") ?? "";
  if (rest === "") return problemLine(problem);
  // The hint is in what follows already.
  const { hint: _, ...bare } = problem;
  return `${problemLine(bare)}\n${rest}\n`;
}

function summary(problems: readonly Problem[], packs: number): string {
  const count = (severity: string, word: string) => {
    const n = problems.filter((problem) => problem.severity === severity).length;
    return `${n} ${word}${n === 1 ? "" : "s"}`;
  };
  return `${count("error", "error")}, ${count("warning", "warning")}, ${count("lint", "lint")} in ${packs} pack${packs === 1 ? "" : "s"}`;
}
