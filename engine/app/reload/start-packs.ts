// What packs a world starts with: its files, unless it was left with others for a reason that still holds. A start never takes up
// again by itself what was rolled back, and never stays away because somebody is in the midst of an edit.

import type { LoadedPack } from "../../packs/load.ts";
import { type Places, readInOrder } from "../../packs/order.ts";
import type { Overlay } from "../../packs/overlay.ts";
import { packDigest } from "../../packs/version-content.ts";
import type { Store } from "../../world/port.ts";
import type { VersionRow } from "../../world/versions.ts";
import { loadWorldPacks } from "../compose.ts";
import { placesOver } from "../overlay-places.ts";
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
  /** The one that runs; null when the files do, without what lies over some of them. */
  readonly version: number | null;
  /** What is wrong with the files; null when they are those that a rollback went back from. */
  readonly problem: string | null;
}

const MOST_VERSIONS = 1_000;

/** Throws `E_PACK` when neither the files nor what was kept will do. */
export async function packsToStart(folder: string, store: Store, overlay: Overlay | null = null): Promise<StartPacks> {
  const places = placesOver(overlay);
  const rows = store.versions.list(MOST_VERSIONS);
  const [inForce] = rows;
  if (inForce !== undefined && broughtBack(inForce) !== undefined && areStill(folder, rows, places)) {
    const packs = await loadKept(store, inForce);
    if (packs !== null) return { packs, kept: { version: inForce.id, problem: null } };
  }
  const folders = [folder, ...(inForce === undefined ? [] : besideOf(inForce))];
  const loaded = await loadOrdered(folders, null, { places });
  if (!("kind" in loaded)) return { packs: loaded.packs, kept: null };
  const problem = loaded.problems[0] ?? "";
  const packs = inForce === undefined ? null : await loadKept(store, inForce);
  if (packs !== null) return { packs, kept: { version: inForce!.id, problem } };
  const bare = overlay === null ? null : await withoutOverlay(folders, overlay);
  if (bare !== null) return { packs: bare, kept: { version: null, problem } };
  // It says all that is wrong.
  return { packs: await loadWorldPacks(folder, folders.slice(1), places), kept: null };
}

/** The files without what does not go together with them, else without all that lies over them; null when it is not due to that. */
async function withoutOverlay(folders: readonly string[], overlay: Overlay): Promise<readonly LoadedPack[] | null> {
  if (overlay.files().length === 0) return null;
  for (const places of [placesOver(overlay, () => {}), PLACES]) {
    const loaded = await loadOrdered(folders, null, { places });
    if (!("kind" in loaded)) return loaded.packs;
  }
  return null;
}

/** Whether the files are those that were read last, which a rollback then went back from. */
function areStill(folder: string, rows: readonly VersionRow[], places: Places): boolean {
  const read = rows.find((row) => broughtBack(row) === undefined);
  if (read === undefined) return false;
  const order = readInOrder([folder, ...besideOf(read)], places);
  if ("problems" in order) return false;
  return order.folders.map(packDigest).join() === read.packs.map(({ digest }) => digest).join();
}

/** Null when this engine cannot read them any more. */
async function loadKept(store: Store, version: VersionRow): Promise<readonly LoadedPack[] | null> {
  const loaded = await loadOrdered([], keptFolders(store, version.packs));
  return "kind" in loaded ? null : loaded.packs;
}
