// What is tried of new packs before they come near the world: they must check, and their own transcripts must play in worlds made
// for it. It leaves the compiled packs in the cache, where the world finds them.

import { join } from "node:path";
import { rememberingCompiler } from "../../packs/compiler.ts";
import type { PackFolder } from "../../packs/folder.ts";
import { type LoadedPack, type LoadOptions, loadFolders, loadPacks } from "../../packs/load.ts";
import { STDLIB } from "../../packs/manifest.ts";
import type { Places } from "../../packs/order.ts";
import { Overlay } from "../../packs/overlay.ts";
import { hasErrors, problemLine } from "../../packs/problem.ts";
import { type KeptPack, keptPack, packContent, packDigest } from "../../packs/version-content.ts";
import { placesOver } from "../overlay-places.ts";
import { cacheFolder, PLACES, showPath } from "../places.ts";
import { surface } from "../surface.ts";
import { type Refused, refused } from "./order.ts";

export interface TrialOrder {
  /** The world's pack as it lies on disk … */
  readonly folder: string;
  /** Folder of what lies over the files of packs. */
  readonly overlay?: string;
  /** Folders of packs that stand beside it. */
  readonly beside?: readonly string[];
  /** … or packs that were kept, dependencies first. */
  readonly kept: readonly KeptPack[] | null;
  readonly test: boolean;
  /** Names of packs that whoever orders has: only others are handed over. */
  readonly have: readonly string[];
  /** Names of those that run. */
  readonly running: readonly string[];
  /** Its folder's pack is compiled though the cache has it. */
  readonly anew?: boolean;
}

/** A pack that was tried, as it goes to another process. */
export interface TriedPack {
  readonly id: string;
  readonly name: string;
  readonly digest: string;
  readonly key: string;
  /** As it is kept; null when whoever ordered has it. */
  readonly content: Uint8Array | null;
}

/** What was tried, dependencies first. */
export type TrialResult = Refused | { readonly packs: readonly TriedPack[] };

/** Those of the last trial: most packs are the same the next time, and most of the others. */
let last: readonly LoadedPack[] = [];
const compiler = rememberingCompiler();

export async function tryPacks({
  folder,
  overlay,
  beside = [],
  kept,
  test,
  have,
  running,
  anew = false,
}: TrialOrder): Promise<TrialResult> {
  const places = placesOver(overlay === undefined ? null : new Overlay(overlay));
  const loaded = await loadOrdered([folder, ...beside], kept, { known: last, places, compiler, anew: (path) => anew && path === folder });
  if ("kind" in loaded) return loaded;
  const { packs } = loaded;
  last = packs;
  const asKept = kept ?? packs.map((pack) => (test || !have.includes(nameOfLoaded(pack)) ? keptPack(pack) : { ...pack, tests: [] }));
  // A watch sees what was edited in the game too: it is in force, and no transcript is played for it.
  const isRunning = packs.map(nameOfLoaded).join() === running.join();
  const failures = test && !isRunning ? await playTranscripts(packs, asKept) : [];
  if (failures.length > 0) return refused("test", ...failures);
  return { packs: packs.map((pack, i) => tried(pack, asKept[i]!, have)) };
}

/** One name is one pack, in one place, compiled from one text upon the same ones. */
export function nameOfLoaded(pack: LoadedPack): string {
  return `${pack.path} ${pack.key} ${packDigest(pack)} ${JSON.stringify(pack.overlaid ?? [])}`;
}

function tried(pack: LoadedPack, kept: KeptPack, have: readonly string[]): TriedPack {
  const name = nameOfLoaded(pack);
  return { id: pack.manifest.id, name, digest: packDigest(pack), key: pack.key, content: have.includes(name) ? null : packContent(kept) };
}

/** Reads and compiles what is neither `known` nor in the cache. */
export async function loadOrdered(
  folders: readonly string[],
  kept: readonly PackFolder[] | null,
  { places = PLACES, ...how }: Pick<LoadOptions, "known" | "compiler" | "anew"> & { readonly places?: Places } = {},
): Promise<Refused | { readonly packs: readonly LoadedPack[] }> {
  const options = { ...places, surface: surface(), cache: cacheFolder(), showPath, ...how };
  const { packs, problems } = kept === null ? await loadPacks(folders, options) : await loadFolders(kept, options);
  if (!hasErrors(problems)) return { packs };
  return refused("check", ...problems.filter(({ severity }) => severity === "error").map(problemLine));
}

/** Of all packs but the library, which has come with the engine and was played with it. */
async function playTranscripts(packs: readonly LoadedPack[], kept: readonly KeptPack[]): Promise<string[]> {
  if (kept.every(({ tests }) => tests.length === 0)) return [];
  const { makeStage } = await import("../stage.ts");
  const { runTranscript } = await import("../../play/transcript/run.ts");
  const ready = new Map(packs.map((pack) => [pack.manifest.id, withBelow(pack, packs)]));
  const stage = makeStage({}, PLACES, ready);
  const failures: string[] = [];
  for (const { manifest, path, tests } of kept) {
    if (manifest.id === STDLIB) continue;
    for (const { name, text: source } of tests) {
      const file = showPath(join(path, name));
      const result = await runTranscript(file, { stage, mode: "plain", pack: manifest.id, source });
      for (const { line, message } of result.failures) failures.push(`${file}:${line}: ${message.replaceAll(/\s+/g, " ")}`);
    }
  }
  return failures;
}

/** A pack with all that it requires, itself last. */
function withBelow(pack: LoadedPack, all: readonly LoadedPack[]): readonly LoadedPack[] {
  const needed = new Set<string>([pack.manifest.id]);
  for (const id of needed) for (const below of all.find(({ manifest }) => manifest.id === id)?.manifest.requires ?? []) needed.add(below);
  return all.filter(({ manifest }) => needed.has(manifest.id));
}
