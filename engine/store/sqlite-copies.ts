// Copies of a world's file, as files beside it. SQLite copies some pages at a time and the world runs on between them; what it writes
// meanwhile through the same connection goes into the copy as well.

import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Database } from "better-sqlite3";
import { EngineError, messageOf } from "../base/errors.ts";
import { syncFolder } from "../base/sync-folder.ts";
import type { CopyStore } from "../world/copies.ts";
import type { Store } from "../world/port.ts";

/** 400 KB at the usual 4 KB a page: some milliseconds on the card of a small machine. */
const PAGES_AT_ONCE = 100;
const UNFINISHED = ".part";
/** What SQLite and the inbox lay beside a file. */
const BESIDE = ["", "-wal", "-shm", "-journal", ".begun", ".begun.part"];

export class SqliteCopies implements CopyStore<Store> {
  readonly #db: Database;
  readonly #path: string;
  readonly #open: (path: string) => Store;
  readonly #meanwhile: <T>(copying: () => Promise<T>) => Promise<T>;

  /** `meanwhile` sees to it that nothing is written through another connection: SQLite would begin anew each time. */
  constructor(db: Database, path: string, open: (path: string) => Store, meanwhile: <T>(copying: () => Promise<T>) => Promise<T>) {
    this.#db = db;
    this.#path = path;
    this.#open = open;
    this.#meanwhile = meanwhile;
  }

  async make(name: string): Promise<void> {
    const path = this.#pathOf(name);
    const part = `${path}${UNFINISHED}`;
    forget(part);
    try {
      await this.#meanwhile(() => this.#db.backup(part, { progress: () => PAGES_AT_ONCE }));
      renameSync(part, path);
      syncFolder(dirname(path));
    } catch (error) {
      forget(part);
      throw new EngineError("E_STORE_WRITE", { path, detail: messageOf(error) }, error);
    }
  }

  has(name: string): boolean {
    return existsSync(this.#pathOf(name));
  }

  open(name: string): Store {
    const path = this.#pathOf(name);
    if (!existsSync(path)) throw new EngineError("E_STORE_OPEN", { path, detail: "there is no such copy" });
    return this.#open(path);
  }

  remove(name: string): void {
    forget(this.#pathOf(name));
    forget(`${this.#pathOf(name)}${UNFINISHED}`);
  }

  names(): readonly string[] {
    const start = basename(this.#pathOf(""));
    const ours = readdirSync(dirname(this.#path)).filter((file) => file.startsWith(start));
    return [...new Set(ours.map((file) => file.slice(start.length).replace(/(\.part)?(-wal|-shm|-journal|\.begun)?(\.part)?$/, "")))];
  }

  #pathOf(name: string): string {
    return join(dirname(this.#path), `${basename(this.#path)}.try-${name}`);
  }
}

function forget(path: string): void {
  for (const end of BESIDE) rmSync(`${path}${end}`, { force: true });
}
