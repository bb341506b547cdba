// Timers in the order they fall due, and by the entity they belong to.

import type { EntityId, TimerId } from "../base/ids.ts";
import type { TimerRow } from "./port.ts";

export class Schedule {
  readonly #sorted: TimerRow[] = [];
  readonly #byId = new Map<TimerId, TimerRow>();
  readonly #byEntity = new Map<EntityId, Set<TimerRow>>();

  get size(): number {
    return this.#sorted.length;
  }

  /** The one that falls due first. */
  first(): TimerRow | undefined {
    return this.#sorted[0];
  }

  get(id: TimerId): TimerRow | undefined {
    return this.#byId.get(id);
  }

  all(): readonly TimerRow[] {
    return this.#sorted;
  }

  /** In order of id. */
  of(entity: EntityId): readonly TimerRow[] {
    const found = this.#byEntity.get(entity);
    return found === undefined ? [] : [...found].sort((a, b) => a.id - b.id);
  }

  add(row: TimerRow): void {
    this.#sorted.splice(this.#position(row), 0, row);
    this.#byId.set(row.id, row);
    if (row.entity === 0) return;
    const own = this.#byEntity.get(row.entity);
    if (own === undefined) this.#byEntity.set(row.entity, new Set([row]));
    else own.add(row);
  }

  remove(row: TimerRow): void {
    this.#sorted.splice(this.#position(row), 1);
    this.#byId.delete(row.id);
    const own = this.#byEntity.get(row.entity);
    own?.delete(row);
    if (own?.size === 0) this.#byEntity.delete(row.entity);
  }

  #position(row: TimerRow): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#sorted[middle]!;
      if (other.dueMs < row.dueMs || (other.dueMs === row.dueMs && other.id < row.id)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
