// What may be in an archive: plain files below one folder, with names that mean the same on every machine.

import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hashOfBytes } from "./hash.ts";

export type Files = ReadonlyMap<string, Uint8Array>;

export const MOST_FILES = 2_000;
export const MOST_BYTES = 16_000_000;
const LONGEST_NAME = 200;
/** Letters that no file system folds, cuts or reads as a way out: no `..`, no drive, no backslash, no leading or trailing dot. */
const SEGMENT = /^[A-Za-z0-9_](?:[A-Za-z0-9_. -]*[A-Za-z0-9_-])?$/;
/** Names that Windows keeps for devices. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const KINDS = /(?:^|\/)(?:pack\.toml|(?:README|LICENSE|LICENCE|CHANGELOG)(?:\.md|\.txt)?|[^/]+\.(?:lore|play))$/;

/** Why a file may not be called so, or null. */
export function nameFault(name: string): string | null {
  if (name.length > LONGEST_NAME) return "is longer than 200 letters";
  if (name.split("/").some((segment) => !SEGMENT.test(segment) || DEVICE.test(segment))) return "leads out of the pack or is no plain name";
  if (!KINDS.test(name)) return "is of no kind that a pack holds";
  return null;
}

/** The files of a pack's folder that go into an archive, in the order of their names; links and hidden files stay out. */
export function filesOf(folder: string): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  collect(folder, "", found);
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function collect(folder: string, inner: string, found: Map<string, Uint8Array>): void {
  for (const entry of readdirSync(join(folder, inner))) {
    const name = inner === "" ? entry : `${inner}/${entry}`;
    const path = join(folder, name);
    const stat = lstatSync(path);
    if (entry.startsWith(".") || entry === "node_modules") continue;
    if (stat.isDirectory()) collect(folder, name, found);
    else if (stat.isFile() && nameFault(name) === null) found.set(name, readFileSync(path));
  }
}

/** One hash of all names and contents: what of a pack was signed, and whether a folder still is that. */
export function checksumsOf(files: Files): string {
  return [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, bytes]) => `${hashOfBytes(bytes)}  ${name}\n`)
    .join("");
}
