// The lasting store: one SQLite file, one writer, one transaction for a group of turns.

import type { Database, Statement } from "better-sqlite3";
import { EngineError } from "../base/errors.ts";
import type { InboxId, TurnId } from "../base/ids.ts";
import type { AuditRow, Change, EditRow, HistoryOf, HistoryRow, InboxRow, LateCommit, Loaded, Store, TurnRow } from "../world/port.ts";
import { firstBroken } from "./audit-chain.ts";
import { RowEngine } from "./row-engine.ts";
import { SqliteCopies } from "./sqlite-copies.ts";
import { SqliteHistory } from "./sqlite-history.ts";
import { SqliteInbox } from "./sqlite-inbox.ts";
import { reconcileFile, SqliteLedger } from "./sqlite-ledger.ts";
import { loadAll } from "./sqlite-load.ts";
import { type OpenOptions, openDatabase } from "./sqlite-open.ts";
import { SqliteOutbox } from "./sqlite-outbox.ts";
import { SqliteRows } from "./sqlite-rows.ts";
import { SqliteVersions } from "./sqlite-versions.ts";
import { SqliteWriter } from "./sqlite-writer.ts";
import { WalSync } from "./wal-sync.ts";

/** Opens or makes a world's file. Throws `E_STORE_LOCKED`, `E_STORE_FORMAT`, `E_STORE_CORRUPT` or `E_STORE_OPEN`. */
export function openSqliteStore(options: OpenOptions): Store {
  const db = openDatabase(options);
  const isFile = options.path !== ":memory:" && options.path !== "";
  return new SqliteStore(db, options.path, options.durable !== false && isFile ? syncApart(db, options.path) : null);
}

/** Commits are synced by us from now on, and no more by SQLite. */
function syncApart(db: Database, path: string): WalSync {
  const sync = new WalSync(path);
  db.pragma("synchronous = NORMAL");
  return sync;
}

const EDIT_COLUMNS = `pack, version, at AS atMs, turn, author, author_name AS authorName, verb, message, of, base, line, "before", "after"`;
const AUDIT_COLUMNS = "id, at AS atMs, who, what, node, turn, before, hash";

class SqliteStore implements Store {
  readonly rows: RowEngine;
  readonly ledger: SqliteLedger;
  readonly outbox: SqliteOutbox;
  readonly versions: SqliteVersions;
  readonly copies: SqliteCopies;
  readonly late?: LateCommit;
  readonly #db: Database;
  readonly #path: string;
  /** Null where a power cut may take the last commits. */
  readonly #sync: WalSync | null;
  readonly #history: SqliteHistory;
  readonly #writer: SqliteWriter;
  readonly #inbox: SqliteInbox;
  readonly #tables: SqliteRows;
  readonly #begin: Statement<unknown[]>;
  readonly #commit: Statement<unknown[]>;

