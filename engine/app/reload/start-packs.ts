// What packs a world starts with: its files, unless it was left with others for a reason that still holds. A start never takes up
// again by itself what was rolled back, and never stays away because somebody is in the midst of an edit.

import type { LoadedPack } from "../../packs/load.ts";
import { readInOrder } from "../../packs/order.ts";
import { packDigest } from "../../packs/version-content.ts";
import type { Store } from "../../world/port.ts";
import type { VersionRow } from "../../world/versions.ts";
import { loadWorldPacks } from "../compose.ts";
import { PLACES } from "../places.ts";
import { besideOf } from "./exchange.ts";
import { keptFolders } from "./reloader.ts";
import { broughtBack } from "./running-packs.ts";
import { loadOrdered } from "./trial.ts";

export interface StartPacks {
  readonly packs: readonly LoadedPack[];
  readonly kept: KeptStart | null;
}

/** Why the files are not what runs. */
export interface KeptStart {
  readonly version: number;
  /** What is wrong with the files; null when they are those that a rollback went back from. */
  readonly problem: string | null;
}

const MOST_VERSIONS = 1_000;

/** Throws `E_PACK` when neither the files nor what was kept will do. */
export async function packsToStart(folder: string, store: Store): Promise<StartPacks> {
  const rows = store.versions.list(MOST_VERSIONS);
  const [inForce] = rows;
  if (inForce === undefined) return { packs: await loadWorldPacks(folder), kept: null };
  if (broughtBack(inForce) !== undefined && areStill(folder, rows)) {
    const packs = await loadKept(store, inForce);
    if (packs !== null) return { packs, kept: { version: inForce.id, problem: null } };
  }
  const beside = besideOf(inForce);
  const loaded = await loadOrdered([folder, ...beside], null);
  if (!("kind" in loaded)) return { packs: loaded.packs, kept: null };
  const packs = await loadKept(store, inForce);
  // It says all that is wrong.
  if (packs === null) return { packs: await loadWorldPacks(folder, beside), kept: null };
  return { packs, kept: { version: inForce.id, problem: loaded.problems[0] ?? "" } };
}

/** Whether the files are those that were read last, which a rollback then went back from. */
function areStill(folder: string, rows: readonly VersionRow[]): boolean {
  const read = rows.find((row) => broughtBack(row) === undefined);
  if (read === undefined) return false;
  const order = readInOrder([folder, ...besideOf(read)], PLACES);
  if ("problems" in order) return false;
  return order.folders.map(packDigest).join() === read.packs.map(({ digest }) => digest).join();
}

/** Null when this engine cannot read them any more. */
async function loadKept(store: Store, version: VersionRow): Promise<readonly LoadedPack[] | null> {
  const loaded = await loadOrdered([], keptFolders(store, version.packs));
  return "kind" in loaded ? null : loaded.packs;
}
