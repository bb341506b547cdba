// The real tables behind packs' `table` declarations: made, and brought in step when a definition changes. Nothing is ever
// dropped: a column that left its definition keeps its data, and finds it again when it comes back.

import type { Database } from "better-sqlite3";
import { foldText } from "../base/fold.ts";
import { toCell } from "./cell.ts";
import type { Column, Layout } from "./layout.ts";
import { quoted, shadowed, shadowOf } from "./plan-sql.ts";

interface KnownTable {
  readonly name: string;
  readonly last: number;
}

/** The name of the table in the file, and the highest row id that was ever in it. */
export function ensureTable(db: Database, layout: Layout): KnownTable {
  const known = db.prepare("SELECT name, last FROM user_table WHERE id = ?").get(layout.id) as KnownTable | undefined;
  const name = known?.name ?? freeName(db, layout.id);
  if (known === undefined) {
    db.exec(`CREATE TABLE ${quoted(name)} ("id" INTEGER PRIMARY KEY, "at" REAL NOT NULL) STRICT`);
    db.prepare("INSERT INTO user_table (id, name, last) VALUES (?, ?, 0)").run(layout.id, name);
  }
  const present = new Map(
    (db.pragma(`table_info(${quoted(name)})`) as { name: string; type: string }[]).map((row) => [row.name, row.type]),
  );
  for (const column of layout.columns.slice(2)) ensureColumn(db, name, column, present);
  for (const column of shadowed(layout)) if (!present.has(shadowOf(column))) addShadow(db, name, column);
  ensureIndexes(db, name, layout);
  return { name, last: known?.last ?? 0 };
}

/** Two ids may fold to one name (`a_b.c`, `a.b_c`): the later one takes a number. */
function freeName(db: Database, id: string): string {
  const base = `t_${id.replaceAll(".", "_")}`;
  const taken = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = ? COLLATE NOCASE");
  let name = base;
  for (let n = 2; taken.get(name) !== undefined; n++) name = `${base}_${n}`;
  return name;
}

function ensureColumn(db: Database, table: string, column: Column, present: Map<string, string>): void {
  const type = present.get(column.name);
  if (type === column.sql) return;
  const rename = (from: string, to: string): void =>
    void db.exec(`ALTER TABLE ${quoted(table)} RENAME COLUMN ${quoted(from)} TO ${quoted(to)}`);
  // What this name held when it was of the wanted type.
  const held = [...present].find(([name, sql]) => sql === column.sql && name.startsWith(`${column.name}~`) && /~\d+$/.test(name));
  if (type !== undefined) {
    // Another type under the old name: what was there stays, beside it.
    let n = 1;
    while (present.has(`${column.name}~${n}`)) n++;
    dropIndexes(db, table, column.name);
    rename(column.name, `${column.name}~${n}`);
  }
  if (held !== undefined) rename(held[0], column.name);
  else db.exec(`ALTER TABLE ${quoted(table)} ADD COLUMN ${quoted(column.name)} ${column.sql}`);
  const made = column.value === undefined ? undefined : toCell(column.type, column.value);
  if (made !== undefined && "cell" in made && made.cell !== null) {
    db.prepare(`UPDATE ${quoted(table)} SET ${quoted(column.name)} = ? WHERE ${quoted(column.name)} IS NULL`).run(made.cell);
  }
}

function addShadow(db: Database, table: string, column: Column): void {
  db.exec(`ALTER TABLE ${quoted(table)} ADD COLUMN ${quoted(shadowOf(column))} TEXT`);
  db.exec(`UPDATE ${quoted(table)} SET ${quoted(shadowOf(column))} = lore_fold(${quoted(column.name)})`);
}

function ensureIndexes(db: Database, table: string, layout: Layout): void {
  const wanted = new Map<string, { columns: readonly Column[]; unique: boolean }>();
  const want = (columns: readonly Column[], unique: boolean): void => {
    if (columns.length > 0) wanted.set(`${table}${unique ? "!" : ":"}${columns.map(({ name }) => name).join(",")}`, { columns, unique });
  };
  want(layout.key, true);
  for (const columns of layout.unique) want(columns, true);
  for (const columns of layout.index) want(columns, false);
  // What is pointed at may go, and whoever points at it is then looked for.
  for (const column of [...layout.entities, ...layout.rows]) want([column], false);
  for (const { name } of indexesOf(db, table)) if (!wanted.has(name)) db.exec(`DROP INDEX ${quoted(name)}`);
  for (const [name, { columns, unique }] of wanted) makeIndex(db, { name, table, columns, unique });
}

function makeIndex(db: Database, index: { name: string; table: string; columns: readonly Column[]; unique: boolean }): void {
  const columns = index.columns.map((column) => quoted(column.mode === "text" ? shadowOf(column) : column.name)).join(", ");
  const sql = (kind: string): string => `CREATE ${kind} IF NOT EXISTS ${quoted(index.name)} ON ${quoted(index.table)} (${columns})`;
  try {
    db.exec(sql(index.unique ? "UNIQUE INDEX" : "INDEX"));
  } catch {
    // Rows from before the column was unique: new ones are still checked as they are written.
    db.exec(sql("INDEX"));
  }
}

function indexesOf(db: Database, table: string): { name: string; sql: string }[] {
  const sql = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL";
  return db.prepare(sql).all(table) as { name: string; sql: string }[];
}

function dropIndexes(db: Database, table: string, column: string): void {
  for (const { name, sql } of indexesOf(db, table)) if (sql.includes(quoted(column))) db.exec(`DROP INDEX ${quoted(name)}`);
}

/** The cells to bind for a row: its columns, then the folded forms. */
export function boundCells(
  layout: Layout,
  shadows: readonly Column[],
  cells: readonly (string | number | null)[],
): (string | number | null)[] {
  const folded = shadows.map(({ index }) => {
    const cell = cells[index] ?? null;
    return typeof cell === "string" ? foldText(cell) : cell;
  });
  return [...layout.columns.map(({ index }) => cells[index] ?? null), ...folded];
}
