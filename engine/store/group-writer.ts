// How a group of turns gets into the file. A quiet world's turns are written as they come, by this thread. A busy world's are collected
// and written by a thread of their own, unless something of the group must be written or read at once: then this thread waits until
// the other is done and writes the group itself. So there is one writer at a time, and whoever reads sees all that was written before.

import type { Database, Statement } from "better-sqlite3";
import { EngineError } from "../base/errors.ts";
import type { LateCommit } from "../world/port.ts";
import { type Posted, posted, received, type Written } from "./posted.ts";
import { shareLock } from "./sqlite-open.ts";
import type { WalSync } from "./wal-sync.ts";
import { WriteThread } from "./write-thread.ts";

export interface GroupWriterOptions {
  readonly db: Database;
  readonly path: string;
  /** Null where a power cut may take the last commits. */
  readonly sync: WalSync | null;
  /** Turns in one group from which the world is busy; 0: it always is. */
  readonly apartFrom: number;
  /** Writes it now, in the open transaction. */
  write(written: Written): void;
  /** Writes what is written once a group. */
  save(): void;
  /** The other thread will write it. */
  willWrite(written: Written): void;
  /** What the store reports when the file cannot be written. */
  coded(error: unknown): Error;
}

export class GroupWriter {
  /** Absent where a commit need not last. */
  readonly late?: LateCommit;
  readonly #options: GroupWriterOptions;
  readonly #begin: Statement<unknown[]>;
  readonly #commit: Statement<unknown[]>;
  #thread: WriteThread | null = null;
  #isOpen = false;
  /** Turns of the open group. */
  #turns = 0;
  /** What the other thread is to write of the open group; empty while this one writes it. */
  #pending: Posted[] = [];
  /** Who wrote the last group. */
  #wroteApart = false;
  /** Copies that are being made. */
  #copying = 0;

  constructor(options: GroupWriterOptions) {
    this.#options = options;
    this.#begin = options.db.prepare("BEGIN IMMEDIATE");
    this.#commit = options.db.prepare("COMMIT");
    if (options.sync === null) return;
    this.late = this.#lateBy(options.sync);
    if (options.apartFrom === 0) this.#goApart();
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  begin(): void {
    this.#isOpen = true;
  }

  /** Takes what a turn wrote into the open group. */
  put(written: Written): void {
    this.#isOpen = true;
    if (!("done" in written) && written.turn !== null) this.#turns++;
    if (this.#isApart()) {
      this.#pending.push(posted(written));
      this.#options.willWrite(written);
    } else {
      this.write(() => this.#options.write(written));
    }
  }

  /** Writes something else into the open group, now. */
  write<T>(write: () => T): T {
    this.#isOpen = true;
    return this.guard(() => {
      this.#take();
      return write();
    });
  }

  /** To be called before anything is read that turns write; with `upTo`, that they had written when that was the position. */
  see(upTo?: number): void {
    if (upTo === undefined && this.#pending.length > 0) this.guard(() => this.#take());
    else this.#wait(upTo);
  }

  /** How much has gone to the other thread. */
  get position(): number {
    return this.#thread?.posted ?? 0;
  }

  /** Before rows are written, or their tables changed: in the open group's transaction when there is one. */
  writing(): void {
    if (this.#isOpen) this.guard(() => this.#take());
    else this.#wait();
  }

  /** Makes all since `begin` durable. */
  commit(): void {
    if (!this.#isOpen) return;
    this.#end(false);
    this.#wait();
    this.guard(() => this.#options.sync?.now());
  }

  /** A transaction of its own, where no group is open. */
  alone(write: () => void): void {
    this.write(write);
    this.commit();
  }

  rollback(): void {
    this.#isOpen = false;
    this.#turns = 0;
    this.#pending = [];
    if (this.#isWriting()) this.#options.db.exec("ROLLBACK");
  }

  /** While a copy is made, SQLite wants all writes to come through the connection that it is made with. */
  async meanwhile<T>(copying: () => Promise<T>): Promise<T> {
    this.#copying++;
    try {
      this.#wait();
      return await copying();
    } finally {
      this.#copying--;
    }
  }

  /** Whether all that was committed is in the file. */
  close(): boolean {
    this.rollback();
    try {
      this.#thread?.close();
    } catch {
      // Who waits for what it was to write was told why.
    }
    return this.#thread?.wroteAll ?? true;
  }

  #lateBy(sync: WalSync): LateCommit {
    const coded = (error: unknown): unknown => (error === null ? null : this.#options.coded(error));
    return {
      commit: () => {
        if (!this.#isOpen) return;
        const isBusy = this.#turns >= this.#options.apartFrom;
        this.#end(true);
        if (isBusy && this.#thread === null) this.#goApart();
      },
      settle: (done) => {
        const told = (error: unknown): void => done(coded(error));
        if (this.#wroteApart) this.#thread!.settle(told);
        else sync.later(told);
      },
      settleNow: () => {
        this.#wait();
        this.guard(() => sync.now());
      },
    };
  }

  /** `late`: the other thread may do it. */
  #end(late: boolean): void {
    this.#isOpen = false;
    this.#turns = 0;
    this.guard(() => {
      if (late && this.#pending.length > 0 && this.#copying === 0) this.#post();
      else if (this.#pending.length > 0 || this.#isWriting()) this.#endHere();
    });
  }

  #post(): void {
    const group = this.#pending;
    this.#pending = [];
    this.#thread!.post(group, !this.#wroteApart);
    this.#wroteApart = true;
  }

  #endHere(): void {
    this.#take();
    this.#options.save();
    this.#commit.run();
    this.#wroteApart = false;
  }

  /** The transaction is this thread's from now on. */
  #take(): void {
    if (this.#isWriting()) return;
    this.#thread?.wait();
    this.#begin.run();
    const pending = this.#pending;
    this.#pending = [];
    for (const one of pending) this.#options.write(received(one));
  }

  #wait(upTo?: number): void {
    this.guard(() => this.#thread?.wait(upTo));
  }

  #isWriting(): boolean {
    return this.#options.db.inTransaction;
  }

  #isApart(): boolean {
    if (this.#thread === null || this.#copying > 0) return false;
    // Asked once a group: SQLite takes its time to say so.
    if (this.#pending.length > 0) return true;
    return !this.#isWriting() && (this.#thread.isReady || this.#options.apartFrom === 0);
  }

  #goApart(): void {
    shareLock(this.#options.db);
    const { path } = this.#options;
    this.#thread = new WriteThread(path, (error) => {
      const { code, message } = new EngineError("E_STORE_OPEN", { path, detail: error.message });
      // This thread goes on alone: the world is slower, and nothing is lost.
      process.emitWarning(message, { type: "EngineError", code });
    });
  }

  /** What is thrown in it is what the store reports. */
  guard<T>(write: () => T): T {
    try {
      return write();
    } catch (error) {
      throw this.#options.coded(error);
    }
  }
}
