// What the row engine needs from whatever holds the cells: finding and writing, with no meaning attached.

import type { QueryPlan } from "../../dsl/program.ts";
import type { Wire } from "../../dsl/wire.ts";
import type { RowId } from "../base/ids.ts";
import type { Cell } from "./cell.ts";
import type { Column, Layout } from "./layout.ts";

export type Cells = readonly Cell[];

export interface RowBacking {
  /** Makes or changes the table behind a layout; gives the highest row id that was ever in it. */
  define(layout: Layout): number;
  /** Remembers the highest id given out; durable with the next commit. */
  keepLast(layout: Layout, last: number): void;
  get(layout: Layout, id: RowId): Cells | undefined;
  insert(layout: Layout, cells: Cells): void;
  /** `cells[0]` says which row. */
  update(layout: Layout, cells: Cells): void;
  delete(layout: Layout, id: RowId): void;
  /** `max`: most ids given, whatever the plan's own limit; -1 for no bound. */
  select(layout: Layout, plan: QueryPlan, params: readonly Wire[], max: number): RowId[];
  count(layout: Layout, plan: QueryPlan, params: readonly Wire[]): number;
  /** Rows whose columns hold exactly these cells (texts folded, nothing equal to nothing), oldest first. */
  matching(layout: Layout, columns: readonly Column[], cells: Cells): RowId[];
  /** The entities in its rows. */
  pointed(layout: Layout): number[];
}
