// All of the world's state in memory, raw. Only the journal and the loader change it; everyone else reads through `World`.

import type { EntityId, PromptId, PurseId } from "../base/ids.ts";
import type { EntityCell } from "./entity.ts";
import { positionOf } from "./entity.ts";
import type { PurseRow, TransferRow } from "./ledger-port.ts";
import type { AccountRow, Counters, LimboRow, PromptRow, SourceRow } from "./port.ts";
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
  /** Treasuries by name. */
  readonly treasuries = new Map<string, PurseId>();
  /** Transfers that may not be written yet, oldest first: the book on disk does not know them. */
  readonly fresh: TransferRow[] = [];
  /** Accounts kept with an entity, by its number: `account_of`. */
  readonly kept = new Map<number, Set<EntityCell>>();
  /** Builders' packs by id. */
  readonly sources = new Map<string, SourceRow>();
  readonly limbo = new Map<EntityId, LimboRow>();
  readonly data = new Map<string, Map<string, string>>();
  last: { -readonly [K in keyof Counters]: number } = { entity: 0, arrival: 0, turn: 0, timer: 0, prompt: 0, transfer: 0 };

  /** Enters an entity into every index but its place's contents. */
  enter(cell: EntityCell): void {
    this.entities.set(cell.id, cell);
    if (cell.key !== null) this.keys.set(cell.key, cell);
    const holder = holderOf(cell.key);
    if (holder !== null) this.kept.set(holder, (this.kept.get(holder) ?? new Set()).add(cell));
    this.index(cell);
  }

  leave(cell: EntityCell): void {
    this.entities.delete(cell.id);
    if (cell.key !== null) this.keys.delete(cell.key);
    const holder = holderOf(cell.key);
    if (holder !== null && this.kept.get(holder)?.delete(cell) && this.kept.get(holder)!.size === 0) this.kept.delete(holder);
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
    const name = (row ?? this.purses.get(id))?.name ?? null;
    if (row === undefined) this.purses.delete(id);
    else this.purses.set(id, row);
    if (name === null) return;
    if (row === undefined) this.treasuries.delete(name);
    else this.treasuries.set(name, id);
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

/** An account that is kept with an entity says so in its key: `~HOLDER OWNER NAME`. No declared name begins so. */
export function keptKey(holder: EntityId, owner: EntityId, name: string): string {
  return `~${holder} ${owner} ${name}`;
}

/** The entity that an account is kept with; null when the key is of something else. */
export function holderOf(key: string | null): EntityId | null {
  return key?.startsWith("~") === true ? (Number(key.slice(1, key.indexOf(" "))) as EntityId) : null;
}

/** The entity that a kept account is kept for; null when the key is of something else. */
export function ownerOf(key: string | null): EntityId | null {
  return holderOf(key) === null ? null : (Number(key!.split(" ")[1]) as EntityId);
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
