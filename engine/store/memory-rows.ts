// Rows in plain maps: every query walks its table. For tests and worlds that need not last.

import type { QueryPlan } from "../../dsl/program.ts";
import type { Wire } from "../../dsl/wire.ts";
import { foldText } from "../base/fold.ts";
import { asRowId, type RowId } from "../base/ids.ts";
import { type Cell, toCell } from "./cell.ts";
import type { Column, Layout } from "./layout.ts";
import { boundOf, compareCells, holds } from "./operand.ts";
import type { Cells, RowBacking } from "./row-backing.ts";

interface Table {
  layout: Layout;
  last: number;
  rows: Map<RowId, Cells>;
  /** Cells of columns that left their definition, by name and type: they find them again when they come back. */
  left: ReadonlyMap<string, ReadonlyMap<RowId, Cell>>;
}

export class MemoryRows implements RowBacking {
  readonly #tables = new Map<string, Table>();
  /** Takes back a write when the group is rolled back. */
  readonly #onUndo: (undo: () => void) => void;

  constructor(onUndo: (undo: () => void) => void) {
    this.#onUndo = onUndo;
  }

  copyFrom(other: MemoryRows): void {
    for (const [id, table] of other.#tables) this.#tables.set(id, { ...table, rows: new Map(table.rows) });
  }

  define(layout: Layout): number {
    const known = this.#tables.get(layout.id);
    if (known === undefined) {
      this.#tables.set(layout.id, { layout, last: 0, rows: new Map(), left: new Map() });
      this.#onUndo(() => this.#tables.delete(layout.id));
      return 0;
    }
    const { layout: old, rows, left } = known;
    this.#onUndo(() => Object.assign(known, { layout: old, rows, left }));
    known.left = leftBy(known, layout);
    known.rows = new Map([...rows].map(([id, cells]) => [id, fitted(layout, known, old, id, cells)]));
    known.layout = layout;
    return known.last;
  }

  keepLast(layout: Layout, last: number): void {
    const table = this.#table(layout);
    const before = table.last;
    table.last = last;
    this.#onUndo(() => {
      table.last = before;
    });
  }

  get(layout: Layout, id: RowId): Cells | undefined {
    return this.#table(layout).rows.get(id);
  }

  insert(layout: Layout, cells: Cells): void {
    this.#put(layout, asRowId(Number(cells[0])), cells);
  }

  update(layout: Layout, cells: Cells): void {
    this.#put(layout, asRowId(Number(cells[0])), cells);
  }

  delete(layout: Layout, id: RowId): void {
    this.#put(layout, id, undefined);
  }

  select(layout: Layout, plan: QueryPlan, params: readonly Wire[], max: number): RowId[] {
    const rows = this.#filtered(layout, plan, params);
    rows.sort((a, b) => compareRows(layout, plan, a, b));
    const skip = boundOf(plan, "skip", params, 0);
    const limit = boundOf(plan, "limit", params, Number.POSITIVE_INFINITY);
    const most = max < 0 ? limit : Math.min(limit, max);
    return rows.slice(skip, skip + most).map((cells) => asRowId(Number(cells[0])));
  }

  count(layout: Layout, plan: QueryPlan, params: readonly Wire[]): number {
    return this.#filtered(layout, plan, params).length;
  }

  matching(layout: Layout, columns: readonly Column[], cells: Cells): RowId[] {
    const wanted = columns.map((column) => comparable(column, cells[column.index] ?? null));
    const found: RowId[] = [];
    for (const [id, row] of this.#table(layout).rows) {
      if (columns.every((column, i) => comparable(column, row[column.index] ?? null) === wanted[i])) found.push(id);
    }
    return found.sort((a, b) => a - b);
  }

  pointed(layout: Layout): number[] {
    const cells = [...this.#table(layout).rows.values()].flatMap((row) => layout.entities.map(({ index }) => row[index]));
    return cells.filter((cell) => typeof cell === "number");
  }

  #filtered(layout: Layout, plan: QueryPlan, params: readonly Wire[]): Cells[] {
    const all = [...this.#table(layout).rows.values()];
    const { where } = plan;
    return where === null ? all : all.filter((cells) => holds(layout, where, cells, params));
  }

  #put(layout: Layout, id: RowId, cells: Cells | undefined): void {
    const { rows } = this.#table(layout);
    const before = rows.get(id);
    if (cells === undefined) rows.delete(id);
    else rows.set(id, cells);
    this.#onUndo(() => {
      if (before === undefined) rows.delete(id);
      else rows.set(id, before);
    });
  }

  #table(layout: Layout): Table {
    return this.#tables.get(layout.id)!;
  }
}

function comparable(column: Column, cell: Cell): Cell {
  return column.mode === "text" && typeof cell === "string" ? foldText(cell) : cell;
}

function compareRows(layout: Layout, plan: QueryPlan, a: Cells, b: Cells): number {
  for (const { column, down } of plan.order) {
    const known = layout.byName.get(column);
    if (known === undefined) continue;
    const order = compareCells(comparable(known, a[known.index] ?? null), comparable(known, b[known.index] ?? null));
    if (order !== 0) return down ? -order : order;
  }
  // Rows that are level keep the direction they were asked for.
  const order = Number(a[0]) - Number(b[0]);
  return plan.order.at(-1)?.down === true ? -order : order;
}

const nameOf = ({ name, sql }: Column): string => `${name} ${sql}`;

/** All that the columns hold that the next layout has not, with what earlier ones left. */
function leftBy({ layout, rows, left }: Table, next: Layout): Table["left"] {
  const gone = layout.columns.filter((column) => next.byName.get(column.name)?.sql !== column.sql);
  return new Map([
    ...left,
    ...gone.map((column) => [nameOf(column), new Map([...rows].map(([id, cells]) => [id, cells[column.index] ?? null]))] as const),
  ]);
}

/** Cells of an old layout in the order of a new one; new columns take what they once held, or their default. */
function fitted(layout: Layout, { left }: Table, old: Layout, id: RowId, cells: Cells): Cells {
  return layout.columns.map((column) => {
    const before = old.byName.get(column.name);
    if (before !== undefined && before.sql === column.sql) return cells[before.index] ?? null;
    const held = left.get(nameOf(column))?.get(id);
    if (held !== undefined && held !== null) return held;
    const made = column.value === undefined ? undefined : toCell(column.type, column.value);
    return made !== undefined && "cell" in made ? made.cell : null;
  });
}
