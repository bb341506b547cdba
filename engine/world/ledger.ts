// Money: double entry over purses. Refusals are words; sums that could leave the safe integers are bugs of the caller.

import { asPurseId, type PurseId, TREASURY, type TransferId } from "../base/ids.ts";
import type { Entity } from "./entity.ts";
import type { LedgerEntry, TransferRow } from "./ledger-port.ts";
import type { Outcome } from "./outcome.ts";
import { DONE, refuse } from "./outcome.ts";
import type { World } from "./world.ts";

export interface Payment {
  readonly from: PurseId;
  readonly to: PurseId;
  /** Minor units, not negative. */
  readonly amount: number;
  readonly memo: string;
  /** Category for reports; empty for none. */
  readonly reason?: string;
  /** A second payment with the same key changes nothing and is well. */
  readonly key?: string;
}

/** Far more than a world has faucets and sinks: names made up by a script in a loop end here. */
const MOST_TREASURIES = 200;

/** What a purse holds; 0 for one that was never opened. */
export function balanceOf(world: World, purse: PurseId): number {
  return world.purse(purse)?.balance ?? 0;
}

export function pay(world: World, payment: Payment): Outcome {
  const { from, to, amount, memo, reason = "", key } = payment;
  if (!Number.isSafeInteger(amount) || amount < 0) return refuse("not a whole number");
  const giver = world.purse(from);
  const taker = world.purse(to);
  if (giver === undefined || taker === undefined) return refuse("no such account");
  const before = key === undefined ? undefined : keyed(world, key);
  if (before !== undefined) return isSame(before, payment) ? DONE : refuse("paid otherwise");
  if (giver.floor !== null && giver.balance - amount < giver.floor) return refuse("too poor");
  if (!Number.isSafeInteger(taker.balance + amount) || !Number.isSafeInteger(giver.balance - amount)) return refuse("not a whole number");
  if (amount === 0 || from === to) return DONE;
  const entries = [
    { purse: from, amount: -amount },
    { purse: to, amount },
  ];
  book(world, { entries, memo, reason, key: key ?? null, reverses: null });
  return DONE;
}

function isSame({ entries }: TransferRow, { from, to, amount }: Payment): boolean {
  return entries.every((entry) => entry.amount === (entry.purse === from ? -amount : entry.purse === to ? amount : Number.NaN));
}

export interface Issue {
  /** The account that gets or gives it. */
  readonly account: PurseId;
  /** Name of the treasury on the other side: opened when it is first used. */
  readonly treasury: string;
  readonly amount: number;
  readonly memo: string;
  readonly reason?: string;
  readonly key?: string;
}

/** New money, out of a treasury. */
export function mint(world: World, { account, treasury, ...rest }: Issue): Outcome {
  const from = openTreasury(world, treasury);
  return from === undefined ? refuse("too many treasuries") : pay(world, { from, to: account, ...rest });
}

/** Money out of the world, back into a treasury. */
export function burn(world: World, { account, treasury, ...rest }: Issue): Outcome {
  const to = openTreasury(world, treasury);
  return to === undefined ? refuse("too many treasuries") : pay(world, { from: account, to, ...rest });
}

/** The purse of a treasury; undefined when there are too many already. */
export function openTreasury(world: World, name: string): PurseId | undefined {
  const { treasuries } = world.cells;
  const known = treasuries.get(name);
  if (known !== undefined) return known;
  if (treasuries.size >= MOST_TREASURIES) return undefined;
  const id = asPurseId(-treasuries.size);
  world.journal.setPurse({ id, balance: 0, floor: null, name });
  return id;
}

/** Takes a transfer back by its mirror image: once, and only while what was paid is still there. */
export function reverse(world: World, id: TransferId, memo: string): Outcome<TransferRow> {
  const wrong = findTransfer(world, id);
  if (wrong === undefined || wrong.reverses !== null) return refuse("no such transfer");
  if (reversalOf(world, id) !== undefined) return refuse("reversed before");
  const entries = wrong.entries.map(({ purse, amount }) => ({ purse, amount: -amount }));
  const refused = checkEntries(world, entries);
  if (refused !== null) return refuse(refused);
  return { ok: book(world, { entries, memo, reason: wrong.reason, key: null, reverses: id }) };
}

