// What a swap of packs does with builders' packs: one becomes files, or what became files is its builder's again.

import { basename } from "node:path";
import type { LoadedPack } from "../../packs/load.ts";
import type { SourceRow, Store } from "../../world/port.ts";
import { type Promotion, promotedFrom, promotedPacks } from "../../world/promoted.ts";
import type { VersionRow } from "../../world/versions.ts";
import type { World } from "../../world/world.ts";

export interface Exchange {
  readonly who: string;
  /** A builder's pack whose text is among the files; it is only tried when it has another text by then. */
  readonly promotion?: { readonly pack: string; readonly to: string; readonly text: string };
}

interface Exchanged {
  readonly promotions: readonly Promotion[];
  /** Builders' packs as they are afterwards. */
  readonly sources: readonly SourceRow[];
  /** The pack that is to be promoted has another text by now than its file. */
  readonly late: boolean;
}

/** What becomes of builders' packs when these packs come; asked in the swap's own turn. */
export function exchanged(world: World, store: Store, next: readonly LoadedPack[], { who, promotion }: Exchange): Exchanged {
  const ids = new Set(next.map(({ manifest }) => manifest.id));
  const gone = promotedPacks(world).filter((pack) => !ids.has(pack));
  const back = gone.flatMap((pack) =>
    store
      .edits(pack, 0, 1)
      .map((row): SourceRow => ({ pack, owner: promotedFrom(world, pack)!, version: row.version, top: row.base, text: row.before })),
  );
  const promotions: Promotion[] = back.map(({ pack }) => ({ pack, who, to: null }));
  if (promotion !== undefined) promotions.push({ pack: promotion.pack, who, to: basename(promotion.to) });
  const sources = [...world.sources(), ...back].filter(({ pack }) => pack !== promotion?.pack);
  return { promotions, sources, late: promotion !== undefined && world.source(promotion.pack)?.text !== promotion.text };
}

/** Folders of the packs that stood beside the world's own when it was left. */
export function besideIn(store: Store): readonly string[] {
  return store.versions.list(1).flatMap(besideOf);
}

export function besideOf({ packs }: VersionRow): readonly string[] {
  return packs.flatMap(({ beside }) => beside ?? []);
}
