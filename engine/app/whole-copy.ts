// A world's file as it was at one moment, copied from outside while the world writes: its lock lets nobody else open it.

import { closeSync, copyFileSync, existsSync, mkdtempSync, openSync, readSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { EngineError } from "../base/errors.ts";

const TRIES = 20;
const WAIT_MS = 50;
/** SQLite's header of a write-ahead log: it has other salts each time the log begins anew. */
const WAL_HEADER_BYTES = 32;

/** Gives what `use` makes of the copy, which is gone afterwards. Throws `E_USAGE` when there is no such file. */
export async function withCopy<T>(path: string, use: (copy: string) => T | Promise<T>): Promise<T> {
  if (!existsSync(path)) throw new EngineError("E_USAGE", { detail: `There is no database ${path}.` });
  const folder = mkdtempSync(join(tmpdir(), "lore-copy-"));
  try {
    const copy = join(folder, "world.db");
    for (let tries = 1; !copyOnce(path, copy); tries++) {
      if (tries === TRIES) throw new EngineError("E_STORE_OPEN", { path, detail: "it is written to faster than it can be copied" });
      await wait(WAIT_MS);
    }
    return await use(copy);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The file first, then its log: a page that was written into the file meanwhile is in the log too, so that the two together are whole
 * unless the log began anew between. False then.
 */
function copyOnce(path: string, copy: string): boolean {
  const log = `${path}-wal`;
  const before = headerOf(log);
  copyFileSync(path, copy);
  rmSync(`${copy}-wal`, { force: true });
  if (before !== "") {
    try {
      copyFileSync(log, `${copy}-wal`);
    } catch {
      return false;
    }
  }
  return headerOf(log) === before;
}

/** Empty for no log, or one without a word. */
function headerOf(log: string): string {
  if (!existsSync(log)) return "";
  const header = Buffer.alloc(WAL_HEADER_BYTES);
  const handle = openSync(log, "r");
  try {
    return readSync(handle, header) === 0 ? "" : header.toString("hex");
  } finally {
    closeSync(handle);
  }
}
