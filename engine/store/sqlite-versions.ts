// Versions of packs in SQLite: rows that are never changed, and contents that are kept once however many versions share them.

import type { Database } from "better-sqlite3";
import type { VersionRow, VersionStore } from "../world/versions.ts";

const COLUMNS = "id, at AS atMs, who, why, code, packs";

type Stored = Omit<VersionRow, "packs"> & { readonly packs: string };

export class SqliteVersions implements VersionStore {
  readonly #db: Database;
  readonly #guard: <T>(write: () => T) => T;

  constructor(db: Database, guard: <T>(write: () => T) => T) {
    this.#db = db;
    this.#guard = guard;
  }

  add(row: Omit<VersionRow, "id">, contents: ReadonlyMap<string, Uint8Array>): VersionRow {
    return this.#guard(() => {
      const keep = this.#db.prepare("INSERT OR IGNORE INTO version_pack VALUES (?, ?)");
      for (const { digest } of row.packs) {
        const content = contents.get(digest);
        if (content !== undefined) keep.run(digest, content);
      }
      const made = this.#db
        .prepare("INSERT INTO version (at, who, why, code, packs) VALUES (?, ?, ?, ?, ?)")
        .run(row.atMs, row.who, row.why, row.code, JSON.stringify(row.packs));
      return { ...row, id: Number(made.lastInsertRowid) };
    });
  }

  get(id: number): VersionRow | undefined {
    const row = this.#db.prepare(`SELECT ${COLUMNS} FROM version WHERE id = ?`).get(id) as Stored | undefined;
    return row === undefined ? undefined : read(row);
  }

  list(limit: number): VersionRow[] {
    return (this.#db.prepare(`SELECT ${COLUMNS} FROM version ORDER BY id DESC LIMIT ?`).all(limit) as Stored[]).map(read);
  }

  content(digest: string): Uint8Array | undefined {
    return this.#db.prepare("SELECT content FROM version_pack WHERE digest = ?").pluck().get(digest) as Uint8Array | undefined;
  }
}

function read(row: Stored): VersionRow {
  return { ...row, packs: JSON.parse(row.packs) as VersionRow["packs"] };
}
