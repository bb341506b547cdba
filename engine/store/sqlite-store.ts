// The lasting store: one SQLite file, one writer at a time, one transaction for a group of turns.

import type { Database } from "better-sqlite3";
import { EngineError, messageOf } from "../base/errors.ts";
import type { TurnId } from "../base/ids.ts";
import type { AuditRow, Change, EditRow, HistoryOf, HistoryRow, LateCommit, Loaded, Store, TurnRow, TurnWeight } from "../world/port.ts";
import { firstBroken } from "./audit-chain.ts";
import { GroupWriter } from "./group-writer.ts";
import type { Written } from "./posted.ts";
import { RowEngine } from "./row-engine.ts";
import { SqliteCopies } from "./sqlite-copies.ts";
import { SqliteHistory } from "./sqlite-history.ts";
import { SqliteInbox } from "./sqlite-inbox.ts";
import { reconcileFile, SqliteLedger } from "./sqlite-ledger.ts";
import { loadAll } from "./sqlite-load.ts";
import { isFile, type OpenOptions, openDatabase } from "./sqlite-open.ts";
import { SqliteOutbox } from "./sqlite-outbox.ts";
import { SqliteRows } from "./sqlite-rows.ts";
import { SqliteVersions } from "./sqlite-versions.ts";
import { SqliteWriter } from "./sqlite-writer.ts";
import { begunPath, takeUp } from "./take-up.ts";
import { WalSync } from "./wal-sync.ts";

/** Opens or makes a world's file. Throws `E_STORE_LOCKED`, `E_STORE_FORMAT`, `E_STORE_CORRUPT` or `E_STORE_OPEN`. */
export function openSqliteStore(options: OpenOptions): Store {
  const db = openDatabase(options);
  try {
    takeUp(db, options.path);
    const sync = options.durable !== false && isFile(options.path) ? syncApart(db, options.path) : null;
    return new SqliteStore(db, options.path, sync, options.apartFrom ?? BUSY_TURNS);
  } catch (error) {
    db.close();
    throw error;
  }
}

/** In one group. Those of a single player, or of a mesh, come one by one. */
const BUSY_TURNS = 4;

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
  readonly inbox: SqliteInbox;
  readonly outbox: SqliteOutbox;
  readonly versions: SqliteVersions;
  readonly copies: SqliteCopies;
  readonly late?: LateCommit;
  readonly #db: Database;
  readonly #path: string;
  readonly #sync: WalSync | null;
  readonly #history: SqliteHistory;
  readonly #writer: SqliteWriter;
  readonly #groups: GroupWriter;
  readonly #tables: SqliteRows;

  constructor(db: Database, path: string, sync: WalSync | null, apartFrom: number) {
    this.#db = db;
    this.#path = path;
    this.#sync = sync;
    this.#groups = this.#groupWriter(apartFrom);
    const { late } = this.#groups;
    if (late !== undefined) this.late = { ...late, commit: () => this.#committed(() => late.commit()) };
    const write = <T>(write: () => T): T => this.#groups.write(write);
    this.ledger = new SqliteLedger(db, () => this.#groups.see());
    this.#history = new SqliteHistory(db);
    this.#writer = new SqliteWriter(db, this.#history, (id) => this.ledger.wrote(id));
    this.outbox = new SqliteOutbox(db, write);
    this.versions = new SqliteVersions(db, write);
    // A copy is of a file that was checked when it was opened.
    const open = (copy: string): Store => openSqliteStore({ path: copy, check: false });
    this.copies = new SqliteCopies(db, path, open, (copying) => this.#groups.meanwhile(copying));
    this.#tables = new SqliteRows(db, () => this.#groups.writing());
    this.rows = new RowEngine(this.#tables);
    this.inbox = new SqliteInbox(db, begunPath(path), this.#groups);
  }

  #groupWriter(apartFrom: number): GroupWriter {
    return new GroupWriter({
      ...{ db: this.#db, path: this.#path, sync: this.#sync, apartFrom },
      write: (written) => this.#writer.written(written),
      save: () => {
        this.#writer.save();
        this.#tables.save();
      },
      willWrite: (written) => this.#willWrite(written),
      coded: (error) => this.#writeError(error),
    });
  }

  /** What is remembered of the file is no longer all that is in it. */
  #willWrite(written: Written): void {
    if ("done" in written) return;
    this.#history.forget();
    for (const change of written.changes) if (change.t === "transfer") this.ledger.willBe(change.row.id);
  }

  load(): Loaded {
    this.#groups.see();
    return loadAll(this.#db);
  }

  begin(): void {
    this.#groups.begin();
  }

  commit(): void {
    this.#committed(() => this.#groups.commit());
  }

  #committed(commit: () => void): void {
    this.rows.settled();
    commit();
    this.inbox.committed();
  }

  rollback(): void {
    this.#groups.rollback();
    this.#writer.forgetAll();
    this.#tables.forgetAll();
    this.ledger.forget();
    this.#history.forget();
    this.inbox.rolledBack();
    this.rows.recount();
  }

  writeTurn(turn: TurnRow, changes: readonly Change[], weight: TurnWeight | null = null): void {
    this.#groups.put({ turn, changes, weight });
  }

  write(changes: readonly Change[]): void {
    this.#groups.put({ turn: null, changes, weight: null });
  }

  turns(from: TurnId, limit: number): TurnRow[] {
    const sql = `SELECT id, kind, actor, input, at AS atMs, seed, code, digest, fuel, took AS tookMs
      FROM journal WHERE id >= ? ORDER BY id LIMIT ?`;
    this.#groups.see();
    return this.#db.prepare(sql).all(from, limit) as TurnRow[];
  }

  meta(name: string): string | undefined {
    return this.#db.prepare("SELECT value FROM meta WHERE name = ?").pluck().get(name) as string | undefined;
  }

  setMeta(name: string, value: string): void {
    this.#groups.write(() => this.#db.prepare("INSERT OR REPLACE INTO meta VALUES (?, ?)").run(name, value));
  }

  reconcile(): string[] {
    this.#groups.see();
    return reconcileFile(this.#db);
  }

  history(of: HistoryOf, before: number, limit: number): HistoryRow[] {
    this.#groups.see();
    return this.#history.read(of, before, limit);
  }

  edits(pack: string, before: number, limit: number): EditRow[] {
    const sql = `SELECT ${EDIT_COLUMNS} FROM edit WHERE pack = ? AND (? = 0 OR version < ?) ORDER BY version DESC LIMIT ?`;
    this.#groups.see();
    return this.#db.prepare(sql).all(pack, before, before, limit) as EditRow[];
  }

  auditRows(from: number, limit: number): AuditRow[] {
    this.#groups.see();
    return this.#db.prepare(`SELECT ${AUDIT_COLUMNS} FROM audit WHERE id >= ? ORDER BY id LIMIT ?`).all(from, limit) as AuditRow[];
  }

  auditVerify(): number {
    this.#groups.see();
    return firstBroken(this.#db.prepare(`SELECT ${AUDIT_COLUMNS} FROM audit ORDER BY id`).iterate() as Iterable<AuditRow>);
  }

  close(): void {
    if (!this.#db.open) return;
    try {
      this.inbox.close(this.#groups.close());
      this.#db.pragma("optimize");
    } finally {
      this.#db.close();
      this.#sync?.close();
    }
  }

  #writeError(error: unknown): EngineError {
    if (error instanceof EngineError) return error;
    return new EngineError("E_STORE_WRITE", { path: this.#path, detail: messageOf(error) }, error);
  }
}
