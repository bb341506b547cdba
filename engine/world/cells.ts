// All of the world's state in memory, raw. Only the journal and the loader change it; everyone else reads through `World`.

import type { EntityId, PromptId, PurseId } from "../base/ids.ts";
import type { EntityCell } from "./entity.ts";
import { positionOf } from "./entity.ts";
import type { AccountRow, Counters, LimboRow, PromptRow, PurseRow } from "./port.ts";
import { Schedule } from "./schedule.ts";

export class Cells {
  readonly entities = new Map<EntityId, EntityCell>();
  readonly keys = new Map<string, EntityCell>();
  /** Instances of each definition, by id. */
  readonly byModel = new Map<string, EntityCell[]>();
  readonly spawned = new Set<string>();
  readonly aliases = new Map<EntityId, EntityId>();
  readonly timers = new Schedule();
  readonly prompts = new Map<PromptId, PromptRow>();
  readonly promptsOf = new Map<EntityId, PromptRow[]>();
  readonly accounts = new Map<EntityId, AccountRow>();
  readonly names = new Map<string, AccountRow>();
  readonly purses = new Map<PurseId, PurseRow>();
  /** Idempotency keys of all transfers that were booked. */
  readonly transferKeys = new Set<string>();
  readonly limbo = new Map<EntityId, LimboRow>();
  readonly data = new Map<string, Map<string, string>>();
  last: { -readonly [K in keyof Counters]: number } = { entity: 0, arrival: 0, turn: 0, timer: 0, prompt: 0, message: 0, transfer: 0 };

  /** Enters an entity into every index but its place's contents. */
  enter(cell: EntityCell): void {
    this.entities.set(cell.id, cell);
    if (cell.key !== null) this.keys.set(cell.key, cell);
    this.index(cell);
  }

  leave(cell: EntityCell): void {
    this.entities.delete(cell.id);
    if (cell.key !== null) this.keys.delete(cell.key);
    this.unindex(cell);
  }

  index(cell: EntityCell): void {
    const same = this.byModel.get(cell.definition.id);
    if (same === undefined) this.byModel.set(cell.definition.id, [cell]);
    else if (same.length === 0 || same[same.length - 1]!.id < cell.id) same.push(cell);
    else same.splice(indexOfId(same, cell.id), 0, cell);
  }

  unindex(cell: EntityCell): void {
    const same = this.byModel.get(cell.definition.id);
    if (same !== undefined) same.splice(indexOfId(same, cell.id), 1);
  }

  /** Puts an entity among the contents of `place`, where its arrival says. */
  put(cell: EntityCell, place: EntityCell | null, arrival: number): void {
    cell.place = place;
    cell.arrival = arrival;
    if (place !== null) place.contents.splice(positionOf(place.contents, arrival), 0, cell);
  }

  take(cell: EntityCell): void {
    const place = cell.place;
    if (place !== null) place.contents.splice(positionOf(place.contents, cell.arrival), 1);
    cell.place = null;
  }

  addPrompt(row: PromptRow): void {
    this.prompts.set(row.id, row);
    const own = this.promptsOf.get(row.who) ?? [];
    own.push(row);
    own.sort((a, b) => a.id - b.id);
    this.promptsOf.set(row.who, own);
  }

  removePrompt(row: PromptRow): void {
    this.prompts.delete(row.id);
    const left = (this.promptsOf.get(row.who) ?? []).filter((other) => other.id !== row.id);
    if (left.length === 0) this.promptsOf.delete(row.who);
    else this.promptsOf.set(row.who, left);
  }

  setAccount(entity: EntityId, row: AccountRow | undefined): void {
    const before = this.accounts.get(entity);
    if (before !== undefined) this.names.delete(before.folded);
    if (row === undefined) this.accounts.delete(entity);
    else {
      this.accounts.set(entity, row);
      this.names.set(row.folded, row);
    }
  }

  setLimbo(id: EntityId, row: LimboRow | undefined): void {
    if (row === undefined) this.limbo.delete(id);
    else this.limbo.set(id, row);
  }

  setPurse(id: PurseId, row: PurseRow | undefined): void {
    if (row === undefined) this.purses.delete(id);
    else this.purses.set(id, row);
  }

  setData(space: string, key: string, value: string | undefined): void {
    const values = this.data.get(space);
    if (value === undefined) {
      values?.delete(key);
      if (values?.size === 0) this.data.delete(space);
    } else if (values === undefined) this.data.set(space, new Map([[key, value]]));
    else values.set(key, value);
  }
}

function indexOfId(cells: readonly EntityCell[], id: EntityId): number {
  let low = 0;
  let high = cells.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cells[middle]!.id < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
