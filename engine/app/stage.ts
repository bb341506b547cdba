// The stage on which transcripts are played: worlds of packs by their ids, composed as they are for a real door.

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { type LoadedPack, loadPacks } from "../packs/load.ts";
import type { RaisedWorld, RaiseOptions, Stage } from "../play/transcript/stage.ts";
import { Definitions } from "../world/definitions.ts";
import { compose } from "./compose.ts";
import { DEFAULT_CONFIG } from "./config.ts";
import { cacheFolder, PLACES, packFolder } from "./places.ts";
import { surface } from "./surface.ts";

/** `folders`: folders of packs that lie elsewhere than the checkout's own, by id. */
export function makeStage(folders: Readonly<Record<string, string>> = {}): Stage {
  const loaded = new Map<string, readonly LoadedPack[]>();
  const folderOf = (pack: string): string => folders[pack] ?? packFolder(pack === "stdlib" ? PLACES.stdlib : pack);
  return {
    async raise(options) {
      const folder = folderOf(options.pack);
      const packs = loaded.get(folder);
      const world = await raise(folder, options, packs);
      loaded.set(folder, world.packs);
      return world;
    },
  };
}

async function raise(
  folder: string,
  { store, clock, seed, nextSeed }: RaiseOptions,
  packs: readonly LoadedPack[] | undefined,
): Promise<RaisedWorld & { readonly packs: readonly LoadedPack[] }> {
  const composed = await compose({
    folder,
    store,
    clock,
    seed,
    nextSeed,
    config: DEFAULT_CONFIG,
    trusting: true,
    ...(packs === undefined ? {} : { packs }),
    failed: (error) => {
      throw error;
    },
  });
  const { play, world, script, units } = composed;
  return {
    play,
    world,
    script,
    packs: composed.packs,
    async reload() {
      const again = await loadPacks([folder], { ...PLACES, surface: surface(), cache: cacheFolder() });
      const done = play.reload(new Definitions({ surface: surface(), packs: again.packs.map((one) => one.compiled) }));
      play.flush();
      await done;
    },
    close() {
      script.close();
      units.close();
    },
  };
}

/** The id of the pack that a transcript belongs to: the nearest folder above it with a manifest. */
export function packAround(file: string): string | null {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, "pack.toml"))) return folder;
  }
  return null;
}
