// Opening the file: the settings that make a commit durable, the lock against a second process, and the checks before use.

import BetterSqlite, { type Database } from "better-sqlite3";
import { EngineError, messageOf } from "../base/errors.ts";
import { migrate } from "./migrations.ts";

export interface OpenOptions {
  /** A file, or `:memory:`. */
  readonly path: string;
  /** False only for tests and benchmarks: a power cut may then lose the last commits. */
  readonly durable?: boolean;
  /** False skips the check of the whole file (a sysop's hurry). */
  readonly check?: boolean;
  /** From so many turns in one group on, groups are written by a thread of their own; 0: from the first. */
  readonly apartFrom?: number;
}

/** An open, locked, checked and migrated database; throws a coded error when it cannot be. */
export function openDatabase({ path, durable = true, check = true }: OpenOptions): Database {
  const db = connect(path);
  try {
    lock(db, durable);
    if (check) verify(db, path);
    migrate(db, path);
    return db;
  } catch (error) {
    db.close();
    throw coded(path, error);
  }
}

/** False for a database that ends with its connection. */
export function isFile(path: string): boolean {
  return path !== ":memory:" && path !== "";
}

function connect(path: string): Database {
  try {
    // No waiting for a lock: whoever holds it holds it for life.
    return new BetterSqlite(path, { timeout: 0 });
  } catch (error) {
    throw coded(path, error);
  }
}

function lock(db: Database, durable: boolean): void {
  // The log is read before the lock is taken: only so can the lock be shared later on; see `shareLock`.
  db.pragma("journal_mode = WAL");
  readAnything(db);
  db.pragma("locking_mode = EXCLUSIVE");
  db.pragma(`synchronous = ${durable ? "FULL" : "OFF"}`);
  setUp(db);
  // Takes the lock now and not at the first write; it is kept until the process ends, however it ends.
  db.exec("BEGIN IMMEDIATE; COMMIT");
}

function setUp(db: Database): void {
  db.pragma("foreign_keys = ON");
  db.pragma("trusted_schema = OFF");
  db.pragma("temp_store = MEMORY");
  db.pragma("cache_size = -32000");
  // 16 MB: the pages that every turn touches (the newest of each index) go into the file itself once and not many times.
  db.pragma("wal_autocheckpoint = 4000");
  db.pragma(`journal_size_limit = ${64 * 1024 * 1024}`);
}

function readAnything(db: Database): void {
  db.prepare("SELECT count(*) FROM sqlite_schema").get();
}

/** A hand that types into the file while a world runs may hold it so long, in ms. */
const FOREIGN_MS = 2_000;

/**
 * Lets `openBeside` in. Another process that opens the file as a world is refused as before, for that wants the lock for itself, and
 * every open connection has a share in it.
 */
export function shareLock(db: Database): void {
  db.pragma("locking_mode = NORMAL");
  db.pragma(`busy_timeout = ${FOREIGN_MS}`);
  // It lets go when it next has done something.
  readAnything(db);
  // Each commit of the other makes what is kept of the file worthless.
  db.pragma("cache_size = -4000");
  db.pragma("shrink_memory");
}

/** A second connection to a file that this process has open, for another thread. It leaves the syncing of commits to its caller. */
export function openBeside(path: string): Database {
  const db = new BetterSqlite(path, { timeout: FOREIGN_MS, fileMustExist: true });
  db.pragma("synchronous = NORMAL");
  setUp(db);
  // What turns write are mostly the newest pages of each table; what is read of the whole file stays the first connection's affair.
  db.pragma("cache_size = -8000");
  return db;
}

function verify(db: Database, path: string): void {
  const found = db.pragma("quick_check", { simple: true });
  if (found !== "ok") throw new EngineError("E_STORE_CORRUPT", { path, detail: String(found) });
}

function coded(path: string, error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const code = (error as { code?: unknown }).code;
  const detail = messageOf(error);
  if (typeof code === "string") {
    if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED")) return new EngineError("E_STORE_LOCKED", { path }, error);
    if (code.startsWith("SQLITE_NOTADB")) return new EngineError("E_STORE_FORMAT", { path, detail }, error);
    if (code.startsWith("SQLITE_CORRUPT")) return new EngineError("E_STORE_CORRUPT", { path, detail }, error);
  }
  return new EngineError("E_STORE_OPEN", { path, detail }, error);
}
