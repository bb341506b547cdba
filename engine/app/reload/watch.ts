// Watches the files of packs. An editor writes a file in several steps and a checkout many files: it waits until they are quiet.

import { watch } from "node:fs";

const QUIET_MS = 500;
const OURS = /\.(lore|toml)$/;

/** Folders are looked up again after each change: a reload may have brought another pack. */
export function watchPacks(folders: () => readonly string[], changed: () => void): void {
  const watched = new Set<string>();
  let quiet: NodeJS.Timeout | null = null;
  const follow = (): void => {
    for (const folder of folders()) {
      if (watched.has(folder)) continue;
      watched.add(folder);
      const watcher = watch(folder, { recursive: true, persistent: false }, (_event, name) => {
        if (name === null || !OURS.test(name)) return;
        if (quiet !== null) clearTimeout(quiet);
        quiet = setTimeout(() => {
          follow();
          changed();
        }, QUIET_MS);
        quiet.unref();
      });
      // A folder that goes away is not watched any more; it may come back.
      watcher.on("error", () => watched.delete(folder));
    }
  };
  follow();
}
