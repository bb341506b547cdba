// What a try adds to but does not declare itself (a room of the town, another builder's): whether that reads otherwise by now.

import type { Source } from "../../packs/folder.ts";
import type { LoadedPack } from "../../packs/load.ts";
import { readPackContent } from "../../packs/version-content.ts";
import type { Workbench } from "../../script/workbench.ts";
import type { Store } from "../../world/port.ts";
import { versionPack } from "../reload/running-packs.ts";

export interface OutsideParts {
  /** Of the world. */
  readonly store: Store;
  readonly bench: Workbench;
  /** Packs from files that run now. */
  readonly packs: readonly LoadedPack[];
  /** Those that the try was made with, when they are known; else they are looked up by the version's number. */
  readonly before: readonly LoadedPack[] | undefined;
  readonly version: number;
}

/** Of a definition's id that a pack from files declares: undefined when none does. */
export function isChangedInFiles({ store, bench, packs, before, version }: OutsideParts, id: string): boolean | undefined {
  const pack = id.slice(0, id.indexOf("."));
  const now = packs.find(({ manifest }) => manifest.id === pack);
  const then = before?.find(({ manifest }) => manifest.id === pack);
  if (now === undefined && then === undefined) return undefined;
  const digest = store.versions.get(version)?.packs.find((one) => one.pack === pack)?.digest;
  if (now !== undefined && digest !== undefined && versionPack(now).digest === digest) return false;
  const content = digest === undefined ? undefined : store.versions.content(digest);
  const old = content === undefined ? then?.sources : readPackContent(content).sources;
  // Nothing is known of the time before: then nothing can be said against it.
  if (old === undefined) return false;
  const shown = (sources: readonly Source[]) => {
    const text = sources.map((source) => source.text).join("\n");
    return bench.language().show({ id: pack, text }, id.slice(pack.length + 1))?.text;
  };
  return shown(old) !== shown(now?.sources ?? []);
}
