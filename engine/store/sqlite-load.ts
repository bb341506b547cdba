// Reading a whole world at the start: each table once, as raw rows.

import type { Database } from "better-sqlite3";
import type { EntityId } from "../base/ids.ts";
import type { PurseRow } from "../world/ledger-port.ts";
import type { AccountRow, Counters, EntityRow, LimboRow, Loaded, PromptRow, PropRow, SourceRow, TimerRow } from "../world/port.ts";
import { type Cell, fromWholeCell } from "./cell.ts";

export function loadAll(db: Database): Loaded {
  const rows = (sql: string): unknown[][] => db.prepare(sql).raw().all() as unknown[][];
  const objects = <T>(sql: string): T[] => db.prepare(sql).all() as T[];
  return {
    entities: rows("SELECT id, key, model, place, arrival, count, owner, made FROM entity ORDER BY id").map(entityRow),
    props: rows("SELECT entity, name, who, value FROM prop").map(propRow),
    spawned: db.prepare("SELECT key FROM spawned").pluck().all() as string[],
    aliases: objects<{ old: EntityId; now: EntityId }>("SELECT old, now FROM alias"),
    timers: objects<TimerRow>("SELECT id, due AS dueMs, kind, entity, pack, code, payload FROM timer"),
    prompts: objects<PromptRow>("SELECT id, who, due AS dueMs, pack, code, payload FROM prompt ORDER BY id"),
    accounts: objects<AccountRow>(
      `SELECT entity, name, folded, secret, rank, made AS madeMs, seen AS seenMs, failures, locked_until AS lockedUntilMs
       FROM account ORDER BY entity`,
    ),
    purses: objects<PurseRow>(
      `SELECT id, balance, floor, name FROM ledger_account
       WHERE id <= 0 OR balance <> 0 OR EXISTS (SELECT 1 FROM entity WHERE entity.id = ledger_account.id) ORDER BY id`,
    ),
    limbo: objects<LimboRow>("SELECT id, model, since AS sinceMs FROM limbo"),
    sources: objects<SourceRow>("SELECT pack, owner, version, top, text FROM source ORDER BY pack"),
    data: objects<{ space: string; key: string; value: string }>("SELECT space, key, value FROM data"),
    last: counters(db),
  };
}

function entityRow(row: unknown[]): EntityRow {
  const [id, key, model, place, arrival, count, owner, madeMs] = row;
  return { id, key, model, place, arrival, count, owner, madeMs } as EntityRow;
}

function propRow(row: unknown[]): PropRow {
  const [entity, name, who, value] = row;
  return { entity, name, who, value: fromWholeCell(value as Cell) } as PropRow;
}

function counters(db: Database): Counters {
  const last: Counters = { entity: 0, arrival: 0, turn: 0, timer: 0, prompt: 0, transfer: 0 };
  const stored = db.prepare("SELECT name, last FROM counter").raw().all() as [string, number][];
  return { ...last, ...Object.fromEntries(stored) };
}
