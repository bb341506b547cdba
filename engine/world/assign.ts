// The small writes and final rows of entities that the journal is made of.

import type { Wire } from "../../dsl/wire.ts";
import { type EntityId, NOBODY } from "../base/ids.ts";
import type { Cells } from "./cells.ts";
import type { EntityCell } from "./entity.ts";
import type { Change, EntityRow, PropRow } from "./port.ts";

export function assign<K, V>(state: Map<K, V>, key: K, value: V | undefined): void {
  if (value === undefined) state.delete(key);
  else state.set(key, value);
}

export function assignEach(cell: EntityCell, key: string, who: EntityId, value: Wire | undefined): void {
  const values = cell.each.get(key);
  if (value !== undefined) {
    if (values === undefined) cell.each.set(key, new Map([[who, value]]));
    else values.set(who, value);
  } else if (values !== undefined) {
    values.delete(who);
    if (values.size === 0) cell.each.delete(key);
  }
}

export function propChange(cell: EntityCell, name: string, who: EntityId, value: Wire | undefined): Change | null {
  // The store drops the state of what is gone by itself.
  if (!cell.alive) return null;
  const row: PropRow = value === undefined ? { entity: cell.id, name, who } : { entity: cell.id, name, who, value };
  return { t: "prop", row };
}

export function entityRow(cell: EntityCell): EntityRow {
  return {
    id: cell.id,
    key: cell.key,
    model: cell.definition.id,
    place: cell.place?.id ?? NOBODY,
    arrival: cell.arrival,
    count: cell.count,
    owner: cell.owner,
    madeMs: cell.madeMs,
  };
}

/** What the store is told of an account, a lost definition or a merged number, as it stands at the end of the turn. */
export function accountChange(cells: Cells, entity: EntityId): Change {
  const row = cells.accounts.get(entity);
  return row === undefined ? { t: "account-gone", entity } : { t: "account", row };
}

export function limboChange(cells: Cells, id: EntityId): Change {
  const row = cells.limbo.get(id);
  return row === undefined ? { t: "limbo-gone", id } : { t: "limbo", row };
}

export function aliasChange(aliases: ReadonlyMap<EntityId, EntityId>, old: EntityId): Change {
  const now = aliases.get(old);
  return now === undefined ? { t: "alias-gone", old } : { t: "alias", old, now };
}
