// Tables as scripts use them: plans from the calling pack's manifest, parameters from the script, limits from the budget.

import type { QueryPlan, TableDef } from "../../dsl/program.ts";
import type { Wire } from "../../dsl/wire.ts";
import { asRowId } from "../base/ids.ts";
import { callCode, packOf } from "./calls.ts";
import { fitColumn, keptRows, rowAnswer, rowRefused } from "./row-props.ts";
import type { TurnState } from "./turn-state.ts";
import { compositeOf, faultWire, isOutcome, listWire, rowOf, unpacked } from "./wires.ts";

function planOf(turn: TurnState, index: number): QueryPlan | undefined {
  return turn.frame.pack?.compiled.queries[index];
}

const NO_PLAN = faultWire("missing", "that query is no longer there");

/** Rows of a plan; without a limit of its own at most the budget's number, and more is a fault (rule 44). */
export function query(turn: TurnState, index: number, params: string, cap: number): Wire {
  const plan = planOf(turn, index);
  if (plan === undefined) return NO_PLAN;
  const kept = keptRows(turn, plan.table);
  if (kept !== null) return kept;
  const wires = JSON.parse(params) as Wire[];
  const limit = plan.limit === null ? null : Number(wires[plan.limit] ?? 0);
  const most = limit === null ? cap : Math.min(Math.max(0, Math.floor(limit)), turn.budget.walk);
  const ids = turn.core.store.rows.select(plan, wires, most);
  if (ids.length > most) {
    if (limit === null) return faultWire("range", `this finds more than ${cap} rows: say "limit"`);
    ids.length = most;
  }
  return listWire(ids.map((id) => `r${plan.table}:${id}`));
}

export function queryCount(turn: TurnState, index: number, params: string): Wire {
  const plan = planOf(turn, index);
  return plan === undefined ? NO_PLAN : (keptRows(turn, plan.table) ?? turn.core.store.rows.count(plan, JSON.parse(params) as Wire[]));
}

export function rowAdd(turn: TurnState, table: string, record: Wire): Wire {
  const def = turn.core.world.definitions.table(table);
  const parts = compositeOf(record);
  if (def === undefined || parts === undefined) return faultWire("missing", "that table is no longer there");
  const spent = keptRows(turn, table) ?? turn.effect();
  if (spent !== null) return spent;
  const given = new Map<string, Wire>();
  for (let i = 2; i + 1 < parts.length; i += 2) given.set(String(parts[i]), unpacked(parts[i + 1]));
  const values = complete(turn, def, def.pack, given);
  if (!(values instanceof Map)) return values;
  const result = turn.core.store.rows.add(table, values, turn.nowMs, turn.core.world.journal.row);
  return rowAnswer(turn, result, table, (id) => `r${table}:${id}`);
}

/** Every column checked, and those computed that were left out and have code for a default. */
function complete(turn: TurnState, def: TableDef, packId: string, given: ReadonlyMap<string, Wire>): Map<string, Wire> | Wire {
  for (const name of given.keys()) {
    if (!def.columns.some((column) => column.name === name)) return faultWire("missing", `this table has no ${name}`);
  }
  const values = new Map<string, Wire>();
  for (const column of def.columns) {
    let value = given.get(column.name);
    if (value === undefined && column.value !== null && "code" in column.value) {
      const pack = packOf(turn, packId);
      value = pack === undefined ? null : callCode(turn, { pack, code: column.value.code, self: null, args: "" });
    }
    if (value === undefined) continue;
    const ready = fitColumn(turn, value, def.id, column);
    if (isOutcome(ready)) return ready;
    values.set(column.name, ready);
  }
  return values;
}

export function rowRemove(turn: TurnState, wire: Wire): Wire {
  if (typeof wire !== "string" || !wire.startsWith("r")) return faultWire("type", "only a row can be removed");
  const { table, id } = rowOf(wire);
  const spent = keptRows(turn, table) ?? removable(turn, table) ?? turn.effect();
  if (spent !== null) return spent;
  return turn.core.store.rows.remove(table, asRowId(id), turn.core.world.journal.row) ? null : faultWire("missing", "that row is gone");
}

export function rowsUpdate(turn: TurnState, index: number, params: string): Wire {
  const plan = planOf(turn, index);
  if (plan === undefined) return NO_PLAN;
  const spent = keptRows(turn, plan.table) ?? turn.effect();
  if (spent !== null) return spent;
  const result = turn.core.store.rows.update(plan, JSON.parse(params) as Wire[], turn.core.world.journal.row);
  return typeof result === "number" ? result : rowRefused(turn, result.refused, result.column, plan.table);
}

export function rowsRemove(turn: TurnState, index: number, params: string): Wire {
  const plan = planOf(turn, index);
  if (plan === undefined) return NO_PLAN;
  const spent = keptRows(turn, plan.table) ?? removable(turn, plan.table) ?? turn.effect();
  if (spent !== null) return spent;
  return turn.core.store.rows.removeWhere(plan, JSON.parse(params) as Wire[], turn.core.world.journal.row);
}

/** An append-only table loses rows only in its own pack's `every` (rule 44). */
function removable(turn: TurnState, table: string): Wire {
  const def = turn.core.world.definitions.table(table);
  if (def === undefined) return faultWire("missing", "that table is no longer there");
  const isOwnClock = turn.kind === "timer" && turn.frame.caller.unit === def.pack;
  return def.appendOnly && !isOwnClock ? rowRefused(turn, "append only", "", table) : null;
}
