// `lore reload` and `lore rollback`: an order to the running server, and what came of it in lines; exit code 1 when the packs stay.

import { basename, resolve } from "node:path";
import { loadConfig } from "../load-config.ts";
import { defaultDatabase, packFolder } from "../places.ts";
import type { ReloadOutcome } from "../reload/order.ts";
import { reportLines } from "../reload/report-lines.ts";
import { orderReload } from "../status/ask-server.ts";

export interface ReloadFlags {
  readonly to?: number;
  readonly dryRun?: boolean;
  readonly tests?: boolean;
  readonly json?: boolean;
  readonly db?: string;
  readonly config?: string;
}

export async function reload(pack: string | undefined, { to, dryRun, tests, json, ...flags }: ReloadFlags): Promise<void> {
  const config = await loadConfig(flags.config);
  const db = resolve(flags.db ?? config.db ?? defaultDatabase(basename(packFolder(pack ?? config.world))));
  const outcome = await orderReload(db, {
    who: "command line",
    ...(to !== undefined && { to }),
    ...(dryRun === true && { dry: true }),
    ...(tests === false && { untested: true }),
  });
  showOutcome(outcome, { db, json: json === true });
}

/** Exit code 1 when nothing came of it. */
export function showOutcome(outcome: ReloadOutcome | null, { db, json }: { readonly db: string; readonly json: boolean }): void {
  if (json) process.stdout.write(`${JSON.stringify(outcome)}\n`);
  else process.stdout.write(`${outcome === null ? `No world is served from ${db}, or it is away.` : linesOf(outcome).join("\n")}\n`);
  if (outcome === null || outcome.kind === "refused") process.exitCode = 1;
}

const STEPS = {
  check: "The packs do not check",
  test: "The packs' transcripts fail",
  migrate: "The world's state cannot be taken over",
  version: "It cannot be brought back",
  reload: "The reload failed",
} as const;

function linesOf(outcome: ReloadOutcome): string[] {
  switch (outcome.kind) {
    case "same":
      return [`Nothing has changed: version ${outcome.version} runs.`];
    case "refused":
      return [`${STEPS[outcome.step]}: those that run stay.`, ...outcome.problems];
    default: {
      const { report, tookMs, pausedMs, back } = outcome;
      const way = back === undefined ? [] : [`It is version ${back.to} again; \`lore rollback --to ${back.from}\` undoes it.`];
      return [headOf(outcome), ...way, ...reportLines(report), `It took ${tookMs} ms; play waited ${pausedMs} ms at most.`];
    }
  }
}

function headOf({ kind, version, changed }: Extract<ReloadOutcome, { kind: "done" | "tried" }>): string {
  const what = changed || "nothing that runs";
  return kind === "done" ? `Version ${version} runs: ${what}.` : `All is well with ${what}; nothing was changed.`;
}
