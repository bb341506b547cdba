// Accounts that are kept with somebody: a customer's with a bank, a bidder's with an auction. Each is an entity of its own that
// stands nowhere, found by its key, and goes when whoever keeps it goes.

import { bearAccount } from "./births.ts";
import { keptKey } from "./cells.ts";
import { ACCOUNT } from "./core-kinds.ts";
import type { Entity } from "./entity.ts";
import type { World } from "./world.ts";

export interface KeptAccount {
  readonly found: Entity | undefined;
  /** Opens it; only when there is none. */
  open(): Entity;
}

/** `name` tells several accounts of one owner with one holder apart; "" is the plain one. */
export function keptAccount(world: World, holder: Entity, owner: Entity, name: string): KeptAccount {
  const key = keptKey(holder.id, owner.id, name);
  return {
    found: world.byKey(key),
    open: () => bearAccount(world, world.definitions.definition(ACCOUNT)!, key),
  };
}
