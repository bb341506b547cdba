// A world's file read without touching it: a copy is opened, for a world that runs holds the lock of its own.

import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { EngineError } from "../base/errors.ts";
import { openSqliteStore } from "../store/sqlite-store.ts";
import type { Store } from "../world/port.ts";
import { loadConfig } from "./load-config.ts";
import { defaultDatabase, packFolder } from "./places.ts";

export interface FileFlags {
  readonly db?: string;
  readonly config?: string;
}

/** A copy that was made while the world wrote may be torn; then it is made again. */
const TRIES = 3;

/** Gives what `read` makes of a copy of the world's file. Throws `E_USAGE` when there is none. */
export async function readWorldFile<T>(pack: string | undefined, flags: FileFlags, read: (store: Store) => T): Promise<T> {
  const config = await loadConfig(flags.config);
  const path = resolve(flags.db ?? config.db ?? defaultDatabase(basename(packFolder(pack ?? config.world))));
  if (!existsSync(path)) throw new EngineError("E_USAGE", { detail: `There is no database ${path}.` });
  for (let tries = 1; ; tries++) {
    try {
      return readCopy(path, read);
    } catch (error) {
      if (tries === TRIES || !(error instanceof EngineError) || error.code !== "E_STORE_CORRUPT") throw error;
    }
  }
}

function readCopy<T>(path: string, read: (store: Store) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "lore-copy-"));
  try {
    const copy = join(folder, "world.db");
    copyFileSync(path, copy);
    if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`);
    const store = openSqliteStore({ path: copy, durable: false });
    try {
      return read(store);
    } finally {
      store.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
