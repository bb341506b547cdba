// `lore check PATH`: a pack, a folder of packs, or one file, against everything below it.

import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Surface } from "../../dsl/surface.ts";
import { hashOf } from "./cache.ts";
import type { Compiler } from "./compiler.ts";
import type { LoadOptions } from "./load.ts";
import { loadPacks } from "./load.ts";
import { MANIFEST_FILE } from "./manifest.ts";
import type { Places } from "./order.ts";
import type { Problem } from "./problem.ts";
import { packProblem } from "./problem.ts";

export interface CheckOptions extends Places {
  readonly surface: Surface;
  readonly cache: string | null;
  readonly showPath?: (path: string) => string;
  readonly compiler?: () => Promise<Compiler>;
}

export interface CheckReport {
  readonly problems: readonly Problem[];
  /** How many packs were looked at. */
  readonly packs: number;
}

/** Every finding in what lies at `path`, sorted by place; packs below are compiled but not reported, unless they do not compile. */
export async function checkPath(path: string, options: CheckOptions): Promise<CheckReport> {
  const show = options.showPath ?? ((name: string) => name);
  const full = resolve(path);
  if (!existsSync(full)) return { packs: 0, problems: [packProblem("LORE901", show(full), "no such file or folder")] };
  const targets = packsAt(full);
  if (targets.length === 0) return { packs: 0, problems: [packProblem("LORE901", show(full), "no Lore file in it")] };
  const found = new Map<string, Problem>();
  for (const target of targets) {
    for (const problem of await checkPack(target, options)) found.set(keyOf(problem), problem);
  }
  const only = statSync(full).isFile() ? show(full) : null;
  const problems = [...found.values()].filter((problem) => only === null || problem.file === only || problem.severity === "error");
  return { packs: targets.length, problems: problems.sort(byPlace) };
}

async function checkPack(target: string, options: CheckOptions): Promise<readonly Problem[]> {
  const load: LoadOptions = { ...options, anew: (path) => path === target };
  return (await loadPacks([target], load)).problems;
}

/** Folders of the packs that lie at a path: the path itself, the pack around a file, or all packs in a folder. */
export function packsAt(path: string): string[] {
  if (statSync(path).isFile()) return [packAround(dirname(path)) ?? dirname(path)];
  const around = packAround(path);
  if (around !== null) return [around];
  const inner = readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(path, entry.name, MANIFEST_FILE)))
    .map((entry) => join(path, entry.name))
    .sort();
  return inner.length > 0 ? inner : hasLore(path) ? [path] : [];
}

/** The nearest folder upward with a manifest. */
export function packAround(path: string): string | null {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(join(folder, MANIFEST_FILE))) return folder;
    if (dirname(folder) === folder) return null;
  }
}

function hasLore(path: string): boolean {
  return readdirSync(path, { recursive: true }).some((name) => String(name).endsWith(".lore"));
}

function keyOf(problem: Problem): string {
  return hashOf([problem.file, String(problem.line), String(problem.column), problem.code, problem.message]);
}

function byPlace(a: Problem, b: Problem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column || (a.code < b.code ? -1 : 1);
}
