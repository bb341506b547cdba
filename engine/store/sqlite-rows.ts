// Rows in real SQLite tables. All writes of a table come through here, so its cache of rows is always right.

import type { Database, Statement } from "better-sqlite3";
import type { QueryPlan } from "../../dsl/program.ts";
import type { Wire } from "../../dsl/wire.ts";
import { foldText } from "../base/fold.ts";
import { asRowId, type RowId } from "../base/ids.ts";
import type { Cell } from "./cell.ts";
import type { Column, Layout } from "./layout.ts";
import { boundOf, cellHas } from "./operand.ts";
import { bindPlan, type CompiledPlan, compilePlan, quoted, shadowed, shadowOf } from "./plan-sql.ts";
import type { Cells, RowBacking } from "./row-backing.ts";
import { boundCells, ensureTable } from "./user-tables.ts";

/** Rows kept decoded for each table; a menu of a screenful is read several times in its turn. */
const CACHE_ROWS = 4_000;

interface Table {
  readonly layout: Layout;
  readonly name: string;
  readonly shadows: readonly Column[];
  readonly cache: Map<RowId, Cells>;
  /** Null when only the file knows. Most tables are: of who trades now, of what is asked, of debts. */
  isEmpty: boolean | null;
  readonly any: Statement<unknown[]>;
  readonly get: Statement<unknown[]>;
  readonly insert: Statement<unknown[]>;
  readonly update: Statement<unknown[]>;
  readonly delete: Statement<unknown[]>;
  readonly matching: Map<string, Statement<unknown[]>>;
  readonly plans: WeakMap<QueryPlan, PreparedPlan>;
}

interface PreparedPlan {
  readonly compiled: CompiledPlan;
  readonly select: Statement<unknown[]>;
  readonly count: Statement<unknown[]>;
}

export class SqliteRows implements RowBacking {
  readonly #db: Database;
  readonly #writing: () => void;
  readonly #tables = new Map<string, Table>();
  readonly #unsaved = new Map<string, number>();
  readonly #saveLast: Statement<unknown[]>;

  /** `writing` is called before each write. */
  constructor(db: Database, writing: () => void) {
    this.#db = db;
    this.#writing = writing;
    db.function("lore_fold", { deterministic: true, directOnly: true }, (cell) => (typeof cell === "string" ? foldText(cell) : cell));
    db.function("lore_has", { deterministic: true, directOnly: true }, (cell, wanted) => (cellHas(cell as Cell, wanted as Cell) ? 1 : 0));
    this.#saveLast = db.prepare("UPDATE user_table SET last = ? WHERE id = ?");
  }

