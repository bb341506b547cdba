// From one life of a world to the next: what it had done goes into the table of the inbox, and then what of the rest it had begun.

import type { Database } from "better-sqlite3";
import { EngineError, messageOf } from "../base/errors.ts";
import type { InboxRow } from "../world/inbox-port.ts";
import { readBegun, removeBegun } from "./begun-file.ts";
import { SqliteDoneLines } from "./done-lines.ts";
import { isFile } from "./sqlite-open.ts";

const MARK = "inbox.begun";

/** The file of what is begun, beside the world's; null for a world that ends with its process. */
export function begunPath(path: string): string | null {
  return isFile(path) ? `${path}.begun` : null;
}

/** In an open transaction: the file of what is begun that bears this mark belongs to the database from now on, and no other does. */
export function mark(db: Database, name: string): void {
  db.prepare("INSERT OR REPLACE INTO meta VALUES (?, ?)").run(MARK, name);
}

/** Of a database that was just opened. Throws `E_STORE_OPEN`. */
export function takeUp(db: Database, path: string): void {
  try {
    const begun = begunPath(path);
    const hasDone = db.prepare("SELECT 1 FROM inbox_done").pluck().get() === 1;
    const name = db.prepare("SELECT value FROM meta WHERE name = ?").pluck().get(MARK) as string | undefined;
    const rows = begun === null || name === undefined ? [] : readBegun(begun, name);
    if (!hasDone && rows.length === 0) return;
    db.transaction(() => takeInto(db, rows)).immediate();
    if (begun !== null) removeBegun(begun);
  } catch (error) {
    throw new EngineError("E_STORE_OPEN", { path, detail: messageOf(error) }, error);
  }
}

function takeInto(db: Database, rows: readonly InboxRow[]): void {
  const add = db.prepare(`INSERT INTO inbox (source, packet, at, line, tries) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (source, packet) DO UPDATE SET tries = max(tries, excluded.tries) WHERE state = 'waiting'`);
  new SqliteDoneLines(db).fill();
  for (const { source, packet, atMs, tries, line } of rows) add.run(source, packet, atMs, line, tries);
  db.prepare("DELETE FROM meta WHERE name = ?").run(MARK);
}
