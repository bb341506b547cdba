// A fingerprint of the compiler as it lies on disk, so that a cache never outlives the compiler that filled it.

import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { hashOf } from "./cache.ts";

const LANGUAGE = fileURLToPath(new URL("../../dsl", import.meta.url));

let known: string | null = null;

/** Names, sizes and times and not contents: every start asks. */
export function languageVersion(): string {
  known ??= hashOf(describe(LANGUAGE, ""));
  return known;
}

function describe(folder: string, name: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    const inner = `${name}/${entry.name}`;
    if (entry.isDirectory()) return describe(path, inner);
    const { size, mtimeMs } = statSync(path);
    return [`${inner} ${size} ${mtimeMs}`];
  });
}
