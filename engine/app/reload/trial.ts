// What is tried of new packs before they come near the world: they must check, and their own transcripts must play in worlds made
// for it. It leaves the compiled packs in the cache, where the world finds them.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PackFolder } from "../../packs/folder.ts";
import { type LoadedPack, loadFolders, loadPacks } from "../../packs/load.ts";
import { STDLIB } from "../../packs/manifest.ts";
import { hasErrors, problemLine } from "../../packs/problem.ts";
import { packDigest } from "../../packs/version-content.ts";
import { cacheFolder, PLACES, showPath } from "../places.ts";
import { surface } from "../surface.ts";
import { type Refused, refused } from "./order.ts";

export interface TrialOrder {
  /** The world's pack as it lies on disk … */
  readonly folder: string;
  /** … or packs that were kept, dependencies first. */
  readonly kept: readonly PackFolder[] | null;
  readonly test: boolean;
}

/** Digests of what was tried, dependencies first. */
export type TrialResult = Refused | { readonly digests: readonly string[] };

export async function tryPacks({ folder, kept, test }: TrialOrder): Promise<TrialResult> {
  const loaded = await loadOrdered(folder, kept);
  if ("kind" in loaded) return loaded;
  const failures = test ? await playTranscripts(loaded.packs) : [];
  return failures.length > 0 ? refused("test", ...failures) : { digests: loaded.packs.map(packDigest) };
}

/** Reads and compiles what the cache does not hold. */
export async function loadOrdered(
  folder: string,
  kept: readonly PackFolder[] | null,
): Promise<Refused | { readonly packs: readonly LoadedPack[] }> {
  const options = { ...PLACES, surface: surface(), cache: cacheFolder(), showPath };
  const { packs, problems } = kept === null ? await loadPacks([folder], options) : await loadFolders(kept, options);
  if (!hasErrors(problems)) return { packs };
  return refused("check", ...problems.filter(({ severity }) => severity === "error").map(problemLine));
}

/** Of all packs but the library, which has come with the engine and was played with it. */
async function playTranscripts(packs: readonly LoadedPack[]): Promise<string[]> {
  const { makeStage } = await import("../stage.ts");
  const { runTranscript } = await import("../../play/transcript/run.ts");
  const tested = packs.filter(({ manifest }) => manifest.id !== STDLIB);
  const stage = makeStage(Object.fromEntries(tested.map(({ manifest, path }) => [manifest.id, path])));
  const failures: string[] = [];
  for (const { manifest, path } of tested) {
    for (const file of transcriptsOf(path)) {
      const source = readFileSync(file, "utf8");
      const result = await runTranscript(showPath(file), { stage, mode: "plain", pack: manifest.id, source });
      for (const { line, message } of result.failures) failures.push(`${showPath(file)}:${line}: ${message.replaceAll(/\s+/g, " ")}`);
    }
  }
  return failures;
}

function transcriptsOf(path: string): string[] {
  const folder = join(path, "tests");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".play"))
    .map((name) => join(folder, name))
    .sort();
}
