// A file that is written whole or not at all, whoever reads it meanwhile.

import { renameSync, writeFileSync } from "node:fs";

/** `mode`: of the new file; else as the process makes files. Throws as `node:fs` does. */
export function writeWhole(path: string, text: string, mode?: number): void {
  // Two processes may write the same file: each renames a whole one into place.
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text, { mode });
  renameSync(draft, path);
}
