// Whether a file's sums are in the currency that its pack declares: numbers say nothing of themselves.

import type { Currency } from "../base/currency.ts";
import { EngineError } from "../base/errors.ts";
import type { Store } from "../world/port.ts";

/** Throws `E_CURRENCY` when sums would read as others than they were; new names alone are well. */
export function checkCurrency(store: Store, currency: Currency): void {
  const known = store.meta("currency");
  const was = known === undefined ? currency : (JSON.parse(known) as Currency);
  if (scaleOf(was) !== scaleOf(currency)) throw new EngineError("E_CURRENCY", { was: scaleOf(was), now: scaleOf(currency) });
}

/** The same, and notes the currency of a new file. */
export function holdCurrency(store: Store, currency: Currency): void {
  checkCurrency(store, currency);
  const now = JSON.stringify(currency);
  if (store.meta("currency") === now) return;
  store.begin();
  store.setMeta("currency", now);
  store.commit();
}

/** What a number of smallest coins means. */
function scaleOf({ decimal, tiers }: Currency): string {
  if (tiers !== undefined) return `tiers of ${tiers.map(({ worth }) => worth).join(", ")}`;
  return decimal === undefined ? "single coins" : `${decimal.places} decimals`;
}
