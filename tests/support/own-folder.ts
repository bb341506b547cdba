// A folder of its own for each test of a file, gone after it.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";

export function eachInFolder(take: (folder: string) => void): void {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lore-test-"));
    take(folder);
  });
  afterEach(() => rmSync(folder, { recursive: true }));
}
