// The packs a world has run on, as its database keeps them: loaded when a journal comes to them.

import { EngineError } from "../../base/errors.ts";
import type { LoadedPack } from "../../packs/load.ts";
import { readPackContent } from "../../packs/version-content.ts";
import type { Store } from "../../world/port.ts";
import { loadOrdered } from "../reload/trial.ts";

interface KeptVersion {
  readonly id: number;
  readonly code: string;
  readonly contents: readonly Uint8Array[];
}

/** Rows that are read: a world that was reloaded more often than this forgets none, but its first ones are not followed. */
const MOST = 10_000;

export class KeptVersions {
  /** Oldest first. */
  readonly #versions: readonly KeptVersion[];
  readonly #loaded = new Map<KeptVersion, readonly LoadedPack[]>();

  /** Throws `E_REPLAY` when none is kept. */
  constructor(store: Store) {
    const rows = store.versions.list(MOST).reverse();
    this.#versions = rows.map(({ id, code, packs }) => ({
      id,
      code,
      contents: packs.map(({ digest }) => store.versions.content(digest)!),
    }));
    if (this.#versions.length === 0)
      throw new EngineError("E_REPLAY", { detail: "no packs are kept: the world has not run since they are" });
  }

  has(code: string): boolean {
    return this.#versions.some((one) => one.code === code);
  }

  /** Those that ran under this name; for a journal from before any was kept, the oldest. */
  packsOf(code: string): Promise<readonly LoadedPack[]> {
    return this.#load(this.#versions.findLast((one) => one.code === code) ?? this.#versions[0]!);
  }

  /** Those in force. */
  newest(): Promise<readonly LoadedPack[]> {
    return this.#load(this.#versions.at(-1)!);
  }

  async #load(version: KeptVersion): Promise<readonly LoadedPack[]> {
    const known = this.#loaded.get(version);
    if (known !== undefined) return known;
    const folders = version.contents.map(readPackContent);
    const inMemory = [...this.#loaded.values()].flat();
    const loaded = await loadOrdered([], folders, { known: inMemory });
    if ("kind" in loaded)
      throw new EngineError("E_REPLAY", { detail: `version ${version.id} does not check any more:\n${loaded.problems.join("\n")}` });
    this.#loaded.set(version, loaded.packs);
    return loaded.packs;
  }
}