  constructor(db: Database, path: string, sync: WalSync | null) {
    this.#db = db;
    this.#path = path;
    this.#sync = sync;
    if (sync !== null) this.late = this.#lateBy(sync);
    this.ledger = new SqliteLedger(db);
    this.#history = new SqliteHistory(db);
    this.#writer = new SqliteWriter(db, this.#history, (id) => this.ledger.wrote(id));
    this.#inbox = new SqliteInbox(db);
    this.outbox = new SqliteOutbox(db, (write) => this.#guard(write));
    this.versions = new SqliteVersions(db, (write) => this.#guard(write));
    // A copy is of a file that was checked when it was opened.
    this.copies = new SqliteCopies(db, path, (copy) => openSqliteStore({ path: copy, check: false }));
    this.#tables = new SqliteRows(db);
    this.rows = new RowEngine(this.#tables);
    this.#begin = db.prepare("BEGIN IMMEDIATE");
    this.#commit = db.prepare("COMMIT");
  }

  load(): Loaded {
    return loadAll(this.#db);
  }

  begin(): void {
    if (!this.#db.inTransaction) this.#begin.run();
  }

  commit(): void {
    if (this.#end()) this.#guard(() => this.#sync?.now());
  }

  /** False when there was nothing to end. */
  #end(): boolean {
    this.rows.settled();
    if (!this.#db.inTransaction) return false;
    this.#guard(() => {
      this.#writer.save();
      this.#tables.save();
      this.#commit.run();
    });
    return true;
  }

  #lateBy(sync: WalSync): LateCommit {
    return {
      commit: () => {
        this.#end();
      },
      settle: (done) => sync.later((error) => done(error === null ? null : this.#writeError(error))),
      settleNow: () => this.#guard(() => sync.now()),
    };
  }

  rollback(): void {
    if (this.#db.inTransaction) this.#db.exec("ROLLBACK");
    this.#writer.forgetAll();
    this.#tables.forgetAll();
    this.ledger.forget();
    this.#history.forget();
    this.rows.recount();
  }

  writeTurn(turn: TurnRow, changes: readonly Change[]): void {
    this.begin();
    this.#guard(() => {
      this.#writer.turn(turn);
      for (const change of changes) this.#writer.change(change);
    });
  }

  write(changes: readonly Change[]): void {
    this.begin();
    this.#guard(() => {
      for (const change of changes) this.#writer.change(change);
    });
  }

  inboxAdd(source: string, packet: string, line: string, atMs: number): InboxRow | undefined {
    this.begin();
    return this.#guard(() => this.#inbox.add(source, packet, line, atMs));
  }

  inboxTry(id: InboxId): number {
    this.begin();
    return this.#guard(() => this.#inbox.begin(id));
  }

  inboxDone(id: InboxId): void {
    this.begin();
    this.#guard(() => this.#inbox.done(id));
  }

  inboxAside(id: InboxId): void {
    this.begin();
    this.#guard(() => this.#inbox.aside(id));
  }

  inboxOpen(): InboxRow[] {
    return this.#inbox.open();
  }

  inboxPrune(beforeMs: number, keep: number): void {
    this.begin();
    this.#guard(() => this.#inbox.prune(beforeMs, keep));
  }

  turns(from: TurnId, limit: number): TurnRow[] {
    const sql = `SELECT id, kind, actor, input, at AS atMs, seed, code, digest, fuel, took AS tookMs
      FROM journal WHERE id >= ? ORDER BY id LIMIT ?`;
    return this.#db.prepare(sql).all(from, limit) as TurnRow[];
  }

  meta(name: string): string | undefined {
    return this.#db.prepare("SELECT value FROM meta WHERE name = ?").pluck().get(name) as string | undefined;
  }

  setMeta(name: string, value: string): void {
    this.begin();
    this.#guard(() => this.#db.prepare("INSERT OR REPLACE INTO meta VALUES (?, ?)").run(name, value));
  }

  reconcile(): string[] {
    return reconcileFile(this.#db);
  }

  history(of: HistoryOf, before: number, limit: number): HistoryRow[] {
    return this.#history.read(of, before, limit);
  }

  edits(pack: string, before: number, limit: number): EditRow[] {
    const sql = `SELECT ${EDIT_COLUMNS} FROM edit WHERE pack = ? AND (? = 0 OR version < ?) ORDER BY version DESC LIMIT ?`;
    return this.#db.prepare(sql).all(pack, before, before, limit) as EditRow[];
  }

  auditRows(from: number, limit: number): AuditRow[] {
    return this.#db.prepare(`SELECT ${AUDIT_COLUMNS} FROM audit WHERE id >= ? ORDER BY id LIMIT ?`).all(from, limit) as AuditRow[];
  }

  auditVerify(): number {
    return firstBroken(this.#db.prepare(`SELECT ${AUDIT_COLUMNS} FROM audit ORDER BY id`).iterate() as Iterable<AuditRow>);
  }

  close(): void {
    if (!this.#db.open) return;
    if (this.#db.inTransaction) this.#db.exec("ROLLBACK");
    this.#db.pragma("optimize");
    this.#db.close();
    this.#sync?.close();
  }

  #guard<T>(write: () => T): T {
    try {
      return write();
    } catch (error) {
      throw this.#writeError(error);
    }
  }

  #writeError(error: unknown): EngineError {
    return new EngineError("E_STORE_WRITE", { path: this.#path, detail: error instanceof Error ? error.message : String(error) }, error);
  }
}
