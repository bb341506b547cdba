// Forks as scripts' host functions ask for them, open or not: what was built in one is read from its store, not from its world.

import type { BuiltPack, Tries } from "../../script/tries.ts";
import type { Workbench } from "../../script/workbench.ts";
import type { EditRow, SourceRow, Store } from "../../world/port.ts";
import type { Forks } from "./forks.ts";
import { type Base, baseOf, touchedMs } from "./prepare.ts";

export interface TryShelfParts {
  readonly store: Store;
  readonly bench: Workbench;
  readonly most: number;
}

export class TryShelf implements Tries {
  readonly isInside = false;
  readonly #parts: TryShelfParts;
  /** Set once there is a world to fork. */
  forks: Forks | null = null;

  constructor(parts: TryShelfParts) {
    this.#parts = parts;
  }

  get most(): number {
    return this.#parts.most;
  }

  state(name: string): "ready" | "making" | "lost" {
    if (this.#parts.store.copies.has(name)) return "ready";
    return this.forks?.isMaking(name) === true ? "making" : "lost";
  }

  touchedMs(name: string): number {
    return this.forks?.named(name)?.touchedMs ?? this.#read(name, touchedMs);
  }

  isStale(name: string): boolean {
    const fork = this.forks?.named(name);
    return fork !== undefined && fork.packs !== this.forks?.packs;
  }

  built(name: string): readonly BuiltPack[] {
    const fork = this.forks?.named(name);
    if (fork !== undefined) return this.#builtIn(fork.store, fork.sources);
    return this.#read(name, (store) => this.#builtIn(store, store.load().sources));
  }

  /** Of one that is not open. */
  #read<T>(name: string, read: (store: Store) => T): T {
    const store = this.#parts.store.copies.open(name);
    try {
      return read(store);
    } finally {
      store.close();
    }
  }

  #builtIn(store: Store, sources: readonly SourceRow[]): readonly BuiltPack[] {
    const base = baseOf(store);
    return sources.flatMap((source) => this.#builtPack(store, source, base) ?? []);
  }

  #builtPack(store: Store, source: SourceRow, { packs }: Base): BuiltPack | null {
    const { pack, owner, text, version, top } = source;
    const before = packs[pack] ?? { version: 0, top: 0 };
    if (version === before.version) return null;
    const texts = new Map<number, { readonly row: EditRow; readonly text: string }>();
    const { undoChange } = this.#parts.bench.language();
    let at = text;
    for (const row of newestFirst(store, pack, before.version)) {
      texts.set(row.version, { row, text: at });
      at = undoChange(at, row) ?? at;
    }
    if (at === text) return null;
    const newest = texts.get(version)!.row;
    const edits = standing(texts, top, before) ?? [{ row: { ...newest, verb: "try", message: "" }, text }];
    return { pack, owner, base: at, baseVersion: before.version, text, edits };
  }
}

function* newestFirst(store: Store, pack: string, until: number): Generator<EditRow> {
  for (let before = 0; ; ) {
    const rows = store.edits(pack, before, 200);
    for (const row of rows) {
      if (row.version <= until) return;
      yield row;
    }
    if (rows.length === 0) return;
    before = rows.at(-1)!.version;
  }
}

/** Edits from the base up to the one whose text stands; null when some from before the base were taken back as well. */
function standing<T extends { readonly row: EditRow }>(
  texts: ReadonlyMap<number, T>,
  top: number,
  base: { version: number; top: number },
): T[] | null {
  const found: T[] = [];
  for (let version = top; version !== base.top; ) {
    const one = texts.get(version);
    if (one === undefined) return null;
    found.unshift(one);
    version = one.row.base;
  }
  return found;
}
