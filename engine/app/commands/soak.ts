// `lore soak WHAT`: the soak of `tests/soak/WHAT`, run with this very Node.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { EngineError } from "../../base/errors.ts";
import { ROOT } from "../places.ts";

export interface SoakFlags {
  readonly operations?: number;
  readonly edits?: number;
  readonly kills?: number;
  readonly seed: number;
  readonly players?: number;
  readonly json?: boolean;
}

type Count = "operations" | "edits" | "kills" | "players";

/** What each takes, and how much of it when nothing is said. */
const SOAKS: Readonly<Record<string, Readonly<Partial<Record<Count, number>>>>> = {
  economy: { operations: 1_000_000, kills: 200, players: 50 },
  building: { edits: 1_000, kills: 40, players: 10 },
};

/** Exit code 1 when anything is off, 2 when it could not be run. */
export function soak(what: string, { json, seed, ...flags }: SoakFlags): void {
  const defaults = SOAKS[what];
  if (defaults === undefined) throw new EngineError("E_USAGE", { detail: `There is no soak "${what}": ${Object.keys(SOAKS).join(", ")}.` });
  for (const name of Object.keys(flags) as Count[])
    if (defaults[name] === undefined) throw new EngineError("E_USAGE", { detail: `The soak "${what}" takes no --${name}.` });
  const counts: Record<string, number> = { ...defaults, ...flags, seed };
  for (const [name, value] of Object.entries(counts))
    if (!Number.isSafeInteger(value) || value < 0) throw new EngineError("E_USAGE", { detail: `--${name} takes a whole number.` });
  const program = join(ROOT, "tests", "soak", what, "main.ts");
  if (!existsSync(program)) throw new EngineError("E_USAGE", { detail: `The soak is not installed: ${program} is missing.` });
  const args = [...Object.entries(counts).map(([name, value]) => `--${name}=${value}`), ...(json ? ["--json"] : [])];
  const { status } = spawnSync(process.execPath, ["--no-node-snapshot", program, ...args], { stdio: "inherit" });
  process.exitCode = status ?? 70;
}
