// All packs that open files belong to, with those below them: what is known of each is made when it is asked for, and only anew
// where a text changed, or where what a pack below declares did.

import { dirname } from "node:path";
import type { PackScope } from "../../../dsl/index.ts";
import { type AnalysisInput, analyze, type PackAnalysis } from "../../../dsl/services.ts";
import { packAround } from "../../packs/check.ts";
import { entryProblems } from "../../packs/load.ts";
import { MANIFEST_FILE } from "../../packs/manifest.ts";
import { readInOrder } from "../../packs/order.ts";
import { hasErrors, type Problem } from "../../packs/problem.ts";
import { PLACES } from "../places.ts";
import { surface } from "../surface.ts";
import { PackFiles } from "./pack-files.ts";

export interface PackView {
  readonly files: PackFiles;
  readonly analysis: PackAnalysis;
  /** What is wrong with its manifest and the packs it requires. */
  readonly problems: readonly Problem[];
  readonly settled: boolean;
}

/** A file of a pack, as a request is about it. */
export interface FileView extends PackView {
  /** Name inside the pack. */
  readonly name: string;
  readonly text: string;
}

interface Known {
  readonly view: PackView;
  readonly version: number;
  readonly scopes: readonly PackScope[];
}

export class Workspace {
  readonly #open = new Map<string, string>();
  readonly #packs = new Map<string, PackFiles>();
  readonly #known = new Map<string, Known>();

  get openPaths(): readonly string[] {
    return [...this.#open.keys()];
  }

  change(path: string, text: string): void {
    const isNew = !this.#open.has(path);
    this.#open.set(path, text);
    const files = this.#packs.get(folderOf(path));
    if (files === undefined) return;
    if (isNew || path.endsWith(MANIFEST_FILE)) files.rescan();
    else files.change(path, text);
  }

  close(path: string): void {
    this.#open.delete(path);
    this.#packs.get(folderOf(path))?.rescan();
  }

  /** Something on disk is not as it was. */
  rescan(paths: readonly string[]): void {
    const touched = new Set(paths.map(folderOf));
    for (const [path, files] of this.#packs) {
      // A manifest that came or went makes other packs of the folders below it.
      if (!touched.has(path) && paths.every((changed) => !changed.startsWith(`${path}/`))) continue;
      files.rescan();
    }
  }

  openText(path: string): string | undefined {
    return this.#open.get(path);
  }

  /** Undefined when no file of that name is in its pack, such as a transcript. */
  file(path: string): FileView | undefined {
    const view = this.pack(folderOf(path));
    const name = path.slice(view.files.path.length + 1).replaceAll("\\", "/");
    const text = view.files.text(name);
    return text === undefined ? undefined : { ...view, name, text };
  }

  /** The pack in a folder as it is now. With `settle`, what was read in pieces is read whole. */
  pack(path: string, settle = false): PackView {
    const { folders, problems } = this.#order(path);
    const scopes: PackScope[] = [];
    let view: PackView | undefined;
    for (const files of folders) {
      view = this.#view(files, scopes, settle);
      scopes.push(view.analysis.scope);
    }
    return { ...view!, problems: [...view!.files.manifestProblems, ...problems, ...view!.problems] };
  }

  /** Views of all packs that stand below one another and are known by now, lowest first. */
  allPacks(path: string): PackView[] {
    this.pack(path);
    const views = new Map<string, PackView>();
    for (const open of new Set([path, ...this.#open.keys()].map((one) => (one === path ? path : folderOf(one)))))
      for (const files of this.#order(open).folders) views.set(files.path, this.pack(files.path));
    return [...views.values()];
  }

  /** The pack as it would be with other texts. */
  tryOut({ files }: PackView, changed: ReadonlyMap<string, string>): PackAnalysis {
    const known = this.#known.get(files.path)!;
    const reading = files.tryOut(changed, eventsOf(known.scopes));
    return analyze(inputOf(files, reading, known.scopes));
  }

  #view(files: PackFiles, below: readonly PackScope[], settle: boolean): PackView {
    const known = this.#known.get(files.path);
    const isCurrent = known !== undefined && known.version === files.version && sameScopes(known.scopes, below);
    if (isCurrent && (known.view.settled || !settle)) return known.view;
    const reading = files.read(eventsOf(below), settle);
    const fresh = analyze(inputOf(files, reading, below));
    const analysis = known === undefined ? fresh : { ...fresh, scope: keptScope(known.view.analysis.scope, fresh.scope) };
    const problems = hasErrors(analysis.diagnostics as never)
      ? []
      : entryProblems(files.manifest, files.pathOf(MANIFEST_FILE), [analysis.scope, ...below]);
    const view = { files, analysis, problems, settled: reading.settled };
    this.#known.set(files.path, { view, version: files.version, scopes: [...below] });
    return view;
  }

  #order(path: string): { readonly folders: readonly PackFiles[]; readonly problems: readonly Problem[] } {
    const order = readInOrder([path], { ...PLACES, read: (folder) => this.#files(folder).asFolder() });
    if ("folders" in order) return { folders: order.folders.map((folder) => this.#files(folder.path)), problems: [] };
    // What it requires cannot be had: it is checked against the library all the same.
    const folders = path === PLACES.stdlib ? [path] : [PLACES.stdlib, path];
    return { folders: folders.map((folder) => this.#files(folder)), problems: order.problems };
  }

  #files(path: string): PackFiles {
    const known = this.#packs.get(path);
    if (known !== undefined) return known;
    const files = new PackFiles(path, this.#open);
    this.#packs.set(path, files);
    return files;
  }
}

/** Folder of the pack that a file belongs to: the nearest with a manifest, else the file's own. */
export function folderOf(path: string): string {
  return packAround(dirname(path)) ?? dirname(path);
}

function inputOf(
  files: PackFiles,
  reading: { readonly files: AnalysisInput["files"]; readonly diagnostics: AnalysisInput["parsed"] },
  below: readonly PackScope[],
): AnalysisInput {
  const { id, capabilities, entry } = files.manifest;
  const common = { pack: id, files: reading.files, parsed: reading.diagnostics, below, surface: surface(), capabilities };
  return entry === null ? common : { ...common, entry };
}

function eventsOf(scopes: readonly PackScope[]): string[] {
  return scopes.flatMap((scope) => scope.events.map((event) => event.name));
}

function sameScopes(a: readonly PackScope[], b: readonly PackScope[]): boolean {
  return a.length === b.length && a.every((scope, i) => scope === b[i]);
}

/** The scope that was, where the new one says the same: packs above need not be looked at again. */
function keptScope(before: PackScope, after: PackScope): PackScope {
  return JSON.stringify(before) === JSON.stringify(after) ? before : after;
}
