// The outbox in the file: texts on their way to the mesh, and the airtime that each radio has spent.

import type { Database, Statement } from "better-sqlite3";
import type { OutboxRow, OutboxStore, SpentRow } from "../world/port.ts";

const COLUMNS = `radio, "to", channel, text, priority, want_ack, made, ttl, state, state_at, tries, packet`;
const AS_ROW = `id, radio, "to", channel, text, priority, want_ack AS wantAck, made AS madeMs, ttl AS ttlMs, state, state_at AS stateMs, tries,
  packet AS packetId`;

export class SqliteOutbox implements OutboxStore {
  readonly #guard: <T>(write: () => T) => T;
  readonly #add: Statement<unknown[]>;
  readonly #of: Statement<unknown[]>;
  readonly #save: Statement<unknown[]>;
  readonly #remove: Statement<unknown[]>;
  readonly #spent: Statement<unknown[]>;
  readonly #spend: Statement<unknown[]>;
  readonly #forget: Statement<unknown[]>;

  constructor(db: Database, guard: <T>(write: () => T) => T) {
    this.#guard = guard;
    this.#add = db.prepare(`INSERT INTO outbox (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`).pluck();
    this.#of = db.prepare(`SELECT ${AS_ROW} FROM outbox WHERE radio = ? ORDER BY id`);
    this.#save = db.prepare("UPDATE outbox SET radio = ?, text = ?, state = ?, state_at = ?, tries = ?, packet = ? WHERE id = ?");
    this.#remove = db.prepare("DELETE FROM outbox WHERE id = ?");
    this.#spent = db.prepare("SELECT at AS atMs, air AS airMs FROM airtime WHERE radio = ? ORDER BY id");
    this.#spend = db.prepare("INSERT INTO airtime (radio, at, air) VALUES (?, ?, ?)");
    this.#forget = db.prepare("DELETE FROM airtime WHERE radio = ? AND at < ?");
  }

  add(row: Omit<OutboxRow, "id">): OutboxRow {
    const { radio, to, channel, text, priority, wantAck, madeMs, ttlMs, state, stateMs, tries, packetId } = row;
    const cells = [radio, to, channel, text, priority, wantAck ? 1 : 0, madeMs, ttlMs, state, stateMs, tries, packetId];
    return { ...row, id: this.#guard(() => this.#add.get(...cells)) as number };
  }

  of(radio: string): OutboxRow[] {
    const rows = this.#of.all(radio) as (Omit<OutboxRow, "wantAck"> & { readonly wantAck: number })[];
    return rows.map((row) => ({ ...row, wantAck: row.wantAck === 1 }));
  }

  save(rows: readonly OutboxRow[]): void {
    this.#guard(() => {
      for (const { id, radio, text, state, stateMs, tries, packetId } of rows)
        this.#save.run(radio, text, state, stateMs, tries, packetId, id);
    });
  }

  remove(ids: readonly number[]): void {
    this.#guard(() => {
      for (const id of ids) this.#remove.run(id);
    });
  }

  spent(radio: string): SpentRow[] {
    return this.#spent.all(radio) as SpentRow[];
  }

  spend(radio: string, { atMs, airMs }: SpentRow, forgetMs: number): void {
    this.#guard(() => {
      this.#forget.run(radio, forgetMs);
      this.#spend.run(radio, atMs, airMs);
    });
  }
}
