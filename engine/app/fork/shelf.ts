// Forks as scripts' host functions ask for them, open or not: what was built in one is read from its store, not from its world.

import type { LoadedPack } from "../../packs/load.ts";
import type { BuiltPack, Tries } from "../../script/tries.ts";
import type { Workbench } from "../../script/workbench.ts";
import type { EditRow, SourceRow, Store } from "../../world/port.ts";
import type { World } from "../../world/world.ts";
import type { Forks } from "./forks.ts";
import { isChangedInFiles } from "./outside.ts";
import { type Base, baseOf, touchedMs } from "./prepare.ts";

export interface TryShelfParts {
  readonly store: Store;
  readonly bench: Workbench;
  readonly world: World;
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
    const texts = new Map(this.#textsBack(store, source, before.version).map((one) => [one.row.version, one]));
    const newest = texts.get(version);
    if (newest === undefined) return null;
    const base = this.#before(texts.get(before.version + 1)!);
    if (base === text) return null;
    const edits = standing(texts, top, before) ?? [{ row: { ...newest.row, verb: "try", message: "" }, text }];
    return { pack, owner, base, baseVersion: before.version, text, edits };
  }

  changedOutside(name: string, id: string): boolean {
    const fork = this.forks?.named(name);
    if (fork !== undefined) return this.#isChanged(fork.store, fork.sources, fork.packs, id);
    return this.#read(name, (store) => this.#isChanged(store, store.load().sources, undefined, id));
  }

  #isChanged(store: Store, sources: readonly SourceRow[], before: readonly LoadedPack[] | undefined, id: string): boolean {
    const { bench, store: own, world } = this.#parts;
    const base = baseOf(store);
    const inFiles = isChangedInFiles({ store: own, bench, packs: this.forks?.packs ?? [], before, version: base.version }, id);
    if (inFiles !== undefined) return inFiles;
    const [pack = "", path = ""] = cutOnce(id);
    const source = sources.find((one) => one.pack === pack);
    const first = source && this.#textsBack(store, source, base.packs[pack]?.version ?? 0).at(-1);
    const then = first === undefined ? source?.text : this.#before(first);
    const shown = (text: string | undefined) => (text === undefined ? undefined : bench.language().show({ id: pack, text }, path)?.text);
    return shown(then) !== shown(world.source(pack)?.text);
  }

  /** Each edit with the text it left, newest first, until that version. */
  #textsBack(store: Store, { pack, text }: SourceRow, until: number): EditStep[] {
    const found: EditStep[] = [];
    let at = text;
    for (const row of newestFirst(store, pack, until)) {
      found.push({ row, text: at });
      at = this.#before({ row, text: at });
    }
    return found;
  }

  #before({ row, text }: EditStep): string {
    return this.#parts.bench.language().undoChange(text, row) ?? text;
  }
}

interface EditStep {
  readonly row: EditRow;
  readonly text: string;
}

function cutOnce(id: string): readonly string[] {
  const at = id.indexOf(".");
  return [id.slice(0, at), id.slice(at + 1)];
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
function standing(texts: ReadonlyMap<number, EditStep>, top: number, base: { readonly top: number }): EditStep[] | null {
  const found: EditStep[] = [];
  for (let version = top; version !== base.top; ) {
    const one = texts.get(version);
    if (one === undefined) return null;
    found.unshift(one);
    version = one.row.base;
  }
  return found;
}
