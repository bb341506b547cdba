// The pack that an editor's text makes up: one file upon the standard library, with all capabilities, beginning in its first room.

import type { PackScope } from "../../../dsl/index.ts";
import { EngineError } from "../../base/errors.ts";
import { nameless } from "../../packs/folder.ts";
import { type LoadedPack, loadPacks, loadUpon } from "../../packs/load.ts";
import type { Manifest } from "../../packs/manifest.ts";
import { hasErrors, type Problem, problemLine } from "../../packs/problem.ts";
import { ALL_CAPABILITIES } from "../../script/tables/capabilities.ts";
import { cacheFolder, PLACES, showPath } from "../places.ts";
import { surface } from "../surface.ts";

export const SCRATCH = "scratch";
/** How findings and faults name the text. */
export const SCRATCH_FILE = `${SCRATCH}.lore`;

export type ScratchLoad = { readonly packs: readonly LoadedPack[] } | { readonly problems: readonly Problem[] };

/** The standard library, loaded once for all texts. Throws `E_PACK` when it does not check. */
export async function loadLibrary(): Promise<readonly LoadedPack[]> {
  const { packs, problems } = await loadPacks([PLACES.stdlib], { ...PLACES, surface: surface(), cache: cacheFolder(), showPath });
  if (hasErrors(problems)) throw new EngineError("E_PACK", { detail: problems.map(problemLine).join("\n") });
  return packs;
}

/** All packs of a world made from a text; its errors when it does not check. Nothing is written anywhere. */
export async function loadScratch(library: readonly LoadedPack[], text: string, entry: string | null): Promise<ScratchLoad> {
  const folder = { path: SCRATCH, manifest: manifestOf(entry), sources: [{ name: SCRATCH_FILE, text }] };
  const { packs, problems } = await loadUpon(library, folder, { ...PLACES, surface: surface() });
  return hasErrors(problems) ? { problems } : { packs };
}

export function manifestOf(entry: string | null): Manifest {
  return { ...nameless(SCRATCH), title: "Scratch", entry, capabilities: ALL_CAPABILITIES };
}

/** Where newcomers start: the room that is declared first; null when there is none. */
export function firstRoom({ entities }: PackScope): string | null {
  const room = entities.find(({ kinds }) => kinds.includes("core.room"));
  if (room === undefined) return null;
  return room.path.includes(".") ? room.id : room.path;
}
