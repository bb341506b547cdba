// Durability apart from the commit: with `synchronous = NORMAL` a commit puts its pages into the write-ahead log without waiting for the
// disk, and the log is synced here, beside the turns that run meanwhile. What is synced is what `FULL` would have synced at each commit.

import { closeSync, fdatasync, fdatasyncSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { syncFolder } from "../base/sync-folder.ts";

export class WalSync {
  readonly #fd: number;
  #running = 0;
  #closed = false;

  /** `path` is the database; its log must be there. */
  constructor(path: string) {
    this.#fd = openSync(`${path}-wal`, "r+");
    // A log whose name is not on the disk yet would be lost with a power cut, however well it is synced.
    syncFolder(dirname(path));
  }

  now(): void {
    fdatasyncSync(this.#fd);
  }

  /** Calls back when all that is in the log now is on the disk; with the error when it may not be. */
  later(done: (error: Error | null) => void): void {
    this.#running++;
    fdatasync(this.#fd, (error) => {
      this.#running--;
      if (this.#closed) this.#end();
      done(error);
    });
  }

  /** Once no sync runs any more. */
  close(): void {
    this.#closed = true;
    this.#end();
  }

  #end(): void {
    if (this.#running === 0) closeSync(this.#fd);
  }
}
