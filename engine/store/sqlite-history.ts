// The history of things in SQLite: rows in, bounded by age and number, and out again along the stacks that a thing came from.

import type { Database, Statement } from "better-sqlite3";
import type { Change, HistoryOf, HistoryRow } from "../world/port.ts";
import { CAP_EVERY, KEEP_GONE_MS, MOST_ROWS, PRUNE_EVERY, walkHistory } from "./history.ts";
import { LateIndex, upto } from "./late-index.ts";

type HistoryChange = Extract<Change, { t: "history" }>;

// As filled early and as still behind the index; see `late-index.ts`.
const OF_THING = "SELECT row FROM history_of WHERE subject = @id AND role IN (0, 1)";
const LATELY_OF_THING = `SELECT id FROM history WHERE id > ${upto("history")} AND (thing = @id OR ("into" = @id AND "into" <> 0))`;
const OF_PLAYER = "SELECT row FROM history_of WHERE subject = @id AND role IN (2, 3)";
const LATELY_OF_PLAYER = `SELECT id FROM history WHERE id > ${upto("history")} AND ((who = @id AND who <> 0) OR ("from" = @id AND "from" <> 0))`;

const COLUMNS = `id, thing, name, count, deed, who, who_name AS whoName, "from", from_name AS fromName, place, origin, "into", gone,
  at AS atMs, turn`;

export class SqliteHistory {
  readonly #add: Statement<unknown[]>;
  readonly #late: LateIndex;
  readonly #known: Statement<unknown[]>;
  readonly #lately: Statement<unknown[]>;
  /** Things that rows behind the index are about, so that nobody need look through these; null when only the file knows. */
  #lateThings: Set<number> | null = null;
  readonly #prune: Statement<unknown[]>;
  readonly #cap: Statement<unknown[]>;
  readonly #ofThing: Statement<unknown[]>;
  readonly #ofPlayer: Statement<unknown[]>;

  constructor(db: Database) {
    this.#add =
      db.prepare(`INSERT INTO history (thing, name, count, deed, who, who_name, "from", from_name, place, origin, "into", gone, at, turn)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
    this.#late = new LateIndex(
      db,
      "history",
      `INSERT INTO history_of SELECT subject, role, row FROM history_role WHERE row > @upto AND row <= @last ORDER BY subject, role, row`,
    );
    this.#known = db.prepare(`SELECT EXISTS (${OF_THING})`).pluck();
    this.#lately = db
      .prepare(`SELECT thing FROM history WHERE id > ${upto("history")}
      UNION SELECT "into" FROM history WHERE id > ${upto("history")} AND "into" <> 0`)
      .pluck();
    this.#prune = db.prepare(`DELETE FROM history WHERE id IN (
      SELECT o.row FROM history g JOIN history_of o ON o.subject = g.thing AND o.role = 0 WHERE g.gone = 1 AND g.at < ?)`);
    // The first row stays: how the thing came into somebody's hands.
    this.#cap = db.prepare(`WITH own AS MATERIALIZED (
        SELECT row FROM history_of WHERE subject = @id AND role = 0
        UNION ALL SELECT id FROM history WHERE id > ${upto("history")} AND thing = @id)
      DELETE FROM history WHERE id IN (
        SELECT row FROM own WHERE row <= (SELECT row FROM own ORDER BY row DESC LIMIT 1 OFFSET @most) AND row > (SELECT min(row) FROM own))`);
    const page = (early: string, late: string) =>
      db.prepare(`SELECT ${COLUMNS} FROM history WHERE id IN (
        SELECT row FROM (${early} AND row < @below UNION ALL ${late} AND id < @below) ORDER BY row DESC LIMIT @most) ORDER BY id DESC`);
    this.#ofThing = page(OF_THING, LATELY_OF_THING);
    this.#ofPlayer = page(OF_PLAYER, LATELY_OF_PLAYER);
  }

  add({ row, known }: HistoryChange): void {
    if (known !== 0 && !this.#isKnown(known)) return;
    const { thing, name, count, deed, who, whoName, from, fromName, place, origin, into, gone, atMs, turn } = row;
    const values = [thing, name, count, deed, who, whoName, from, fromName, place, origin, into, gone ? 1 : 0, atMs, turn];
    const id = Number(this.#add.run(...values).lastInsertRowid);
    this.#lateThings?.add(thing);
    if (into !== 0) this.#lateThings?.add(into);
    if (id % CAP_EVERY === 0) this.#cap.run({ id: thing, most: MOST_ROWS - 1 });
    if (id % PRUNE_EVERY !== 0) return;
    this.#late.fill(id);
    this.#prune.run(atMs - KEEP_GONE_MS);
    this.#lateThings = null;
  }

  /** After a rollback the file knows best. */
  forget(): void {
    this.#lateThings = null;
  }

  #isKnown(thing: number): boolean {
    this.#lateThings ??= new Set(this.#lately.all() as number[]);
    return this.#lateThings.has(thing) || this.#known.get({ id: thing }) === 1;
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
