// Compiled packs on disk, by the hash of all that went into them: sources, packs below, surface and format. A cache that
// cannot be read or written costs time and nothing else.

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PackScope } from "../../dsl/index.ts";
import type { CompiledPack } from "../../dsl/program.ts";
import { PROGRAM_FORMAT } from "../../dsl/program.ts";

export interface CachedPack {
  readonly compiled: CompiledPack;
  /** Only a compiler needs it, so it is read when it is asked for. */
  readonly scope: () => PackScope;
}

/** Old versions of one pack that are kept: enough to go back and forth between two branches. */
const KEPT_VERSIONS = 4;

export class PackCache {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  get(id: string, key: string): CachedPack | null {
    try {
      const compiled = JSON.parse(readFileSync(this.#path(id, key, "pack"), "utf8")) as CompiledPack;
      // Both files or none: a half of an entry would fail later, where it could not be mended.
      statSync(this.#path(id, key, "scope"));
      if (compiled.format !== PROGRAM_FORMAT || compiled.id !== id) return null;
      return { compiled, scope: once(() => JSON.parse(readFileSync(this.#path(id, key, "scope"), "utf8")) as PackScope) };
    } catch {
      return null;
    }
  }

  put(id: string, key: string, compiled: CompiledPack, scope: PackScope): void {
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      this.#write(this.#path(id, key, "scope"), scope);
      this.#write(this.#path(id, key, "pack"), compiled);
      this.#prune(id);
    } catch {
      // A read-only or full disk: the next start compiles again.
    }
  }

  #write(path: string, value: unknown): void {
    // Two processes may write the same entry: each renames a whole file into place.
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(value), { mode: 0o600 });
    renameSync(draft, path);
  }

  #prune(id: string): void {
    const mine = readdirSync(this.#folder).filter((name) => name.startsWith(`${id}-`) && name.endsWith(".pack.json"));
    const byAge = mine.map((name) => ({ name, at: statSync(join(this.#folder, name)).mtimeMs })).sort((a, b) => b.at - a.at);
    for (const { name } of byAge.slice(KEPT_VERSIONS)) {
      rmSync(join(this.#folder, name), { force: true });
      rmSync(join(this.#folder, name.replace(".pack.json", ".scope.json")), { force: true });
    }
  }

  #path(id: string, key: string, part: "pack" | "scope"): string {
    return join(this.#folder, `${id}-${key.slice(0, 24)}.${part}.json`);
  }
}

/** Hex hash of a list of texts in which no two lists collide. */
export function hashOf(parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest("hex");
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
