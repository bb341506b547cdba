// Money: double entry over purses. Refusals are words; sums that could leave the safe integers are bugs of the caller.

import { type PurseId, TREASURY } from "../base/ids.ts";
import type { Outcome } from "./outcome.ts";
import { DONE, refuse } from "./outcome.ts";
import type { World } from "./world.ts";

export interface Payment {
  readonly from: PurseId;
  readonly to: PurseId;
  /** Minor units, not negative. */
  readonly amount: number;
  readonly memo: string;
  /** A second payment with the same key changes nothing and is well. */
  readonly key?: string;
}

/** What a purse holds; 0 for one that was never opened. */
export function balanceOf(world: World, purse: PurseId): number {
  return world.purse(purse)?.balance ?? 0;
}

export function pay(world: World, { from, to, amount, memo, key }: Payment): Outcome {
  if (!Number.isSafeInteger(amount) || amount < 0) return refuse("not a whole number");
  const giver = world.purse(from);
  const taker = world.purse(to);
  if (giver === undefined || taker === undefined) return refuse("no such account");
  if (key !== undefined && world.cells.transferKeys.has(key)) return DONE;
  if (giver.floor !== null && giver.balance - amount < giver.floor) return refuse("too poor");
  if (!Number.isSafeInteger(taker.balance + amount)) return refuse("not a whole number");
  if (amount === 0 || from === to) return DONE;
  const entries = [
    { purse: from, amount: -amount },
    { purse: to, amount },
  ];
  world.journal.transfer(entries, memo, key ?? null);
  return DONE;
}

/** New money, out of the treasury. */
export function mint(world: World, to: PurseId, amount: number, memo: string): Outcome {
  return pay(world, { from: TREASURY, to, amount, memo });
}

/** Money out of the world, back into the treasury. */
export function burn(world: World, from: PurseId, amount: number, memo: string): Outcome {
  return pay(world, { from, to: TREASURY, amount, memo });
}
