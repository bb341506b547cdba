// The files of one pack as the editor sees them: what is on disk, and over it what is open and not yet saved.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { declaredEvents, type PackReading, PackReadings } from "../../../dsl/services.ts";
import { type FolderResult, loreFiles, nameIn, nameless } from "../../packs/folder.ts";
import { MANIFEST_FILE, type Manifest, readManifest } from "../../packs/manifest.ts";
import type { Problem } from "../../packs/problem.ts";
import { PLACES } from "../places.ts";

/** Texts of open files by their path. */
export type Open = ReadonlyMap<string, string>;

export class PackFiles {
  readonly path: string;
  /** Grows with every change of a file or of the manifest. */
  version = 0;
  /** What is wrong with `pack.toml`. */
  manifestProblems: readonly Problem[] = [];
  manifest: Manifest;
  readonly #open: Open;
  readonly #readings = new PackReadings();
  readonly #trials = new PackReadings();
  #texts = new Map<string, string>();

  constructor(path: string, open: Open) {
    this.path = path;
    this.#open = open;
    this.manifest = nameless(path);
    this.rescan();
  }

  /** Looks at the disk again: files may have come and gone, and `pack.toml` may be another. */
  rescan(): void {
    const before = this.#texts;
    this.#texts = new Map();
    for (const file of this.#filesOnDisk()) this.#take(nameIn(this.path, file), this.#open.get(file) ?? readOrNothing(file));
    for (const [file, text] of this.#open) if (this.#holds(file)) this.#take(nameIn(this.path, file), text);
    this.#texts = new Map([...this.#texts].sort(([a], [b]) => (a < b ? -1 : 1)));
    if (!sameTexts(before, this.#texts)) this.version++;
    this.#readManifest();
  }

  /** An open file has another text. */
  change(path: string, text: string): void {
    const name = nameIn(this.path, path);
    if (this.#texts.get(name) === text) return;
    if (!this.#texts.has(name)) this.rescan();
    else {
      this.#texts.set(name, text);
      this.version++;
    }
  }

  /** The folder in the shape in which packs are ordered. */
  asFolder(): FolderResult {
    const sources = [...this.#texts].map(([name, text]) => ({ name, text }));
    return { folder: { path: this.path, manifest: this.manifest, sources } };
  }

  text(name: string): string | undefined {
    return this.#texts.get(name);
  }

  pathOf(name: string): string {
    return join(this.path, name);
  }

  /** Trees of all files; `events` are those of the packs below. With `settle`, faulty files are read whole. */
  read(events: readonly string[], settle: boolean): PackReading {
    return readAll(this.#readings, this.#texts, events, settle);
  }

  /** Trees as they would be with other texts in place of some. */
  tryOut(changed: ReadonlyMap<string, string>, events: readonly string[]): PackReading {
    return readAll(this.#trials, new Map([...this.#texts, ...changed]), events, false);
  }

  #take(name: string, text: string | undefined): void {
    if (text !== undefined) this.#texts.set(name, text);
  }

  #filesOnDisk(): string[] {
    try {
      // Without a manifest nothing says how deep a pack goes, and the folder may be somebody's home.
      return loreFiles(this.path).filter((file) => this.#isPack() || dirname(file) === this.path);
    } catch {
      return [];
    }
  }

  #holds(file: string): boolean {
    if (!file.endsWith(".lore") || !file.startsWith(`${this.path}/`)) return false;
    return this.#isPack() ? !nameIn(this.path, file).split("/").includes("tests") : dirname(file) === this.path;
  }

  #isPack(): boolean {
    return this.manifestText() !== undefined;
  }

  manifestText(): string | undefined {
    const file = join(this.path, MANIFEST_FILE);
    return this.#open.get(file) ?? readOrNothing(file);
  }

  /** One that cannot be read leaves the last that could in force. */
  #readManifest(): void {
    const text = this.manifestText();
    const read =
      text === undefined ? { manifest: nameless(this.path) } : readManifest(text, join(this.path, MANIFEST_FILE), PLACES.isCapability);
    this.manifestProblems = "problems" in read ? read.problems : [];
    if ("problems" in read || JSON.stringify(read.manifest) === JSON.stringify(this.manifest)) return;
    this.manifest = read.manifest;
    this.version++;
  }
}

function readAll(readings: PackReadings, texts: ReadonlyMap<string, string>, events: readonly string[], settle: boolean): PackReading {
  const sources = [...texts].map(([name, text]) => ({ name, text }));
  return readings.read(sources, new Set([...events, ...sources.flatMap(({ text }) => declaredEvents(text))]), settle);
}

function readOrNothing(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function sameTexts(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...b].every(([name, text]) => a.get(name) === text);
}
