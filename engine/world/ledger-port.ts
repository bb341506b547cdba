// What the ledger asks of whatever keeps it: the book itself stays on disk, only balances are held in memory.

import type { PurseId, TransferId, TurnId } from "../base/ids.ts";

export interface LedgerEntry {
  readonly purse: PurseId;
  /** Minor units, signed; the entries of a transfer sum to zero. */
  readonly amount: number;
}

export interface TransferRow {
  readonly id: TransferId;
  /** The turn that booked it: with it the journal tells who did what. */
  readonly turn: TurnId;
  readonly atMs: number;
  /** For the holders: "bread", "rent of the loft". */
  readonly memo: string;
  /** A short category for reports: "shop.sale", "rent", "quest". */
  readonly reason: string;
  /** Idempotency key: a second transfer with it changes nothing. Null: none. */
  readonly key: string | null;
  /** The transfer that this one takes back. */
  readonly reverses: TransferId | null;
  readonly entries: readonly LedgerEntry[];
}

export interface PurseRow {
  readonly id: PurseId;
  readonly balance: number;
  /** Null: no floor (a treasury). */
  readonly floor: number | null;
  /** Of a treasury; null for the purse of an entity. */
  readonly name: string | null;
}

/** A page of an account's book, newest first. */
export interface StatementPage {
  /** What the entries that were skipped sum to. */
  readonly skipped: number;
  readonly rows: readonly TransferRow[];
}

/** Money made, ended and moved under one reason on one day. */
export interface ReasonRow {
  /** Midnight of the day in UTC, ms; with `days: false` the start of the whole span. */
  readonly dayMs: number;
  readonly reason: string;
  readonly transfers: number;
  /** Out of treasuries into accounts. */
  readonly minted: number;
  /** Out of accounts into treasuries. */
  readonly burned: number;
  /** Between accounts. */
  readonly moved: number;
}

export interface Span {
  readonly fromMs: number;
  /** Not included. */
  readonly untilMs: number;
}

/** The written part of the book. What the world booked since the last write is the world's to add. */
export interface LedgerBook {
  /** Highest transfer written, 0 for none: the world's fresh ones come after it. */
  last(): number;
  /** Which transfer has this idempotency key: an index is asked, nothing is kept in memory. */
  keyed(key: string): TransferRow | undefined;
  transfer(id: TransferId): TransferRow | undefined;
  /** The transfer that takes this one back. */
  reversalOf(id: TransferId): TransferId | undefined;
  statement(purse: PurseId, skip: number, limit: number): StatementPage;
  /** By reason, and by day when `days` is true; days in order, then reasons by name. */
  reasons(span: Span, days: boolean): ReasonRow[];
  /** Purses of entities that hold most, richest first. */
  richest(limit: number): PurseRow[];
  treasuries(): PurseRow[];
}
