// From a pack to all packs below it, in the order in which they are compiled and loaded: what is required comes first.

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FolderResult, PackFolder } from "./folder.ts";
import { readFolder } from "./folder.ts";
import { MANIFEST_FILE, STDLIB } from "./manifest.ts";
import type { Problem } from "./problem.ts";
import { packProblem } from "./problem.ts";
import { engineVersion, satisfies } from "./versions.ts";

export interface Places {
  /** Folder of the standard library. */
  readonly stdlib: string;
  /** Folders that hold packs, searched in this order. */
  readonly packs: readonly string[];
  readonly isCapability: (word: string) => boolean;
  /** Reads a folder in another way than from disk as it lies. */
  readonly read?: (path: string) => FolderResult;
}

export type OrderResult = { readonly folders: readonly PackFolder[] } | { readonly problems: readonly Problem[] };

/** Reads the packs at `paths` and all they require; dependencies first, among equals in the order of names. */
export function readInOrder(paths: readonly string[], places: Places): OrderResult {
  const walk = new Walk(places);
  for (const path of paths) walk.visitFolder(path);
  return walk.problems.length > 0 ? { problems: walk.problems } : { folders: walk.ordered };
}

class Walk {
  readonly ordered: PackFolder[] = [];
  readonly problems: Problem[] = [];
  readonly #places: Places;
  readonly #known = new Map<string, PackFolder>();
  readonly #open: string[] = [];

  constructor(places: Places) {
    this.#places = places;
  }

  visitFolder(path: string): void {
    const result = this.#places.read?.(path) ?? readFolder(path, this.#places.isCapability);
    if ("problems" in result) {
      this.problems.push(...result.problems);
      return;
    }
    const { folder } = result;
    const { id } = folder.manifest;
    const known = this.#known.get(id);
    if (known !== undefined) {
      if (known.path !== folder.path)
        this.problems.push(packProblem("LORE907", join(path, MANIFEST_FILE), `${id} is also in ${known.path}`));
      return;
    }
    this.#known.set(id, folder);
    this.problems.push(...engineProblems(folder));
    this.#open.push(id);
    for (const below of [...folder.manifest.requires].sort(byName)) {
      this.#visitRequired(below, folder);
      this.#proveVersion(below, folder);
    }
    this.#open.pop();
    this.ordered.push(folder);
  }

  #visitRequired(id: string, by: PackFolder): void {
    const manifest = join(by.path, MANIFEST_FILE);
    if (this.#open.includes(id)) {
      this.problems.push(packProblem("LORE905", manifest, [...this.#open.slice(this.#open.indexOf(id)), id].join(" -> ")));
      return;
    }
    if (this.#known.has(id)) return;
    const path = this.#find(id, by);
    if (path === undefined) this.problems.push(packProblem("LORE904", manifest, id));
    else this.visitFolder(path);
  }

  #proveVersion(id: string, by: PackFolder): void {
    const range = by.manifest.ranges[id];
    const version = this.#known.get(id)?.manifest.version;
    if (range === undefined || version === undefined || satisfies(version, range)) return;
    this.problems.push(packProblem("LORE910", join(by.path, MANIFEST_FILE), `${id} ${range} is wanted, and ${version} is there`));
  }

  #find(id: string, by: PackFolder): string | undefined {
    if (id === STDLIB) return this.#places.stdlib;
    const folders = [dirname(by.path), ...this.#places.packs];
    return folders.map((folder) => join(folder, id)).find((path) => existsSync(join(path, MANIFEST_FILE)));
  }
}

function engineProblems({ path, manifest }: PackFolder): Problem[] {
  const { engine } = manifest;
  if (engine === null || satisfies(engineVersion(), engine)) return [];
  return [packProblem("LORE911", join(path, MANIFEST_FILE), `${engine} is wanted, and this is ${engineVersion()}`)];
}

function byName(a: string, b: string): number {
  if (a === STDLIB || b === STDLIB) return a === STDLIB ? -1 : 1;
  return a < b ? -1 : 1;
}
