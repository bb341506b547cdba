// `lore shadow`: what a world's players did lately, done again in two copies of it: with the packs in force and with new ones.

import { basename } from "node:path";
import { EngineError } from "../../base/errors.ts";
import { asTurnId } from "../../base/ids.ts";
import type { Store, TurnRow } from "../../world/port.ts";
import { loadConfig } from "../load-config.ts";
import { overlayOf, placesOver } from "../overlay-places.ts";
import { defaultDatabase, packFolder } from "../places.ts";
import { readWorldFile } from "../read-copy.ts";
import { besideIn } from "../reload/exchange.ts";
import type { Refused } from "../reload/order.ts";
import { loadOrdered } from "../reload/trial.ts";
import { KeptVersions } from "../shadow/kept-versions.ts";
import { shadowLines } from "../shadow/report.ts";
import { runShadow, type ShadowReport } from "../shadow/shadow-run.ts";
import { requireReplayable } from "./replay.ts";

export interface ShadowFlags {
  /** A database file; true: the pack's own. */
  readonly journal?: string | true;
  readonly last?: number;
  readonly since?: string;
  readonly json?: boolean;
  readonly config?: string;
}

const LAST = 1_000;
const UNITS_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Exit code 1 when something differs, or the packs cannot come in place. */
export async function shadow(pack: string | undefined, { json, ...flags }: ShadowFlags): Promise<void> {
  const report = await shadowOf(pack, flags);
  const lines = "kind" in report ? ["The packs do not check.", ...report.problems] : shadowLines(report);
  process.stdout.write(`${json === true ? JSON.stringify(report) : lines.join("\n")}\n`);
  if ("kind" in report || report.different.length > 0 || report.refused !== null) process.exitCode = 1;
}

export async function shadowOf(pack: string | undefined, { journal, last, since, ...flags }: ShadowFlags): Promise<ShadowReport | Refused> {
  const config = await loadConfig(flags.config);
  const folder = packFolder(pack ?? config.world);
  const db = typeof journal === "string" ? journal : (config.db ?? defaultDatabase(basename(folder)));
  const world = await readWorldFile(pack, { ...flags, db }, (store) => {
    requireReplayable(store);
    return { rows: journalOf(store), versions: new KeptVersions(store), beside: besideIn(store) };
  });
  const loaded = await loadOrdered([folder, ...world.beside], null, { places: placesOver(overlayOf(db)) });
  if ("kind" in loaded) return loaded;
  const from = firstOf(world.rows, last, since);
  return await runShadow({ journal: world.rows, versions: world.versions, packs: loaded.packs, from, config });
}

function journalOf(store: Store): readonly TurnRow[] {
  return store.turns(asTurnId(1), Number.MAX_SAFE_INTEGER);
}

/** The turn that is compared first. The very first turn of a world is no traffic. */
function firstOf(rows: readonly TurnRow[], last: number | undefined, since: string | undefined): number {
  if (last !== undefined && (!Number.isSafeInteger(last) || last < 1))
    throw new EngineError("E_USAGE", { detail: "--last takes a whole number from 1." });
  const sinceMs = since === undefined ? null : momentOf(since);
  const most = last ?? (sinceMs === null ? LAST : rows.length);
  const recent = rows.slice(1).slice(-most);
  const first = sinceMs === null ? recent[0] : recent.find(({ atMs }) => atMs >= sinceMs);
  return first?.id ?? (rows.at(-1)?.id ?? 0) + 1;
}

/** `90m`, `2h`, `3d` ago, or a date. */
function momentOf(text: string): number {
  const [, count, unit = ""] = /^(\d+)([mhd])$/.exec(text) ?? [];
  const ms = count === undefined ? Date.parse(text) : Date.now() - Number(count) * UNITS_MS[unit]!;
  if (Number.isNaN(ms))
    throw new EngineError("E_USAGE", { detail: `--since ${text}: must be a time ago, such as 90m, 2h or 3d, or a date.` });
  return ms;
}
