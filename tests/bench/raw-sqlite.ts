// The baseline: the rows that a run wrote, written again by bare better-sqlite3 in the same groups and with the same durability.

import { join } from "node:path";
import Database from "better-sqlite3";
import { openSqliteStore } from "../../engine/store/sqlite-store.ts";
import type { WrittenGroup } from "./crowd.ts";

export function rawCommandsPerSecond(folder: string, groups: readonly WrittenGroup[]): number {
  const path = join(folder, "raw.db");
  // The schema is the store's own; from here on it is bare SQLite.
  openSqliteStore({ path }).close();
  const db = new Database(path);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  const journal = db.prepare("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const prop = db.prepare("INSERT INTO prop VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value");
  const entity = db.prepare(
    "INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET place = excluded.place, arrival = excluded.arrival",
  );
  let turns = 0;
  const startMs = performance.now();
  for (const group of groups) {
    db.exec("BEGIN IMMEDIATE");
    for (const { turn, changes } of group) {
      turns++;
      journal.run(turn.id, turn.kind, turn.actor, turn.input, turn.atMs, turn.seed, turn.code, turn.digest, turn.fuel, turn.tookMs);
      for (const change of changes) {
        if (change.t === "prop") prop.run(change.row.entity, change.row.name, change.row.who, cell(change.row.value));
        if (change.t === "entity") {
          const { row } = change;
          entity.run(row.id, row.key, row.model, row.place, row.arrival, row.count, row.owner, row.madeMs);
        }
      }
    }
    db.exec("COMMIT");
  }
  const elapsedMs = performance.now() - startMs;
  db.close();
  return (turns / elapsedMs) * 1000;
}

function cell(value: unknown): string | number | null {
  return typeof value === "boolean" ? Number(value) : ((value as string | number | null | undefined) ?? null);
}