function checkEntries(world: World, entries: readonly LedgerEntry[]): "no such account" | "too poor" | "not a whole number" | null {
  for (const { purse, amount } of entries) {
    const held = world.purse(purse);
    if (held === undefined) return "no such account";
    const balance = held.balance + amount;
    if (held.floor !== null && balance < held.floor) return "too poor";
    if (!Number.isSafeInteger(balance)) return "not a whole number";
  }
  return null;
}

/** One line of an account's statement. */
export interface StatementLine {
  readonly transfer: TransferRow;
  /** Signed, as the account sees it. */
  readonly amount: number;
  /** What the account held after it. */
  readonly balance: number;
}

/** Newest first; what this turn booked is in it. */
export function statementOf(world: World, purse: PurseId, { skip, limit }: { skip: number; limit: number }): StatementLine[] {
  const amountIn = ({ entries }: TransferRow): number => entries.find((entry) => entry.purse === purse)!.amount;
  const fresh = freshOf(world)
    .filter(({ entries }) => entries.some((entry) => entry.purse === purse))
    .reverse();
  const head = fresh.slice(skip, skip + limit);
  const rest = Math.max(0, skip - fresh.length);
  const page = head.length < limit ? world.ledger?.statement(purse, rest, limit - head.length) : undefined;
  let balance = balanceOf(world, purse) - fresh.slice(0, skip).reduce((sum, row) => sum + amountIn(row), 0) - (page?.skipped ?? 0);
  return [...head, ...(page?.rows ?? [])].map((transfer) => {
    const line = { transfer, amount: amountIn(transfer), balance };
    balance -= line.amount;
    return line;
  });
}

/** Whose purse is closed has its money put here, where a sysop finds it: nothing ever vanishes. */
export const LOST_TREASURY = "lost";

/** Closes the purse of what is about to go. */
export function closePurse(world: World, purse: PurseId, memo: string): void {
  const amount = balanceOf(world, purse);
  const lost = amount === 0 ? undefined : (openTreasury(world, LOST_TREASURY) ?? TREASURY);
  if (lost !== undefined) pay(world, { from: purse, to: lost, amount, memo, reason: "closed" });
  world.journal.closePurse(purse);
}

/** What an entity, all in it and all that is kept with it holds. */
export function moneyIn(world: World, entity: Entity): number {
  let sum = balanceOf(world, asPurseId(entity.id));
  for (const kept of world.cells.kept.get(entity.id) ?? []) sum += moneyIn(world, kept);
  for (const one of entity.contents) sum += moneyIn(world, one);
  return sum;
}

// ------------------------------------------------ the book with what is not written yet

function book(world: World, draft: Parameters<World["journal"]["transfer"]>[0]): TransferRow {
  freshOf(world);
  return world.journal.transfer(draft);
}

/** Lets go of what is written by now, so that nothing is kept twice for ever. */
function freshOf(world: World): readonly TransferRow[] {
  const { fresh } = world.cells;
  const last = world.ledger?.last() ?? 0;
  const written = fresh.findIndex(({ id }) => id > last);
  fresh.splice(0, written < 0 ? fresh.length : written);
  return fresh;
}

function keyed(world: World, key: string): TransferRow | undefined {
  return freshOf(world).find((row) => row.key === key) ?? world.ledger?.keyed(key);
}

/** A transfer by its number, also one that this turn booked. */
export function findTransfer(world: World, id: TransferId): TransferRow | undefined {
  return freshOf(world).find((row) => row.id === id) ?? world.ledger?.transfer(id);
}

function reversalOf(world: World, id: TransferId): TransferId | undefined {
  return freshOf(world).find((row) => row.reverses === id)?.id ?? world.ledger?.reversalOf(id);
}
