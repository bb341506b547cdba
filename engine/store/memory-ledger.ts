// The book of the money in plain maps, with the guards that a file has as triggers.

import { EngineError } from "../base/errors.ts";
import { type PurseId, TREASURY, type TransferId, WORLD_TREASURY } from "../base/ids.ts";
import type { LedgerBook, LedgerEntry, PurseRow, ReasonRow, Span, StatementPage, TransferRow } from "../world/ledger-port.ts";
import { Shelf, sorted } from "./shelf.ts";

const DAY_MS = 86_400_000;

export class MemoryLedger implements LedgerBook {
  readonly purses: Shelf<number, PurseRow>;
  readonly #transfers: Shelf<number, TransferRow>;
  readonly #keys: Shelf<string, TransferRow>;
  readonly #reversals: Shelf<number, TransferId>;
  readonly #of = new Map<number, TransferRow[]>();
  readonly #onUndo: (undo: () => void) => void;
  readonly #last: Shelf<"last", number>;

  constructor(onUndo: (undo: () => void) => void) {
    this.purses = new Shelf(onUndo);
    this.#transfers = new Shelf(onUndo);
    this.#keys = new Shelf(onUndo);
    this.#reversals = new Shelf(onUndo);
    this.#onUndo = onUndo;
    this.#last = new Shelf(onUndo);
    this.purses.put(TREASURY, { id: TREASURY, balance: 0, floor: null, name: WORLD_TREASURY });
  }

  copyFrom(other: MemoryLedger): void {
    this.purses.copyFrom(other.purses);
    this.#transfers.copyFrom(other.#transfers);
    this.#keys.copyFrom(other.#keys);
    this.#reversals.copyFrom(other.#reversals);
    this.#last.copyFrom(other.#last);
    for (const [purse, rows] of other.#of) this.#of.set(purse, [...rows]);
  }

  putPurse(row: PurseRow): void {
    if (row.floor === null && row.name === null) refuse("only a treasury has no floor");
    this.purses.put(row.id, { ...row, balance: this.purses.map.get(row.id)?.balance ?? 0 });
  }

  putTransfer(row: TransferRow): void {
    if (row.entries.length < 2 || sumOf(row.entries) !== 0) refuse("entries of a transfer must sum to zero");
    if (this.#transfers.map.has(row.id)) refuse("the transfer is sealed");
    if (row.key !== null && this.#keys.map.has(row.key)) refuse("a transfer has that key");
    if (row.reverses !== null) this.#checkReversal(row, row.reverses);
    for (const { purse, amount } of row.entries) {
      const held = this.purses.map.get(purse) ?? refuse(`no account ${purse}`);
      const balance = held.balance + amount;
      if (held.floor !== null && balance < held.floor) refuse(`account ${purse} would fall below its floor`);
      this.purses.put(purse, { ...held, balance });
      this.#append(purse, row);
    }
    this.#transfers.put(row.id, row);
    if (row.key !== null) this.#keys.put(row.key, row);
    if (row.reverses !== null) this.#reversals.put(row.reverses, row.id);
    this.#last.put("last", row.id);
  }

  #append(purse: PurseId, row: TransferRow): void {
    const rows = this.#of.get(purse) ?? [];
    rows.push(row);
    this.#of.set(purse, rows);
    this.#onUndo(() => rows.pop());
  }

  #checkReversal(row: TransferRow, id: TransferId): void {
    const wrong = this.#transfers.map.get(id) ?? refuse(`no transfer ${id}`);
    if (this.#reversals.map.has(id)) refuse("it was reversed before");
    const mirrored = new Map(wrong.entries.map(({ purse, amount }) => [purse, -amount]));
    const isMirror = row.entries.length === mirrored.size && row.entries.every(({ purse, amount }) => mirrored.get(purse) === amount);
    if (!isMirror) refuse("a reversal must mirror what it reverses");
  }

  last(): number {
    return this.#last.map.get("last") ?? 0;
  }

  keyed(key: string): TransferRow | undefined {
    return this.#keys.map.get(key);
  }

  transfer(id: TransferId): TransferRow | undefined {
    return this.#transfers.map.get(id);
  }

  reversalOf(id: TransferId): TransferId | undefined {
    return this.#reversals.map.get(id);
  }

  statement(purse: PurseId, skip: number, limit: number): StatementPage {
    const rows = [...(this.#of.get(purse) ?? [])].reverse();
    const skipped = sumOf(rows.slice(0, skip).flatMap(({ entries }) => entries.filter((entry) => entry.purse === purse)));
    return { skipped, rows: rows.slice(skip, skip + limit) };
  }

  reasons({ fromMs, untilMs }: Span, days: boolean): ReasonRow[] {
    const sums = new Map<string, ReasonRow>();
    for (const row of this.#transfers.map.values()) {
      if (row.atMs < fromMs || row.atMs >= untilMs) continue;
      const dayMs = days ? Math.floor(row.atMs / DAY_MS) * DAY_MS : fromMs;
      const key = `${dayMs} ${row.reason}`;
      sums.set(key, added(sums.get(key) ?? { ...NO_MONEY, dayMs, reason: row.reason }, row));
    }
    return [...sums.values()].sort((a, b) => a.dayMs - b.dayMs || (a.reason < b.reason ? -1 : 1));
  }

  richest(limit: number): PurseRow[] {
    const rich = [...this.purses.map.values()].filter(({ id, balance }) => id > 0 && balance > 0);
    return rich.sort((a, b) => b.balance - a.balance || a.id - b.id).slice(0, limit);
  }

  treasuries(): PurseRow[] {
    return sorted(this.purses)
      .filter(({ id }) => id <= 0)
      .reverse();
  }

  /** As `reconcileFile`, of what can be wrong in memory. */
  reconcile(): string[] {
    const sums = new Map<number, number>();
    for (const { entries } of this.#transfers.map.values()) {
      for (const { purse, amount } of entries) sums.set(purse, (sums.get(purse) ?? 0) + amount);
    }
    const purses = [...this.purses.map.values()];
    const wrong = purses
      .filter(({ id, balance }) => balance !== (sums.get(id) ?? 0))
      .map(({ id, balance }) => `account ${id} holds ${balance}, its entries sum to ${sums.get(id) ?? 0}`);
    const all = purses.reduce((sum, { balance }) => sum + balance, 0);
    return all === 0 ? wrong : [...wrong, `treasuries and accounts together hold ${all}, not 0`];
  }
}

const NO_MONEY = { transfers: 0, minted: 0, burned: 0, moved: 0 };

function added(sums: ReasonRow, { entries }: TransferRow): ReasonRow {
  const given = entries.reduce((sum, { amount }) => sum + Math.max(0, -amount), 0);
  const ofTreasuries = sumOf(entries.filter(({ purse }) => purse <= 0));
  return {
    ...sums,
    transfers: sums.transfers + 1,
    minted: sums.minted + Math.max(0, -ofTreasuries),
    burned: sums.burned + Math.max(0, ofTreasuries),
    moved: sums.moved + given - Math.abs(ofTreasuries),
  };
}

function sumOf(entries: readonly LedgerEntry[]): number {
  return entries.reduce((sum, { amount }) => sum + amount, 0);
}

function refuse(detail: string): never {
  throw new EngineError("E_STORE_WRITE", { detail });
}
