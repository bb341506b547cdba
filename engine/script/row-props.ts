// One row's columns, read and written as properties.

import type { Wire } from "../../dsl/wire.ts";
import { asRowId } from "../base/ids.ts";
import type { RowRefusal, RowResult } from "../world/port.ts";
import { fit } from "./fits.ts";
import { flattenText } from "./text/render.ts";
import { refuseWith } from "./texts.ts";
import type { TurnState } from "./turn-state.ts";
import { faultWire, isOutcome, rowOf } from "./wires.ts";

/**
 * Null, or why these rows are not for the script that runs. No builder has tables: whatever rows there are, letters and accounts among
 * them, are the packs' own, also where the library would fetch them for a builder's script.
 */
export function keptRows(turn: TurnState, table: string): Wire {
  return turn.frame.caller.owner === null ? null : faultWire("denied", `rows of ${shortName(table)} belong to ${packOfTable(table)}`);
}

function packOfTable(id: string): string {
  return id.slice(0, id.lastIndexOf("."));
}

export function getColumn(turn: TurnState, wire: string, name: string): Wire {
  const { table, id } = rowOf(wire);
  const kept = keptRows(turn, table);
  if (kept !== null) return kept;
  const found = turn.core.store.rows.column(table, asRowId(id), name);
  if (found !== undefined) return found;
  const values = turn.core.store.rows.get(table, asRowId(id));
  if (values === undefined) return faultWire("missing", "that row is gone");
  const value = values.get(name);
  return value === undefined ? faultWire("missing", `a ${shortName(table)} has no ${name}`) : value;
}

export function setColumn(turn: TurnState, wire: string, name: string, value: Wire): Wire {
  const { table, id } = rowOf(wire);
  const def = turn.core.world.definitions.table(table);
  if (def === undefined) return faultWire("missing", `there is no table ${shortName(table)} any more`);
  const column = def.columns.find((one) => one.name === name);
  if (column === undefined) {
    return name === "id" || name === "at"
      ? faultWire("denied", `${name} cannot be changed`)
      : faultWire("missing", `a ${shortName(table)} has no ${name}`);
  }
  const spent = keptRows(turn, table) ?? turn.effect();
  if (spent !== null) return spent;
  const ready = fitColumn(turn, value, table, column);
  if (isOutcome(ready)) return ready;
  const { rows } = turn.core.store;
  return rowAnswer(turn, rows.set(table, asRowId(id), name, ready, turn.core.world.journal.row), table, () => null);
}

export function fitColumn(
  turn: TurnState,
  value: Wire,
  table: string,
  column: { readonly name: string; readonly type: Parameters<typeof fit>[1] },
): Wire {
  const { world, look } = turn.core;
  const fitting = fit(value, column.type, world, (text) => flattenText(text, look));
  if ("value" in fitting) return fitting.value;
  return rowRefused(turn, fitting.wrong === "long" ? "too long" : "type", column.name, table);
}

/** A result of the store as the script gets it. */
export function rowAnswer(turn: TurnState, result: RowResult, table: string, made: (id: number) => Wire): Wire {
  return "refused" in result ? rowRefused(turn, result.refused, result.column, table) : made(result.id);
}

export function rowRefused(turn: TurnState, why: RowRefusal, column: string, table: string): Wire {
  const name = shortName(table);
  const type = turn.core.world.definitions.table(table)?.columns.find((one) => one.name === column)?.type;
  switch (why) {
    case "unique":
      return refuseWith(turn, "stdlib.core.not_unique");
    case "too long":
      return refuseWith(turn, "stdlib.core.too_long", { most: type?.t === "text" ? (type.length ?? 0) : 0 });
    case "append only":
      return faultWire("denied", `rows of ${name} are only added, never changed`);
    case "missing":
      return faultWire("missing", column === "" ? "that row is gone" : `a ${name} needs its ${column}`);
    case "type":
      return faultWire("type", `${column} cannot hold that`);
  }
}

function shortName(id: string): string {
  return id.slice(id.lastIndexOf(".") + 1);
}
