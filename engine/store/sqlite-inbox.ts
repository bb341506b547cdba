// The inbox: what was begun and is not done, and by what name it is known again when it is. What is begun goes into a file of its own
// (`begun-file.ts`); what is done goes into the world's file with its turn, whoever writes that.

import { randomUUID } from "node:crypto";
import type { Database, Statement } from "better-sqlite3";
import { EngineError } from "../base/errors.ts";
import { type InboxRow, type InboxStore, nameOf, type PacketName } from "../world/inbox-port.ts";
import { BegunFile, removeBegun } from "./begun-file.ts";
import { doneLines, SqliteDoneLines } from "./done-lines.ts";
import type { GroupWriter } from "./group-writer.ts";
import { mark } from "./take-up.ts";

/** In bytes, some thousand lines: the file begins anew then, for which one waits until all that is done is in the world's file. */
const MOST_GROWTH = 512 * 1024;

/** So many lines go into the table of the inbox at once, which takes 1 to 2 ms. */
const FILL_AFTER = 512;

export class SqliteInbox implements InboxStore {
  readonly #db: Database;
  readonly #path: string | null;
  readonly #groups: GroupWriter;
  readonly #aside: Statement<unknown[]>;
  readonly #open: Statement<unknown[]>;
  readonly #known: Statement<unknown[]>;
  readonly #prune: Statement<unknown[]>;
  readonly #lines: SqliteDoneLines;
  #file: BegunFile | null = null;
  /** Begun here and not done. */
  readonly #begun = new Map<string, InboxRow>();
  /** Ended here, and on their way into the table of the inbox: those that the next filling takes, and those that the last one took. */
  #ended = new Set<string>();
  #endedBefore = new Set<string>();
  /** Of the open group. */
  #endedNow: InboxRow[] = [];
  /** The next group that has done something fills the table; the open one does. */
  #isToFill = false;
  #fillsNow = false;
  /** Where the last filling is. */
  #filledAt = 0;

  /** `path`: of the file beside the world's; null for a world that ends with its process. */
  constructor(db: Database, path: string | null, groups: GroupWriter) {
    this.#db = db;
    this.#path = path;
    this.#groups = groups;
    this.#aside = db.prepare(`INSERT INTO inbox (source, packet, at, line, tries, state) VALUES (?, ?, ?, ?, ?, 'aside')
      ON CONFLICT (source, packet) DO UPDATE SET state = 'aside', tries = excluded.tries`);
    this.#open = db.prepare("SELECT source, packet, at AS atMs, line, tries, state FROM inbox WHERE state <> 'done' ORDER BY id");
    this.#known = db.prepare("SELECT 1 FROM inbox WHERE source = ? AND packet = ? AND state <> 'waiting'").pluck();
    this.#prune = db.prepare(`DELETE FROM inbox WHERE state = 'done' AND at < ?
      AND id <= (SELECT id FROM inbox WHERE state = 'done' ORDER BY id DESC LIMIT 1 OFFSET ?)`);
    this.#lines = new SqliteDoneLines(db);
  }

  open(): InboxRow[] {
    this.#groups.see();
    const rows = new Map((this.#open.all() as InboxRow[]).map((row) => [nameOf(row), row]));
    for (const name of rows.keys()) if (this.#hasEnded(name)) rows.delete(name);
    for (const [name, row] of this.#begun) rows.set(name, row);
    return [...rows.values()];
  }

  known(names: readonly PacketName[]): boolean[] {
    return names.map((name) => this.#hasEnded(nameOf(name)) || this.#known.get(name.source, name.packet) === 1);
  }

  #hasEnded(name: string): boolean {
    return this.#ended.has(name) || this.#endedBefore.has(name);
  }

  begin(rows: readonly InboxRow[]): void {
    this.#groups.guard(() => {
      // A group that is taken back would take the filling with it.
      if (this.#groups.isOpen) throw new EngineError("E_BUG", { detail: "a line was begun in an open group" });
      if (this.#ended.size >= FILL_AFTER && !this.#isToFill) this.#fillNext();
      if (this.#path !== null) this.#fileAt(this.#path).append(rows);
    });
    for (const row of rows) this.#begun.set(nameOf(row), row);
  }

  done(rows: readonly InboxRow[]): void {
    if (rows.length === 0) return;
    this.#fillsNow ||= this.#isToFill;
    this.#groups.put({ done: doneLines(rows, this.#isToFill) });
    for (const row of rows) {
      this.#ended.add(nameOf(row));
      this.#end(row);
    }
  }

  aside(row: InboxRow): void {
    const { source, packet, atMs, line, tries } = row;
    this.#groups.write(() => this.#aside.run(source, packet, atMs, line, tries));
    this.#end(row);
  }

  prune(beforeMs: number, keep: number): void {
    this.#groups.write(() => {
      // A line that is in the file must be known as done for as long as it is there.
      this.#renew();
      this.#lines.fill();
      this.#prune.run(beforeMs, keep);
    });
  }

  committed(): void {
    this.#endedNow = [];
    if (!this.#fillsNow) return;
    this.#fillsNow = false;
    this.#isToFill = false;
    this.#filledAt = this.#groups.position;
  }

  rolledBack(): void {
    for (const row of this.#endedNow) {
      this.#ended.delete(nameOf(row));
      this.#begun.set(nameOf(row), row);
    }
    this.#endedNow = [];
    this.#fillsNow = false;
  }

  /** `isWhole`: the world's file holds all that was committed. */
  close(isWhole: boolean): void {
    this.#file?.close();
    if (this.#path === null || !isWhole || this.#begun.size + this.#endedNow.length > 0) return;
    const path = this.#path;
    this.#groups.guard(() => removeBegun(path));
  }

  #end(row: InboxRow): void {
    this.#begun.delete(nameOf(row));
    this.#endedNow.push(row);
  }

  #fileAt(path: string): BegunFile {
    this.#file ??= this.#makeFile(path);
    if (this.#file.growth > MOST_GROWTH) this.#renew();
    return this.#file;
  }

  /** It bears a mark of this life of the world: a database of another life that is put in the place of this one knows nothing of it. */
  #makeFile(path: string): BegunFile {
    const name = randomUUID();
    this.#groups.alone(() => mark(this.#db, name));
    return new BegunFile(path, name);
  }

  /** What the last filling took is found in the table from now on. */
  #fillNext(): void {
    this.#groups.see(this.#filledAt);
    this.#endedBefore = this.#ended;
    this.#ended = new Set();
    this.#isToFill = true;
  }

  #renew(): void {
    this.#groups.see();
    this.#file?.renew([...this.#begun.values(), ...this.#endedNow]);
  }
}
