// A pack read with what lies over its files: where a file has changed since, both changes are brought together, or it is a finding. Reading
// never writes; what it made is kept once it is in force.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { hashOf } from "./cache.ts";
import { type FolderResult, type OverFile, type PackFolder, readFolder, type Source } from "./folder.ts";
import { digestOf, type OverlaidFile, type Overlay, type OverlayEntry, type ReadEntry } from "./overlay.ts";
import { type Problem, packProblem } from "./problem.ts";

// Reading waits for nothing; and a start must not load the compiler when no file has changed.
const load = createRequire(import.meta.url);

export interface OverlaidReading {
  readonly overlay: Overlay;
  readonly isCapability: (word: string) => boolean;
  /** Takes what does not go together with its file, which then is read as it lies. Without it that is a problem of the pack. */
  readonly leave?: (problem: Problem) => void;
}

export function readOverlaid(path: string, { overlay, isCapability, leave }: OverlaidReading): FolderResult {
  const read = readFolder(path, isCapability);
  if ("problems" in read) return read;
  const { manifest, sources } = read.folder;
  const plain = new Map(sources.map(({ name, text }) => [name, text]));
  const texts = new Map(plain);
  const overlaid: OverFile[] = [];
  const problems: Problem[] = [];
  for (const file of overlay.filesOf(manifest.id)) {
    const now = plain.get(file);
    const laid = lay(overlay, { folder: path, of: { pack: manifest.id, file }, now });
    if ("problem" in laid) (leave ?? ((problem) => problems.push(problem)))(laid.problem);
    if (!("entry" in laid) || now === undefined) continue;
    texts.set(file, laid.text);
    overlaid.push({ file, plain: hashOf([now]), entry: digestOf(laid.entry), isSame: laid.text === now });
  }
  if (problems.length > 0) return { problems };
  if (overlaid.length === 0) return read;
  return { folder: { ...read.folder, sources: sources.map(({ name }): Source => ({ name, text: texts.get(name)! })), overlaid } };
}

/** Names of the files that are read otherwise than they lie. */
export function filesOver({ overlaid = [] }: Pick<PackFolder, "overlaid">): readonly string[] {
  return overlaid.filter(({ isSame }) => !isSame).map(({ file }) => file);
}

export interface Laying {
  /** Of the pack. */
  readonly folder: string;
  readonly of: OverlaidFile;
  /** The file as it lies; undefined when it is gone. */
  readonly now: string | undefined;
}

export type Laid = { readonly text: string; readonly entry: OverlayEntry } | { readonly text: string } | { readonly problem: Problem };

/** What is read in the place of a file; takes its time when the file has changed since. */
export function lay(overlay: Overlay, { folder, of, now }: Laying): Laid {
  const entry = overlay.entry(of);
  if (entry === undefined) return { text: now ?? "" };
  if ("unreadable" in entry) return { problem: packProblem("LORE906", overlay.placeOf(of), entry.unreadable) };
  const file = join(folder, of.file);
  if (now === undefined) return { problem: packProblem("LORE912", file, "the file is gone, and the overlay stays") };
  if (now === entry.base) return { text: entry.text, entry };
  const { mergeSources } = load("../../dsl/index.ts") as typeof import("../../dsl/index.ts");
  const merged = mergeSources({ pack: of.pack, base: entry.base, mine: entry.text, theirs: now });
  if ("text" in merged) return { text: merged.text, entry };
  const [{ line }, all] = [merged.conflicts[0]!, merged.conflicts.map(({ what }) => what).join(", ")];
  return { problem: packProblem("LORE912", file, `both changed ${all}`, line) };
}

/**
 * Entries are from now on upon their files as these were read, and one whose file says the same goes: of packs that run, and of what nobody
 * has changed since. Nothing is brought together here, for play waits.
 */
export function settleOverlay(overlay: Overlay, running: readonly PackFolder[]): void {
  for (const { path, manifest, sources, overlaid = [] } of running) {
    for (const { file, plain, entry, isSame } of overlaid) {
      const of = { pack: manifest.id, file };
      const now = plainText(join(path, file));
      const lies = overlay.entry(of);
      const text = sources.find(({ name }) => name === file)?.text;
      if (now === undefined || text === undefined || !isEntry(lies) || hashOf([now]) !== plain || digestOf(lies) !== entry) continue;
      if (isSame) overlay.remove(of);
      else if (lies.base !== now) overlay.put(of, { base: now, text });
    }
  }
}

export function isEntry(entry: ReadEntry): entry is OverlayEntry {
  return entry !== undefined && "text" in entry;
}

/** Undefined for a file that cannot be read. */
export function plainText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
