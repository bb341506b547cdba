// The source tree as data, for the tests that keep the house in order.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** Every file below `folder` (relative to the root) whose name ends in one of `endings`, as paths relative to the root. */
export function filesBelow(folder: string, ...endings: string[]): string[] {
  const found: string[] = [];
  const walk = (path: string): void => {
    for (const name of readdirSync(path).sort()) {
      if (name === "node_modules" || name.startsWith(".")) continue;
      const full = join(path, name);
      if (statSync(full).isDirectory()) walk(full);
      else if (endings.some((ending) => name.endsWith(ending))) found.push(relative(ROOT, full));
    }
  };
  walk(join(ROOT, folder));
  return found;
}

export function readText(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** What a TypeScript file imports from the tree, static and dynamic, types included, as paths relative to the root. */
export function importsOf(path: string): string[] {
  const source = readText(path).replace(/\/\*[\s\S]*?\*\//g, "");
  const specifiers = [
    ...source.matchAll(/(?:^|\n)\s*(?:import|export)\b[^;"'=(]*?["'](\.[^"']+)["']|\bimport\(\s*["'](\.[^"']+)["']\s*\)/g),
  ];
  return specifiers.map((m) => relative(ROOT, resolve(ROOT, dirname(path), m[1] ?? m[2] ?? "")));
}
