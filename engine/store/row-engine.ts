// What rows mean, whatever keeps them: keys that replace, unique columns that refuse, columns that follow what they point at.
// Every write is told to the caller with its inverse, so that a turn can take it back.

import { isDeepStrictEqual } from "node:util";
import type { QueryPlan, TableDef } from "../../dsl/program.ts";
import type { Type } from "../../dsl/types.ts";
import type { Wire } from "../../dsl/wire.ts";
import { asRowId, type EntityId, type RowId } from "../base/ids.ts";
import type { RowRefusal, RowResult, RowStore, RowValues, RowWrite } from "../world/port.ts";
import { type Cell, fromCell, toCell } from "./cell.ts";
import { type Column, type Layout, layoutOf } from "./layout.ts";
import { evaluate, operandMode } from "./operand.ts";
import { Pointed } from "./pointed.ts";
import type { Cells, RowBacking } from "./row-backing.ts";

type Recorder = (write: RowWrite) => void;
type Refusal = Extract<RowResult, { refused: RowRefusal }>;

export class RowEngine implements RowStore {
  readonly #backing: RowBacking;
  readonly #layouts = new Map<string, Layout>();
  readonly #last = new Map<string, number>();
  /** Layouts as of the last commit, when some were defined since. */
  #before: ReadonlyMap<string, Layout> | null = null;
  readonly #pointed: Pointed;

  constructor(backing: RowBacking) {
    this.#backing = backing;
    this.#pointed = new Pointed(() => [...this.#layouts.values()].flatMap((layout) => backing.pointed(layout)));
  }

