// `lore bench`: the measurements of `tests/bench`, run with this very Node.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { EngineError } from "../../base/errors.ts";
import { ROOT } from "../places.ts";

export interface BenchFlags {
  readonly json?: boolean;
  readonly quick?: boolean;
}

export function bench(flags: BenchFlags): void {
  const program = join(ROOT, "tests", "bench", "main.ts");
  if (!existsSync(program)) throw new EngineError("E_USAGE", { detail: `The measurements are not installed: ${program} is missing.` });
  const args = [...(flags.json ? ["--json"] : []), ...(flags.quick ? ["--quick"] : [])];
  const { status } = spawnSync(process.execPath, ["--no-node-snapshot", program, ...args], { stdio: "inherit" });
  process.exitCode = status ?? 70;
}