  define(layout: Layout): number {
    this.#writing();
    const ensure = (): { name: string; last: number } => ensureTable(this.#db, layout);
    const { name, last } = this.#db.inTransaction ? ensure() : this.#db.transaction(ensure).immediate();
    this.#tables.set(layout.id, prepareTable(this.#db, layout, name));
    return Math.max(last, this.#unsaved.get(layout.id) ?? 0);
  }

  keepLast(layout: Layout, last: number): void {
    this.#writing();
    this.#unsaved.set(layout.id, last);
  }

  /** Called before each commit. */
  save(): void {
    for (const [id, last] of this.#unsaved) this.#saveLast.run(last, id);
    this.#unsaved.clear();
  }

  /** Called after a rollback: what was read or counted since may be wrong. */
  forgetAll(): void {
    this.#unsaved.clear();
    for (const table of this.#tables.values()) {
      table.cache.clear();
      table.isEmpty = null;
    }
  }

  get(layout: Layout, id: RowId): Cells | undefined {
    const { cache, get } = this.#table(layout);
    const known = cache.get(id);
    if (known !== undefined) return known;
    const cells = get.get(id) as Cells | undefined;
    if (cells === undefined) return undefined;
    if (cache.size >= CACHE_ROWS) cache.clear();
    cache.set(id, cells);
    return cells;
  }

  insert(layout: Layout, cells: Cells): void {
    this.#writing();
    const table = this.#table(layout);
    table.insert.run(...boundCells(layout, table.shadows, cells));
    table.isEmpty = false;
  }

  update(layout: Layout, cells: Cells): void {
    this.#writing();
    const table = this.#table(layout);
    table.update.run(...boundCells(layout, table.shadows, cells), cells[0]);
    table.cache.delete(asRowId(Number(cells[0])));
  }

  delete(layout: Layout, id: RowId): void {
    this.#writing();
    const table = this.#table(layout);
    table.delete.run(id);
    table.cache.delete(id);
    table.isEmpty = null;
  }

  select(layout: Layout, plan: QueryPlan, params: readonly Wire[], max: number): RowId[] {
    if (this.#isEmpty(layout)) return [];
    const { compiled, select } = this.#plan(layout, plan);
    const limit = boundOf(plan, "limit", params, -1);
    const most = max < 0 ? limit : limit < 0 ? max : Math.min(limit, max);
    return select.all(...bindPlan(compiled, params), most, boundOf(plan, "skip", params, 0)) as RowId[];
  }

  count(layout: Layout, plan: QueryPlan, params: readonly Wire[]): number {
    if (this.#isEmpty(layout)) return 0;
    const { compiled, count } = this.#plan(layout, plan);
    return count.get(...bindPlan(compiled, params)) as number;
  }

  matching(layout: Layout, columns: readonly Column[], cells: Cells): RowId[] {
    if (this.#isEmpty(layout)) return [];
    const table = this.#table(layout);
    const key = columns.map(({ name }) => name).join(",");
    let statement = table.matching.get(key);
    if (statement === undefined) {
      const where = columns.map((column) => `${quoted(isShadowed(table, column) ? shadowOf(column) : column.name)} IS ?`).join(" AND ");
      statement = this.#db.prepare(`SELECT "id" FROM ${quoted(table.name)} WHERE ${where} ORDER BY "id"`).pluck();
      table.matching.set(key, statement);
    }
    const wanted = columns.map((column) => {
      const cell = cells[column.index] ?? null;
      return isShadowed(table, column) && typeof cell === "string" ? foldText(cell) : cell;
    });
    return statement.all(...wanted) as RowId[];
  }

  pointed(layout: Layout): number[] {
    const { name } = this.#table(layout);
    const ids = ({ name: column }: Column): number[] =>
      this.#db
        .prepare(`SELECT DISTINCT ${quoted(column)} FROM ${quoted(name)} WHERE ${quoted(column)} IS NOT NULL`)
        .pluck()
        .all() as number[];
    return layout.entities.flatMap(ids);
  }

  /** A query of an empty table is asked at every step somebody takes, and to make its sorter costs ten times what this does. */
  #isEmpty(layout: Layout): boolean {
    const table = this.#table(layout);
    table.isEmpty ??= table.any.get() === undefined;
    return table.isEmpty;
  }

  #plan(layout: Layout, plan: QueryPlan): PreparedPlan {
    const table = this.#table(layout);
    let prepared = table.plans.get(plan);
    if (prepared === undefined) {
      const compiled = compilePlan(layout, table.name, plan);
      const select = this.#db.prepare(compiled.select).pluck();
      prepared = { compiled, select, count: this.#db.prepare(compiled.count).pluck() };
      table.plans.set(plan, prepared);
    }
    return prepared;
  }

  #table(layout: Layout): Table {
    return this.#tables.get(layout.id)!;
  }
}

function isShadowed(table: Table, column: Column): boolean {
  return table.shadows.includes(column);
}

function prepareTable(db: Database, layout: Layout, name: string): Table {
  const shadows = shadowed(layout);
  const names = [...layout.columns.map((column) => column.name), ...shadows.map(shadowOf)].map(quoted);
  const read = layout.columns.map((column) => quoted(column.name)).join(", ");
  const table = quoted(name);
  return {
    layout,
    name,
    shadows,
    cache: new Map(),
    isEmpty: null,
    any: db.prepare(`SELECT 1 FROM ${table} LIMIT 1`).pluck(),
    get: db.prepare(`SELECT ${read} FROM ${table} WHERE "id" = ?`).raw(),
    insert: db.prepare(`INSERT INTO ${table} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})`),
    update: db.prepare(`UPDATE ${table} SET ${names.map((column) => `${column} = ?`).join(", ")} WHERE "id" = ?`),
    delete: db.prepare(`DELETE FROM ${table} WHERE "id" = ?`),
    matching: new Map(),
    plans: new WeakMap(),
  };
}
