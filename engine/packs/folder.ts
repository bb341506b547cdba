// A pack as it lies on disk: its manifest and its Lore files, in an order that is the same on every machine.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { COINS } from "../base/currency.ts";
import { messageOf } from "../base/errors.ts";
import type { Manifest } from "./manifest.ts";
import { MANIFEST_FILE, readManifest, STDLIB } from "./manifest.ts";
import type { Problem } from "./problem.ts";
import { packProblem } from "./problem.ts";

export interface Source {
  /** Path inside the pack, with `/`. */
  readonly name: string;
  readonly text: string;
}

export interface PackFolder {
  readonly path: string;
  readonly manifest: Manifest;
  readonly sources: readonly Source[];
  /** Files over which lies what was edited of them in the game. */
  readonly overlaid?: readonly OverFile[];
}

/** What was read of a file and of its overlay, by digests. */
export interface OverFile {
  readonly file: string;
  readonly plain: string;
  readonly entry: string;
  /** The file says by itself what both make. */
  readonly isSame: boolean;
}

export type FolderResult = { readonly folder: PackFolder } | { readonly problems: readonly Problem[] };

/** Reads a folder with a `pack.toml`, or one without as a nameless pack called after its folder. */
export function readFolder(path: string, isCapability: (word: string) => boolean): FolderResult {
  const manifest = manifestIn(path, isCapability);
  if ("problems" in manifest) return manifest;
  const sources: Source[] = [];
  const problems: Problem[] = [];
  for (const file of loreFiles(path)) {
    try {
      sources.push({ name: nameIn(path, file), text: readFileSync(file, "utf8") });
    } catch (error) {
      problems.push(packProblem("LORE906", file, messageOf(error)));
    }
  }
  return problems.length > 0 ? { problems } : { folder: { path, manifest: manifest.manifest, sources } };
}

/** Lore files below a folder, sorted by code points; transcripts' folders and hidden ones are left out. */
export function loreFiles(path: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    if (entry.isDirectory()) {
      if (entry.name !== "tests") found.push(...loreFiles(child));
    } else if (entry.name.endsWith(".lore")) found.push(child);
  }
  return found.sort((a, b) => (a < b ? -1 : 1));
}

/** A pack's own transcripts, sorted by name. */
export function transcriptsIn(path: string): Source[] {
  const folder = join(path, "tests");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".play"))
    .sort()
    .map((name) => ({ name: nameIn(path, join(folder, name)), text: readFileSync(join(folder, name), "utf8") }));
}

function manifestIn(path: string, isCapability: (word: string) => boolean): { manifest: Manifest } | { problems: readonly Problem[] } {
  const file = join(path, MANIFEST_FILE);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") return { problems: [packProblem("LORE902", file, messageOf(error))] };
    return { manifest: nameless(path) };
  }
  return readManifest(text, file, isCapability);
}

/** A folder without a manifest can be checked all the same: a builder begins with a file, not with TOML. */
export function nameless(path: string): Manifest {
  const id =
    basename(path)
      .toLowerCase()
      .replace(/[^a-z0-9_]/g, "_")
      .replace(/^[^a-z]+/, "") || "pack";
  return {
    id,
    title: id,
    version: "0.0.0",
    requires: [STDLIB],
    ranges: {},
    engine: null,
    entry: null,
    capabilities: [],
    currency: COINS,
    licence: null,
    authors: [],
  };
}

export function nameIn(path: string, file: string): string {
  return relative(path, file).replaceAll("\\", "/");
}
