// A file that was renamed or made is only there for good once its folder is written.

import { closeSync, fsyncSync, openSync } from "node:fs";

/** Throws as `node:fs` does. */
export function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
