// `lore soak economy`: the soak of `tests/soak/economy`, run with this very Node.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { EngineError } from "../../base/errors.ts";
import { ROOT } from "../places.ts";

export interface SoakFlags {
  readonly operations: number;
  readonly kills: number;
  readonly seed: number;
  readonly players: number;
  readonly json?: boolean;
}

const SOAKS = ["economy"];

/** Exit code 1 when anything is off, 2 when it could not be run. */
export function soak(what: string, flags: SoakFlags): void {
  if (!SOAKS.includes(what)) throw new EngineError("E_USAGE", { detail: `There is no soak "${what}": ${SOAKS.join(", ")}.` });
  for (const name of ["operations", "kills", "seed", "players"] as const) {
    if (!Number.isSafeInteger(flags[name]) || flags[name] < 0)
      throw new EngineError("E_USAGE", { detail: `--${name} takes a whole number.` });
  }
  const program = join(ROOT, "tests", "soak", what, "main.ts");
  if (!existsSync(program)) throw new EngineError("E_USAGE", { detail: `The soak is not installed: ${program} is missing.` });
  const { json, ...counts } = flags;
  const args = [...Object.entries(counts).map(([name, value]) => `--${name}=${value}`), ...(json ? ["--json"] : [])];
  const { status } = spawnSync(process.execPath, ["--no-node-snapshot", program, ...args], { stdio: "inherit" });
  process.exitCode = status ?? 70;
}
