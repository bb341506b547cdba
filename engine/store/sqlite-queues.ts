// Inbox and outbox: what came and is not done, what was said and is not delivered.

import type { Database, Statement } from "better-sqlite3";
import type { InboxId, MessageId } from "../base/ids.ts";
import type { InboxRow, MessageRow } from "../world/port.ts";

/** Packets that are done stay known for this many others; no link repeats one later. */
const KNOWN_PACKETS = 10_000;

export class SqliteQueues {
  readonly #add: Statement<unknown[]>;
  readonly #try: Statement<unknown[]>;
  readonly #done: Statement<unknown[]>;
  readonly #aside: Statement<unknown[]>;
  readonly #open: Statement<unknown[]>;
  readonly #messages: Statement<unknown[]>;
  readonly #delivered: Statement<unknown[]>;

  constructor(db: Database) {
    db.prepare("DELETE FROM inbox WHERE state = 'done' AND id <= (SELECT max(id) FROM inbox) - ?").run(KNOWN_PACKETS);
    const columns = "id, source, packet, at AS atMs, line, tries, state";
    this.#add = db.prepare(`INSERT INTO inbox (source, packet, at, line) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING ${columns}`);
    this.#try = db.prepare("UPDATE inbox SET tries = tries + 1 WHERE id = ? RETURNING tries").pluck();
    // A line that is done keeps only its name, by which a copy of it is known again.
    this.#done = db.prepare("UPDATE inbox SET state = 'done', line = '' WHERE id = ?");
    this.#aside = db.prepare("UPDATE inbox SET state = 'aside' WHERE id = ?");
    this.#open = db.prepare(`SELECT ${columns} FROM inbox WHERE state <> 'done' ORDER BY id`);
    this.#messages = db.prepare('SELECT id, turn, "to", at AS atMs, text FROM outbox ORDER BY id');
    this.#delivered = db.prepare("DELETE FROM outbox WHERE id = ?");
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

  messages(): MessageRow[] {
    return this.#messages.all() as MessageRow[];
  }

  delivered(ids: readonly MessageId[]): void {
    for (const id of ids) this.#delivered.run(id);
  }
}
