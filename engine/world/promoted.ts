// A builder's pack that becomes a pack of files, and the way back. Its history stays where it is; its builder goes on in a pack of
// another name, whose versions follow those of the one before.

import { asEntityId, type EntityId, NOBODY } from "../base/ids.ts";
import type { EditRow, SourceRow } from "./port.ts";
import { putSource } from "./sources.ts";
import type { World } from "./world.ts";

/** The pack that a player builds in, by player. */
export const PACKS = "packs";
/** Packs that were a player's and are files now, newest first, by player. */
const EARLIER = "packs_before";
/** Whose pack it was, by pack. */
const PROMOTED = "promoted";

export interface Promotion {
  readonly pack: string;
  /** Who at the machine, for the history. */
  readonly who: string;
  /** What its folder is called; null: it is its builder's again. */
  readonly to: string | null;
}

/** In an open turn. The text goes out of the database with the row that says so. */
export function promote(world: World, { pack, who, to }: Promotion): void {
  const source = world.source(pack);
  if (source === undefined) return;
  const { owner, text } = source;
  const version = source.version + 1;
  putSource(
    world,
    { pack, owner: NOBODY, version, top: 0, text: "" },
    { ...edit(version, who), verb: "promoted", message: to ?? "", base: source.top, before: text, after: "" },
  );
  world.journal.setData(PROMOTED, pack, String(owner));
  world.journal.setData(PACKS, String(owner), undefined);
  world.journal.setData(EARLIER, String(owner), [pack, ...earlierPacks(world, owner)].join(" "));
}

/** `promoted`: the edit in which its text went. What was undone before can be undone no more; what stood can. */
export function giveBack(world: World, promoted: EditRow, who: string): void {
  const { pack } = promoted;
  const owner = promotedFrom(world, pack);
  if (owner === undefined) return;
  const version = promoted.version + 1;
  const row: SourceRow = { pack, owner, version, top: promoted.base, text: promoted.before };
  putSource(world, row, { ...edit(version, who), verb: "given back", message: "", base: 0, before: "", after: promoted.before });
  world.journal.setData(PROMOTED, pack, undefined);
  const earlier = earlierPacks(world, owner).filter((one) => one !== pack);
  world.journal.setData(EARLIER, String(owner), earlier.length === 0 ? undefined : earlier.join(" "));
  const now = world.data(PACKS, String(owner));
  if (now === undefined || world.source(now) === undefined) world.journal.setData(PACKS, String(owner), pack);
}

function edit(version: number, who: string): Pick<EditRow, "version" | "author" | "authorName" | "of" | "line"> {
  return { version, author: NOBODY, authorName: who, of: 0, line: 0 };
}

/** Newest first. */
export function earlierPacks(world: World, owner: EntityId): readonly string[] {
  return world.data(EARLIER, String(owner))?.split(" ") ?? [];
}

/** Packs that are files now. */
export function promotedPacks(world: World): readonly string[] {
  return [...world.dataOf(PROMOTED).keys()];
}

export function promotedFrom(world: World, pack: string): EntityId | undefined {
  const owner = world.data(PROMOTED, pack);
  return owner === undefined ? undefined : asEntityId(Number(owner));
}

/** What the first edit of a player's next pack follows. */
export function versionBefore(world: World, owner: EntityId): number {
  const [last] = earlierPacks(world, owner);
  return last === undefined ? 0 : (world.cells.sources.get(last)?.version ?? 0);
}
