// A file that is written whole or not at all, whoever reads it meanwhile.

import { closeSync, fchmodSync, fchownSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { syncFolder } from "../base/sync-folder.ts";

/** `mode`: of the new file; else as the process makes files. Throws as `node:fs` does. */
export function writeWhole(path: string, text: string, mode?: number): void {
  const draft = draftOf(path);
  writeFileSync(draft, text, { mode });
  renameSync(draft, path);
}

/**
 * The same, on the disk for good once this returns. A file that is there keeps its mode and, where this process may give it away, its
 * owner; of a link it is the file that is meant. `mode`: of a new file.
 */
export function writeForGood(path: string, text: string, mode = 0o666): void {
  const old = statSync(path, { throwIfNoEntry: false });
  const file = old === undefined ? path : realpathSync(path);
  const draft = draftOf(file);
  try {
    const handle = openSync(draft, "w", mode);
    try {
      writeFileSync(handle, text);
      // The owner first: a system may take bits of the mode away with it.
      if (old !== undefined) giveTo(handle, old);
      if (old !== undefined) fchmodSync(handle, old.mode & 0o7777);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  syncFolder(dirname(file));
}

/** Two processes may write the same file: each renames a whole one into place. */
function draftOf(path: string): string {
  return `${path}.${process.pid}`;
}

function giveTo(handle: number, { uid, gid }: { readonly uid: number; readonly gid: number }): void {
  try {
    fchownSync(handle, uid, gid);
  } catch {
    // Only root gives files away: for others it is their own from now on.
  }
}
