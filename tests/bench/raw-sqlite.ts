// The baseline: the rows that a run wrote, written again by bare better-sqlite3 in the same groups and with the same durability.

import { join } from "node:path";
import Database from "better-sqlite3";
import { openSqliteStore } from "../../engine/store/sqlite-store.ts";
import type { Change } from "../../engine/world/port.ts";
import type { WrittenGroup } from "./drive.ts";

export function rawCommandsPerSecond(folder: string, groups: readonly WrittenGroup[]): number {
  const path = join(folder, "raw.db");
  // The schema is the store's own; from here on it is bare SQLite.
  openSqliteStore({ path }).close();
  const db = new Database(path);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  const journal = db.prepare("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const write = writerOf(db);
  let turns = 0;
  const startMs = performance.now();
  for (const group of groups) {
    db.exec("BEGIN IMMEDIATE");
    for (const { turn, changes } of group) {
      turns++;
      journal.run(turn.id, turn.kind, turn.actor, turn.input, turn.atMs, turn.seed, turn.code, turn.digest, turn.fuel, turn.tookMs);
      for (const change of changes) write(change);
    }
    db.exec("COMMIT");
  }
  const elapsedMs = performance.now() - startMs;
  db.close();
  return (turns / elapsedMs) * 1000;
}

/** The statements that a change of play comes to, with no engine around them. */
function writerOf(db: Database.Database): (change: Change) => void {
  const prop = db.prepare("INSERT INTO prop VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value");
  const entity = db.prepare(
    "INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET place = excluded.place, arrival = excluded.arrival",
  );
  const gone = db.prepare("DELETE FROM entity WHERE id = ?");
  const purse = db.prepare("INSERT OR IGNORE INTO ledger_account (id, floor, name) VALUES (?, ?, ?)");
  const entry = db.prepare("INSERT INTO ledger_entry VALUES (?, ?, ?)");
  const transfer = db.prepare("INSERT INTO ledger_transfer (id, turn, at, memo, reason, key, reverses) VALUES (?, ?, ?, ?, ?, ?, ?)");
  const history =
    db.prepare(`INSERT INTO history (thing, name, count, deed, who, who_name, "from", from_name, place, origin, "into", gone, at, turn)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  return (change) => {
    if (change.t === "prop") prop.run(change.row.entity, change.row.name, change.row.who, cell(change.row.value));
    if (change.t === "gone") gone.run(change.id);
    if (change.t === "entity") {
      const { row } = change;
      entity.run(row.id, row.key, row.model, row.place, row.arrival, row.count, row.owner, row.madeMs);
    }
    if (change.t === "transfer") {
      const { row } = change;
      for (const { purse: id, amount } of row.entries) {
        purse.run(id, id > 0 ? -Number.MAX_SAFE_INTEGER : null, id > 0 ? null : String(id));
        entry.run(row.id, id, amount);
      }
      transfer.run(row.id, row.turn, row.atMs, row.memo, row.reason, row.key, row.reverses);
    }
    if (change.t === "history") {
      const { row: r } = change;
      const names = [r.thing, r.name, r.count, r.deed, r.who, r.whoName, r.from, r.fromName, r.place, r.origin, r.into];
      history.run(...names, r.gone ? 1 : 0, r.atMs, r.turn);
    }
  };
}

function cell(value: unknown): string | number | null {
  return typeof value === "boolean" ? Number(value) : ((value as string | number | null | undefined) ?? null);
}
