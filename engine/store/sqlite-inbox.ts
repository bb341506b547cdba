// The inbox: what came and is not done, and by what name it is known again when it is.

import type { Database, Statement } from "better-sqlite3";
import type { InboxId } from "../base/ids.ts";
import type { InboxRow } from "../world/port.ts";

export class SqliteInbox {
  readonly #add: Statement<unknown[]>;
  readonly #try: Statement<unknown[]>;
  readonly #done: Statement<unknown[]>;
  readonly #aside: Statement<unknown[]>;
  readonly #open: Statement<unknown[]>;
  readonly #prune: Statement<unknown[]>;

  constructor(db: Database) {
    const columns = "id, source, packet, at AS atMs, line, tries, state";
    this.#add = db.prepare(`INSERT INTO inbox (source, packet, at, line) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING ${columns}`);
    this.#try = db.prepare("UPDATE inbox SET tries = tries + 1 WHERE id = ? RETURNING tries").pluck();
    // A line that is done keeps only its name, by which a copy of it is known again.
    this.#done = db.prepare("UPDATE inbox SET state = 'done', line = '' WHERE id = ?");
    this.#aside = db.prepare("UPDATE inbox SET state = 'aside' WHERE id = ?");
    this.#open = db.prepare(`SELECT ${columns} FROM inbox WHERE state <> 'done' ORDER BY id`);
    this.#prune = db.prepare("DELETE FROM inbox WHERE state = 'done' AND at < ? AND id <= (SELECT max(id) FROM inbox) - ?");
  }

  add(source: string, packet: string, line: string, atMs: number): InboxRow | undefined {
    return this.#add.get(source, packet, atMs, line) as InboxRow | undefined;
  }

  begin(id: InboxId): number {
    return (this.#try.get(id) as number | undefined) ?? 0;
  }

  done(id: InboxId): void {
    this.#done.run(id);
  }

  aside(id: InboxId): void {
    this.#aside.run(id);
  }

  open(): InboxRow[] {
    return this.#open.all() as InboxRow[];
  }

  prune(beforeMs: number, keep: number): void {
    this.#prune.run(beforeMs, keep);
  }
}