  define(tables: readonly TableDef[]): void {
    this.#before ??= new Map(this.#layouts);
    this.#pointed.forget();
    for (const def of tables) {
      const layout = layoutOf(def);
      // Most of a reload's tables are as they were, and a look at the real one costs time in which nobody plays.
      if (isDeepStrictEqual(layout, this.#layouts.get(layout.id))) continue;
      this.#layouts.set(layout.id, layout);
      this.#last.set(layout.id, this.#backing.define(layout));
    }
  }

  /** After a commit: a later rollback keeps what was defined until now. */
  settled(): void {
    this.#before = null;
  }

  /** After a rollback: what was counted since may be wrong, and what was defined since is not. */
  recount(): void {
    if (this.#before !== null) {
      this.#layouts.clear();
      for (const [id, layout] of this.#before) this.#layouts.set(id, layout);
      this.#before = null;
    }
    this.#pointed.forget();
    for (const layout of this.#layouts.values()) this.#last.set(layout.id, this.#backing.define(layout));
  }

  select(plan: QueryPlan, params: readonly Wire[], cap: number): RowId[] {
    const layout = this.#layouts.get(plan.table);
    return layout === undefined ? [] : this.#backing.select(layout, plan, params, cap + 1);
  }

  count(plan: QueryPlan, params: readonly Wire[]): number {
    const layout = this.#layouts.get(plan.table);
    return layout === undefined ? 0 : this.#backing.count(layout, plan, params);
  }

  get(table: string, id: RowId): RowValues | undefined {
    const layout = this.#layouts.get(table);
    const cells = layout === undefined ? undefined : this.#backing.get(layout, id);
    if (layout === undefined || cells === undefined) return undefined;
    return new Map(layout.columns.map(({ name, type, index }) => [name, fromCell(type, cells[index] ?? null)]));
  }

  column(table: string, id: RowId, name: string): Wire | undefined {
    const layout = this.#layouts.get(table);
    const column = layout?.byName.get(name);
    if (layout === undefined || column === undefined) return undefined;
    const cells = this.#backing.get(layout, id);
    return cells === undefined ? undefined : fromCell(column.type, cells[column.index] ?? null);
  }

  add(table: string, values: RowValues, atMs: number, record: Recorder): RowResult {
    const layout = this.#layouts.get(table);
    if (layout === undefined) return { refused: "missing", column: "" };
    const made = cellsOf(layout, values, atMs);
    if (!Array.isArray(made)) return made as Refusal;
    const twin = layout.key.length > 0 ? this.#backing.matching(layout, layout.key, made)[0] : undefined;
    const clash = this.#clash(layout, made, twin);
    if (clash !== null) return clash;
    if (twin !== undefined) {
      made[0] = twin;
      this.#write(layout, this.#backing.get(layout, twin)!, made, record);
      return { id: twin };
    }
    const id = this.#nextId(layout, record);
    made[0] = id;
    this.#backing.insert(layout, made);
    this.#pointed.note(layout, made);
    record({ note: `+${table} ${JSON.stringify(made)}`, undo: () => this.#backing.delete(layout, id) });
    return { id };
  }

  set(table: string, id: RowId, column: string, value: Wire, record: Recorder): RowResult {
    const layout = this.#layouts.get(table);
    const target = layout?.byName.get(column);
    const before = layout === undefined ? undefined : this.#backing.get(layout, id);
    if (layout === undefined || target === undefined || before === undefined) return { refused: "missing", column };
    if (layout.appendOnly) return { refused: "append only", column };
    const made = target.index < 2 ? ({ refused: "type" } as const) : toCell(target.type, value);
    if ("refused" in made) return { refused: made.refused, column };
    const after = before.with(target.index, made.cell);
    const clash = this.#clash(layout, after, id);
    if (clash !== null) return clash;
    this.#write(layout, before, after, record);
    return { id };
  }

  update(plan: QueryPlan, params: readonly Wire[], record: Recorder): number | Refusal {
    const layout = this.#layouts.get(plan.table);
    if (layout === undefined) return 0;
    if (layout.appendOnly) return { refused: "append only", column: "" };
    const ids = this.#backing.select(layout, plan, params, -1);
    for (const id of ids) {
      const before = this.#backing.get(layout, id)!;
      const after = applySets(layout, plan, before, params);
      if (!Array.isArray(after)) return after as Refusal;
      const clash = this.#clash(layout, after, id);
      if (clash !== null) return clash;
      this.#write(layout, before, after, record);
    }
    return ids.length;
  }

  remove(table: string, id: RowId, record: Recorder): boolean {
    const layout = this.#layouts.get(table);
    const before = layout === undefined ? undefined : this.#backing.get(layout, id);
    if (layout === undefined || before === undefined) return false;
    this.#backing.delete(layout, id);
    record({ note: `-${table} ${id}`, undo: () => this.#backing.insert(layout, before) });
    // Rows that point at this one go with it, or point at nothing (rule 70).
    this.#release((other) => other.rows.filter(({ type }) => type.t === "row" && type.table === table), id, record);
    return true;
  }

  removeWhere(plan: QueryPlan, params: readonly Wire[], record: Recorder): number {
    const layout = this.#layouts.get(plan.table);
    const ids = layout === undefined ? [] : this.#backing.select(layout, plan, params, -1);
    let removed = 0;
    for (const id of ids) if (this.remove(plan.table, id, record)) removed++;
    return removed;
  }

  forget(entity: EntityId, record: Recorder): void {
    if (this.#pointed.has(entity)) this.#release((layout) => layout.entities, entity, record);
  }

  redirect(old: EntityId, now: EntityId, record: Recorder): void {
    if (!this.#pointed.has(old)) return;
    this.#pointing(
      (layout) => layout.entities,
      old,
      (layout, column, before) => {
        const after = before.with(column.index, now);
        // Both pointed at by a unique column: the merged one's row says nothing new.
        if (this.#clash(layout, after, asRowId(Number(before[0]))) !== null) this.remove(layout.id, asRowId(Number(before[0])), record);
        else this.#write(layout, before, after, record);
      },
    );
  }

  // ---------------------------------------------------------------- inside

  /** What pointed at something that is gone: optional columns become nothing, other rows go (rule 44). */
  #release(columns: (layout: Layout) => readonly Column[], target: number, record: Recorder): void {
    this.#pointing(columns, target, (layout, column, before) => {
      if (column.type.optional) this.#write(layout, before, before.with(column.index, null), record);
      else this.remove(layout.id, asRowId(Number(before[0])), record);
    });
  }

  #pointing(
    columns: (layout: Layout) => readonly Column[],
    target: number,
    act: (layout: Layout, column: Column, before: Cells) => void,
  ): void {
    for (const layout of this.#layouts.values()) {
      for (const column of columns(layout)) {
        const probe: Cell[] = layout.columns.map((one) => (one === column ? target : null));
        for (const id of this.#backing.matching(layout, [column], probe)) {
          const before = this.#backing.get(layout, id);
          // An earlier step may have removed it.
          if (before !== undefined) act(layout, column, before);
        }
      }
    }
  }

  #clash(layout: Layout, cells: Cells, self: RowId | undefined): Refusal | null {
    const sets = layout.key.length > 0 ? [...layout.unique, layout.key] : layout.unique;
    for (const columns of sets) {
      // As in SQL, nothing is not equal to nothing here: two stakes of money may stand side by side.
      if (columns.some(({ index }) => cells[index] === null)) continue;
      const found = this.#backing.matching(layout, columns, cells).some((id) => id !== self);
      if (found) return { refused: "unique", column: columns[0]?.name ?? "" };
    }
    return null;
  }

  #write(layout: Layout, before: Cells, after: Cells, record: Recorder): void {
    this.#backing.update(layout, after);
    this.#pointed.note(layout, after);
    record({ note: `=${layout.id} ${JSON.stringify(after)}`, undo: () => this.#backing.update(layout, before) });
  }

  #nextId(layout: Layout, record: Recorder): RowId {
    const before = this.#last.get(layout.id) ?? 0;
    this.#setLast(layout, before + 1);
    record({ note: "", undo: () => this.#setLast(layout, before) });
    return asRowId(before + 1);
  }

  #setLast(layout: Layout, last: number): void {
    this.#last.set(layout.id, last);
    this.#backing.keepLast(layout, last);
  }
}

function cellsOf(layout: Layout, values: RowValues, atMs: number): Cell[] | Refusal {
  const cells: Cell[] = [0, atMs];
  for (const { name, index, type, value } of layout.columns.slice(2)) {
    const given = values.get(name);
    const wire = given === undefined ? value : given;
    if (wire === undefined) return { refused: "missing", column: name };
    const made = toCell(type, wire);
    if ("refused" in made) return { refused: made.refused, column: name };
    cells[index] = made.cell;
  }
  return cells;
}

function applySets(layout: Layout, plan: QueryPlan, before: Cells, params: readonly Wire[]): Cell[] | Refusal {
  const after = [...before];
  for (const { column, value } of plan.sets) {
    const target = layout.byName.get(column);
    if (target === undefined || target.index < 2) return { refused: "missing", column };
    const made =
      "param" in value ? toCell(target.type, params[value.param] ?? null) : { cell: computed(layout, target, value, before, params) };
    if ("refused" in made) return { refused: made.refused, column };
    if (made.cell === null && !target.type.optional) return { refused: "missing", column };
    after[target.index] = made.cell;
  }
  return after;
}

function computed(layout: Layout, target: Column, value: Parameters<typeof evaluate>[1], before: Cells, params: readonly Wire[]): Cell {
  const cell = evaluate(layout, value, before, params, operandMode(layout, value) ?? target.mode, false);
  return typeof cell === "number" && isWhole(target.type) ? roundAway(cell) : cell;
}

const isWhole = (type: Type): boolean => type.t === "money";

/** Half away from zero, as money is rounded everywhere (rule 41). */
function roundAway(amount: number): number {
  return Math.sign(amount) * Math.round(Math.abs(amount));
}
