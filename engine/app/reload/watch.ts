// Watches the files of packs. An editor writes a file in several steps and a checkout many files: it waits until they are quiet.

import { type FSWatcher, readdirSync, watch } from "node:fs";
import { join } from "node:path";

const QUIET_MS = 500;
/** Lore, a manifest, and what lies over a file of Lore. */
const OURS = /\.(lore|toml|lore\.json)$/;

/** Folders are looked up again after each change: a reload may have brought another pack. */
export function watchPacks(folders: () => readonly string[], changed: () => void): void {
  const watched = new Map<string, FSWatcher>();
  let quiet: NodeJS.Timeout | null = null;
  const stir = (): void => {
    if (quiet !== null) clearTimeout(quiet);
    quiet = setTimeout(() => {
      follow();
      changed();
    }, QUIET_MS);
    quiet.unref();
  };
  const follow = (): void => {
    const all = new Set(folders().flatMap(foldersIn));
    for (const [folder, watcher] of watched) if (!all.has(folder)) forget(folder, watcher);
    for (const folder of all) if (!watched.has(folder)) begin(folder);
  };
  const forget = (folder: string, watcher: FSWatcher): void => {
    watcher.close();
    watched.delete(folder);
  };
  // Each folder by itself: Node's own watch of a whole tree holds on to files, and loses one that an editor has put another in place of.
  const begin = (folder: string): void => {
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        if (name !== null && (OURS.test(name) || !name.includes("."))) stir();
      });
      // A folder that goes away is not watched any more; it may come back.
      watcher.on("error", () => forget(folder, watcher));
      watched.set(folder, watcher);
    } catch {
      // It went away meanwhile.
    }
  };
  follow();
}

/** A pack's folder and those in it that may hold Lore. */
function foldersIn(folder: string): string[] {
  try {
    const inner = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !entry.name.startsWith("."));
    return [folder, ...inner.filter(({ name }) => name !== "node_modules").flatMap(({ name }) => foldersIn(join(folder, name)))];
  } catch {
    return [];
  }
}
