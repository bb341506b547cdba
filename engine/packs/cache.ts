// Compiled packs on disk, by the hash of all that went into them: sources, packs below, surface and format. A cache that
// cannot be read or written costs time and nothing else. A pack is a file of lines, so that a world that plays reads it in slices.

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { PackScope } from "../../dsl/index.ts";
import type { CompiledPack } from "../../dsl/program.ts";
import { PROGRAM_FORMAT } from "../../dsl/program.ts";
import { writeWhole } from "./write-whole.ts";

export interface CachedPack {
  readonly compiled: CompiledPack;
  /** Only a compiler needs it, so it is parsed when it is asked for. */
  readonly scope: () => PackScope;
}

/** Old versions of one pack that are kept: enough to go back and forth between two branches. */
const KEPT_VERSIONS = 4;
/** Entities, or pieces of code, of one line: a few milliseconds of reading. */
const PART = 250;

type Part = Partial<Pick<CompiledPack, "entities" | "code">>;

export class PackCache {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  get(id: string, key: string): CachedPack | null {
    try {
      const lines = readFileSync(this.#path(id, key, "pack"), "utf8").split("\n");
      return this.#cached(
        id,
        lines.map((line) => JSON.parse(line) as unknown),
        readFileSync(this.#path(id, key, "scope")),
      );
    } catch {
      return null;
    }
  }

  /** The same, while others have their turn between the slices. */
  async read(id: string, key: string): Promise<CachedPack | null> {
    try {
      const [pack, scope] = await Promise.all([readFile(this.#path(id, key, "pack")), readFile(this.#path(id, key, "scope"))]);
      const parts: unknown[] = [];
      for (const line of pack.toString().split("\n")) {
        await nextTurn();
        parts.push(JSON.parse(line));
      }
      return this.#cached(id, parts, scope);
    } catch {
      return null;
    }
  }

  /** `scope`: both files or none, and in memory at once; by the time it is asked for its file may be gone. */
  #cached(id: string, [head, ...parts]: readonly unknown[], scope: Buffer): CachedPack | null {
    const pack = head as CompiledPack;
    if (pack.format !== PROGRAM_FORMAT || pack.id !== id) return null;
    const all = <T>(name: keyof Part): T[] => [pack, ...(parts as Part[])].flatMap((part) => (part[name] ?? []) as T[]);
    const compiled: CompiledPack = { ...pack, entities: all("entities"), code: all("code") };
    return { compiled, scope: once(() => JSON.parse(scope.toString()) as PackScope) };
  }

  put(id: string, key: string, compiled: CompiledPack, scope: PackScope): void {
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      writeWhole(this.#path(id, key, "scope"), JSON.stringify(scope), 0o600);
      writeWhole(this.#path(id, key, "pack"), linesOf(compiled), 0o600);
      this.#prune(id);
    } catch {
      // A read-only or full disk: the next start compiles again.
    }
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

/** The pack without what there is much of, then that, a part to a line. */
function linesOf({ entities, code, ...rest }: CompiledPack): string {
  const parts: Part[] = [...partsOf(entities).map((part) => ({ entities: part })), ...partsOf(code).map((part) => ({ code: part }))];
  return [{ ...rest, entities: [], code: [] }, ...parts].map((part) => JSON.stringify(part)).join("\n");
}

function partsOf<T>(list: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(list.length / PART) }, (_, i) => list.slice(i * PART, (i + 1) * PART));
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
