// The stage on which transcripts are played: worlds of packs by their ids, composed as they are for a real door.

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { EngineError } from "../base/errors.ts";
import { type LoadedPack, loadPacks } from "../packs/load.ts";
import { MANIFEST_FILE, readManifest, STDLIB } from "../packs/manifest.ts";
import type { Places } from "../packs/order.ts";
import { hasErrors, problemLine } from "../packs/problem.ts";
import type { RaisedWorld, RaiseOptions, Stage } from "../play/transcript/stage.ts";
import { compose } from "./compose.ts";
import { type Config, DEFAULT_CONFIG, unhurried } from "./config.ts";
import { cacheFolder, PLACES, packFolder, showPath } from "./places.ts";
import { pause, requireStarted } from "./reload/running-packs.ts";
import { surface } from "./surface.ts";

/** Packs that are loaded already, with all below each, by the id of the last. */
type Ready = ReadonlyMap<string, readonly LoadedPack[]>;

/** `folders`: folders of packs that lie elsewhere than the checkout's own, by id. */
export function makeStage(
  folders: Readonly<Record<string, string>> = {},
  places: Places = PLACES,
  ready: Ready = new Map<string, never>(),
): Stage {
  const loaded = new Map<string, readonly LoadedPack[]>();
  const folderOf = (pack: string): string => folders[pack] ?? (pack === STDLIB ? places.stdlib : packFolder(pack));
  return {
    async raise(options) {
      const known = ready.get(options.pack);
      if (known !== undefined) return raise(known, options, () => Promise.resolve(known));
      const folder = folderOf(options.pack);
      const packs = loaded.get(folder) ?? (await load(folder, places));
      loaded.set(folder, packs);
      return raise(packs, options, () => load(folder, places));
    },
  };
}

// A played test proves words and deeds, never speed: a busy machine must not fail it. Fuel still ends what never ends.
export const UNHURRIED: Config = unhurried(DEFAULT_CONFIG, 10_000, 30_000);

type LoadAgain = () => Promise<readonly LoadedPack[]>;

async function raise(packs: readonly LoadedPack[], options: RaiseOptions, loadAgain: LoadAgain): Promise<RaisedWorld> {
  const { store, clock, seed, nextSeed } = options;
  const failed = (error: unknown): never => {
    throw error;
  };
  const { play, world, script, units, running, forks } = await compose({
    folder: packs.at(-1)!.path,
    packs,
    store,
    clock,
    seed,
    nextSeed,
    config: UNHURRIED,
    trusting: true,
    failed,
  });
  return {
    play,
    world,
    script,
    async reload() {
      const again = await loadAgain();
      const done = running.swap(again, { who: "transcript", why: "reload" });
      let isDone = false;
      const end = () => {
        isDone = true;
      };
      done.then(end, end);
      for (; !isDone; await pause()) play.flush();
      requireStarted(await done);
    },
    begun: () => forks!.start(),
    settled: () => forks!.settled(),
    close() {
      forks!.close();
      script.close();
      units.close();
    },
  };
}

async function load(folder: string, places: Places): Promise<readonly LoadedPack[]> {
  const { packs, problems } = await loadPacks([folder], { ...places, surface: surface(), cache: cacheFolder(), showPath });
  if (!hasErrors(problems)) return packs;
  const errors = problems.filter((problem) => problem.severity === "error");
  throw new EngineError("E_PACK", { detail: `\n${errors.map(problemLine).join("\n")}` });
}

/** The pack that a transcript belongs to: the nearest folder above it with a manifest. */
export function packAround(file: string): { readonly id: string; readonly folder: string } | null {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, MANIFEST_FILE);
    if (!existsSync(path)) continue;
    const read = readManifest(readFileSync(path, "utf8"), path, () => true);
    return "manifest" in read ? { id: read.manifest.id, folder } : null;
  }
  return null;
}
