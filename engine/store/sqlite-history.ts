// The history of things in SQLite: rows in, bounded by age and number, and out again along the stacks that a thing came from.

import type { Database, Statement } from "better-sqlite3";
import type { Change, HistoryOf, HistoryRow } from "../world/port.ts";
import { CAP_EVERY, KEEP_GONE_MS, MOST_ROWS, PRUNE_EVERY, walkHistory } from "./history.ts";

type HistoryChange = Extract<Change, { t: "history" }>;

const COLUMNS = `id, thing, name, count, deed, who, who_name AS whoName, "from", from_name AS fromName, place, origin, "into", gone,
  at AS atMs, turn`;

export class SqliteHistory {
  readonly #add: Statement<unknown[]>;
  readonly #known: Statement<unknown[]>;
  readonly #prune: Statement<unknown[]>;
  readonly #cap: Statement<unknown[]>;
  readonly #ofThing: Statement<unknown[]>;
  readonly #ofPlayer: Statement<unknown[]>;

  constructor(db: Database) {
    this.#add =
      db.prepare(`INSERT INTO history (thing, name, count, deed, who, who_name, "from", from_name, place, origin, "into", gone, at, turn)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
    this.#known = db.prepare('SELECT 1 FROM history WHERE thing = ? OR ("into" = ? AND "into" <> 0) LIMIT 1').pluck();
    this.#prune = db.prepare("DELETE FROM history WHERE thing IN (SELECT thing FROM history WHERE gone = 1 AND at < ?)");
    // The first row stays: how the thing came into somebody's hands.
    this.#cap =
      db.prepare(`DELETE FROM history WHERE thing = @id AND id <= (SELECT id FROM history WHERE thing = @id ORDER BY id DESC LIMIT 1 OFFSET @most)
      AND id > (SELECT min(id) FROM history WHERE thing = @id)`);
    this.#ofThing = db.prepare(
      `SELECT ${COLUMNS} FROM history WHERE (thing = @id OR ("into" = @id AND "into" <> 0)) AND id < @below ORDER BY id DESC LIMIT @most`,
    );
    this.#ofPlayer = db.prepare(
      `SELECT ${COLUMNS} FROM history WHERE ((who = @id AND who <> 0) OR ("from" = @id AND "from" <> 0)) AND id < @below ORDER BY id DESC LIMIT @most`,
    );
  }

  add({ row, known }: HistoryChange): void {
    if (known !== 0 && this.#known.get(known, known) === undefined) return;
    const { thing, name, count, deed, who, whoName, from, fromName, place, origin, into, gone, atMs, turn } = row;
    const values = [thing, name, count, deed, who, whoName, from, fromName, place, origin, into, gone ? 1 : 0, atMs, turn];
    const id = Number(this.#add.run(...values).lastInsertRowid);
    if (id % CAP_EVERY === 0) this.#cap.run({ id: thing, most: MOST_ROWS - 1 });
    if (id % PRUNE_EVERY === 0) this.#prune.run(atMs - KEEP_GONE_MS);
  }

  read(of: HistoryOf, before: number, limit: number): HistoryRow[] {
    const rows = (statement: Statement<unknown[]>, id: number, below: number, most: number): HistoryRow[] =>
      (statement.all({ id, below, most }) as (Omit<HistoryRow, "gone"> & { gone: number })[]).map((row) => ({
        ...row,
        gone: row.gone === 1,
      }));
    const below = before === 0 ? Number.MAX_SAFE_INTEGER : before;
    if ("player" in of) return rows(this.#ofPlayer, of.player, below, limit);
    return walkHistory(of.thing, below, limit, (thing, under, most) => rows(this.#ofThing, thing, under, most));
  }
}
