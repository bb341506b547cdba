// Every Lore file of the tree, for properties that must hold of all of them.

import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const ROOT = join(import.meta.dirname, "../../..");

export interface LoreSource {
  readonly name: string;
  readonly text: string;
}

/** The standard library, the worlds, and the samples that hold every form. */
export function allSources(): LoreSource[] {
  return ["tests/dsl/samples", "stdlib", "worlds"].flatMap((folder) => sourcesIn(join(ROOT, folder)));
}

export function sourcesIn(folder: string): LoreSource[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".lore"));
  return names.sort().map((name) => {
    const path = join(folder, name);
    return { name: relative(ROOT, path), text: readFileSync(path, "utf8") };
  });
}
