// A world's file read without touching it: a copy is opened, for a world that runs holds the lock of its own.

import { basename, resolve } from "node:path";
import { openSqliteStore } from "../store/sqlite-store.ts";
import type { Store } from "../world/port.ts";
import { loadConfig } from "./load-config.ts";
import { defaultDatabase, packFolder } from "./places.ts";
import { withCopy } from "./whole-copy.ts";

export interface FileFlags {
  readonly db?: string;
  readonly config?: string;
}

/** Gives what `read` makes of a copy of the world's file. Throws `E_USAGE` when there is none. */
export async function readWorldFile<T>(pack: string | undefined, flags: FileFlags, read: (store: Store) => T): Promise<T> {
  const config = await loadConfig(flags.config);
  return readCopy(resolve(flags.db ?? config.db ?? defaultDatabase(basename(packFolder(pack ?? config.world)))), read);
}

/** The same of any such file. */
export function readCopy<T>(path: string, read: (store: Store) => T): Promise<T> {
  return withCopy(path, (copy) => {
    const store = openSqliteStore({ path: copy, durable: false });
    try {
      return read(store);
    } finally {
      store.close();
    }
  });
}
