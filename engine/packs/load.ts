// From folders to compiled packs ready for the engine: read, order, compile what the cache does not hold.

import { join } from "node:path";
import type { PackScope } from "../../dsl/index.ts";
import type { CompiledPack } from "../../dsl/program.ts";
import { PROGRAM_FORMAT } from "../../dsl/program.ts";
import type { Surface } from "../../dsl/surface.ts";
import { type CachedPack, hashOf, PackCache } from "./cache.ts";
import type { Compiler } from "./compiler.ts";
import { loadCompiler } from "./compiler.ts";
import type { OverFile, PackFolder, Source } from "./folder.ts";
import { languageVersion } from "./language-version.ts";
import { MANIFEST_FILE, type Manifest } from "./manifest.ts";
import { migrationProblems } from "./migrations.ts";
import type { Places } from "./order.ts";
import { readInOrder } from "./order.ts";
import type { Problem } from "./problem.ts";
import { fromDiagnostic, hasErrors, packProblem } from "./problem.ts";

export interface LoadedPack extends PackFolder {
  /** Names all that it was compiled from. */
  readonly key: string;
  readonly compiled: CompiledPack;
  readonly scope: PackScope;
}

export interface LoadOptions extends Places {
  readonly surface: Surface;
  /** Folder of the cache; null compiles always. */
  readonly cache: string | null;
  /** Packs in memory: none of them is read or compiled again. */
  readonly known?: readonly LoadedPack[];
  /** Packs that are compiled anew even when the cache has them: a hit says nothing of warnings. */
  readonly anew?: (path: string) => boolean;
  /** How a file is named in problems. */
  readonly showPath?: (path: string) => string;
  readonly compiler?: () => Promise<Compiler>;
}

export interface LoadResult {
  /** Dependencies first; complete only when no problem is an error. */
  readonly packs: readonly LoadedPack[];
  readonly problems: readonly Problem[];
}

/** Loads the packs at `paths` with all that they require. A pack with errors stops the packs above it. */
export async function loadPacks(paths: readonly string[], options: LoadOptions): Promise<LoadResult> {
  const order = readInOrder(paths, options);
  const { showPath = (path: string) => path } = options;
  if ("problems" in order) return { packs: [], problems: order.problems.map((problem) => ({ ...problem, file: showPath(problem.file) })) };
  return loadFolders(order.folders, options);
}

/** The same for packs that were read already, dependencies first. */
export async function loadFolders(folders: readonly PackFolder[], options: LoadOptions): Promise<LoadResult> {
  const loading = new Loading(options);
  for (const folder of folders) {
    if (!(await loading.add(folder))) break;
  }
  return { packs: loading.packs, problems: loading.problems };
}

/** One more pack upon those that are loaded: only it is compiled, and no cache is asked. */
export async function loadUpon(
  below: readonly LoadedPack[],
  folder: PackFolder,
  options: Omit<LoadOptions, "cache" | "anew">,
): Promise<LoadResult> {
  const loading = new Loading({ ...options, cache: null }, below);
  await loading.add(folder);
  return { packs: loading.packs, problems: loading.problems };
}

class Loading {
  readonly packs: LoadedPack[];
  readonly problems: Problem[] = [];
  readonly #options: LoadOptions;
  readonly #cache: PackCache | null;
  /** Grows with every pack: what a pack is compiled against. */
  #base: string;

  constructor(options: LoadOptions, below: readonly LoadedPack[] = []) {
    this.#options = options;
    this.packs = [...below];
    this.#cache = options.cache === null ? null : new PackCache(options.cache);
    this.#base = hashOf([String(PROGRAM_FORMAT), languageVersion(), JSON.stringify(options.surface)]);
  }

