// A pack read with what lies over its files: where a file has changed since, both changes are brought together, or it is a finding. Reading
// never writes; what it made is kept once it is in force.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type FolderResult, type PackFolder, readFolder, type Source } from "./folder.ts";
import type { OverlaidFile, Overlay, OverlayEntry, ReadEntry } from "./overlay.ts";
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
  const texts = new Map(sources.map(({ name, text }) => [name, text]));
  const problems: Problem[] = [];
  for (const file of overlay.filesOf(manifest.id)) {
    const laid = lay(overlay, { folder: path, of: { pack: manifest.id, file }, now: texts.get(file) });
    if ("text" in laid) texts.set(file, laid.text);
    else if (leave === undefined) problems.push(laid.problem);
    else leave(laid.problem);
  }
  return problems.length > 0 ? { problems } : { folder: withTexts(read.folder, texts) };
}

function withTexts(folder: PackFolder, texts: ReadonlyMap<string, string>): PackFolder {
  const sources = folder.sources.map(({ name }): Source => ({ name, text: texts.get(name)! }));
  const overlaid = folder.sources.filter(({ name, text }) => texts.get(name) !== text).map(({ name }) => name);
  return overlaid.length === 0 ? folder : { ...folder, sources, overlaid };
}

export interface Laying {
  /** Of the pack. */
  readonly folder: string;
  readonly of: OverlaidFile;
  /** The file as it lies; undefined when it is gone. */
  readonly now: string | undefined;
}

/** What is read in the place of a file. */
export function lay(overlay: Overlay, { folder, of, now }: Laying): { readonly text: string } | { readonly problem: Problem } {
  const entry = overlay.entry(of);
  if (entry === undefined) return { text: now ?? "" };
  if ("unreadable" in entry) return { problem: packProblem("LORE906", overlay.placeOf(of), entry.unreadable) };
  const file = join(folder, of.file);
  if (now === undefined) return { problem: packProblem("LORE912", file, "the file is gone, and the overlay stays") };
  if (now === entry.base) return { text: entry.text };
  const { mergeSources } = load("../../dsl/index.ts") as typeof import("../../dsl/index.ts");
  const merged = mergeSources({ pack: of.pack, base: entry.base, mine: entry.text, theirs: now });
  if ("text" in merged) return merged;
  const [{ line }, all] = [merged.conflicts[0]!, merged.conflicts.map(({ what }) => what).join(", ")];
  return { problem: packProblem("LORE912", file, `both changed ${all}`, line) };
}

/** Entries whose file has changed say from now on what they are upon it, and one that says the same as its file goes. Only of what runs. */
export function settleOverlay(overlay: Overlay, running: readonly PackFolder[]): void {
  for (const { path, manifest, sources } of running) {
    for (const file of overlay.filesOf(manifest.id)) {
      const of = { pack: manifest.id, file };
      const now = plainText(join(path, file));
      const entry = overlay.entry(of);
      if (now === undefined || !isEntry(entry) || (entry.base === now && entry.text !== now)) continue;
      const laid = lay(overlay, { folder: path, of, now });
      if (!("text" in laid) || sources.find(({ name }) => name === file)?.text !== laid.text) continue;
      if (laid.text === now) overlay.remove(of);
      else overlay.put(of, { base: now, text: laid.text });
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
