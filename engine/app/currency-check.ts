// Whether a file's sums are in the currency that its pack declares: numbers say nothing of themselves.

import type { Currency } from "../base/currency.ts";
import { EngineError } from "../base/errors.ts";
import type { Store } from "../world/port.ts";

/** Notes the currency of a new file. Throws `E_CURRENCY` when sums would read as others than they were; new names alone are well. */
export function holdCurrency(store: Store, currency: Currency): void {
  const now = JSON.stringify(currency);
  const known = store.meta("currency");
  if (known === now) return;
  const was = known === undefined ? currency : (JSON.parse(known) as Currency);
  if (scaleOf(was) !== scaleOf(currency)) throw new EngineError("E_CURRENCY", { was: scaleOf(was), now: scaleOf(currency) });
  store.begin();
  store.setMeta("currency", now);
  store.commit();
}

/** What a number of smallest coins means. */
function scaleOf({ decimal, tiers }: Currency): string {
  if (tiers !== undefined) return `tiers of ${tiers.map(({ worth }) => worth).join(", ")}`;
  return decimal === undefined ? "single coins" : `${decimal.places} decimals`;
}