  async add(folder: PackFolder): Promise<boolean> {
    const { id, capabilities, entry } = folder.manifest;
    const key = hashOf([
      this.#base,
      id,
      entry ?? "",
      capabilities.join(),
      ...folder.sources.flatMap((source) => [source.name, source.text]),
    ]);
    this.#base = hashOf([this.#base, key]);
    const isAnew = this.#options.anew?.(folder.path) ?? false;
    const { length } = this.packs;
    const ready = isAnew ? null : (this.#known(folder, key) ?? this.#fromCache(folder, key));
    if (ready !== null) this.packs.push(ready);
    else if (!(await this.#compile(folder, key))) return false;
    const { showPath = (path: string) => path } = this.#options;
    const late = migrationProblems(this.packs[length]!, (name) => showPath(join(folder.path, name)));
    this.problems.push(...late);
    return late.length === 0;
  }

  #known(folder: PackFolder, key: string): LoadedPack | null {
    const known = this.#options.known?.find((one) => one.key === key);
    if (known === undefined) return null;
    const about = ({ path, manifest, overlaid }: PackFolder): string => JSON.stringify([path, manifest, overlaid]);
    const isSame = about(known) === about(folder);
    return isSame ? known : new ReadyPack(folder, key, { compiled: known.compiled, scope: () => known.scope });
  }

  #fromCache(folder: PackFolder, key: string): LoadedPack | null {
    const cached = this.#cache?.get(folder.manifest.id, key);
    return cached == null ? null : new ReadyPack(folder, key, cached);
  }

  async #compile(folder: PackFolder, key: string): Promise<boolean> {
    const { id, capabilities, entry } = folder.manifest;
    const compiler = await (this.#options.compiler ?? loadCompiler)();
    const below = this.packs.map((pack) => pack.scope);
    const output = compiler.compilePack({
      id,
      sources: folder.sources,
      below,
      surface: this.#options.surface,
      capabilities,
      ...(entry === null ? {} : { entry }),
    });
    const texts = new Map(folder.sources.map((source) => [source.name, source.text]));
    const show = this.#options.showPath ?? ((path: string) => path);
    const found = output.diagnostics.map((diagnostic) =>
      fromDiagnostic(
        diagnostic,
        show(join(folder.path, diagnostic.file)),
        compiler.renderDiagnostic(diagnostic, texts.get(diagnostic.file) ?? ""),
      ),
    );
    const manifestFile = show(join(folder.path, MANIFEST_FILE));
    if (!hasErrors(found)) found.push(...entryProblems(folder.manifest, manifestFile, [output.scope, ...below]));
    this.problems.push(...found);
    if (output.pack === undefined || hasErrors(found)) return false;
    this.#cache?.put(id, key, output.pack, output.scope);
    this.packs.push({ ...folder, key, compiled: output.pack, scope: output.scope });
    return true;
  }
}

/** A start room that is none would leave newcomers in whatever room comes first; `scopes` are the pack's own and those below. */
export function entryProblems(manifest: Manifest, file: string, scopes: readonly PackScope[]): readonly Problem[] {
  const { id, entry } = manifest;
  if (entry === null) return [];
  const wanted = entry.includes(".") ? entry : `${id}.${entry}`;
  const known = scopes.some(({ entities }) => entities.some((entity) => entity.id === wanted));
  return known ? [] : [packProblem("LORE903", file, `entry names ${entry}, and there is no such room`)];
}

/** A pack that was compiled before; its scope is asked for when something is compiled upon it. */
export class ReadyPack implements LoadedPack {
  readonly manifest: Manifest;
  readonly path: string;
  readonly sources: readonly Source[];
  readonly overlaid?: readonly OverFile[];
  readonly key: string;
  readonly compiled: CompiledPack;
  readonly #scope: () => PackScope;

  constructor(folder: PackFolder, key: string, { compiled, scope }: CachedPack) {
    this.manifest = folder.manifest;
    this.path = folder.path;
    this.sources = folder.sources;
    if (folder.overlaid !== undefined) this.overlaid = folder.overlaid;
    this.key = key;
    this.compiled = compiled;
    this.#scope = scope;
  }

  get scope(): PackScope {
    return this.#scope();
  }
}
