// Packs that were tried elsewhere, as packs of this process: what it has stays, and the rest is read in slices, for people play
// meanwhile. It is the very text that was tried, whatever becomes of the files.

import { PackCache } from "../../packs/cache.ts";
import type { PackFolder } from "../../packs/folder.ts";
import { type LoadedPack, ReadyPack } from "../../packs/load.ts";
import { readPackContentLater } from "../../packs/version-content.ts";
import { cacheFolder } from "../places.ts";
import type { Refused } from "./order.ts";
import { loadOrdered, nameOfLoaded, type TriedPack } from "./trial.ts";

export async function takeOver(
  tried: readonly TriedPack[],
  have: readonly LoadedPack[],
): Promise<Refused | { readonly packs: readonly LoadedPack[] }> {
  const byName = new Map(have.map((pack) => [nameOfLoaded(pack), pack]));
  const packs: LoadedPack[] = [];
  for (const one of tried) {
    const pack = byName.get(one.name) ?? (await fromCache(one));
    if (pack === null) return await compiledHere(tried, byName);
    packs.push(pack);
  }
  return { packs };
}

async function fromCache({ id, key, content }: TriedPack): Promise<LoadedPack | null> {
  const folder = cacheFolder();
  if (folder === null) return null;
  const [kept, cached] = await Promise.all([readPackContentLater(content!), new PackCache(folder).read(id, key)]);
  return cached === null ? null : new ReadyPack(kept, key, cached);
}

/** Nothing was kept on disk: all is compiled once more, and play waits. */
async function compiledHere(tried: readonly TriedPack[], byName: ReadonlyMap<string, LoadedPack>) {
  const folders: PackFolder[] = [];
  for (const { name, content } of tried) {
    const pack = byName.get(name);
    folders.push(pack ?? (await readPackContentLater(content!)));
  }
  return await loadOrdered([], folders, { known: [...byName.values()] });
}
