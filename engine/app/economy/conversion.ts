// A world's sums in another currency, planned from the packs as their files stand: what the command line does and the game tries.

import { userInfo } from "node:os";
import { SYSTEM_CLOCK } from "../../base/clock.ts";
import { COINS, type Currency } from "../../base/currency.ts";
import type { Rate } from "../../base/rate.ts";
import type { Places } from "../../packs/order.ts";
import { changeData, changePayload } from "../../script/money-payloads.ts";
import { currencyOfFile } from "../../store/convert-file.ts";
import type { Conversion, ConversionReport } from "../../store/sqlite-convert.ts";
import type { Definitions } from "../../world/definitions.ts";
import { loadWorldPacks } from "../compose.ts";
import { PLACES } from "../places.ts";
import { definitionsOf } from "../surface.ts";

export interface ConversionPlan {
  readonly conversion: Conversion;
  /** What the file counts in, and what the packs do now. */
  readonly before: Currency;
  readonly currency: Currency;
  /** Sums in the packs' own source, such as `gullwick.bakehouse.price 5`: they are the builder's to change. */
  readonly inSource: readonly string[];
}

/** Counts of a conversion, and its sums in the words of their currencies. */
export interface ConversionTried extends Pick<ConversionPlan, "before" | "currency" | "inSource"> {
  readonly report: ConversionReport;
}

export async function planConversion(path: string, folder: string, rate: Rate, places: Places = PLACES): Promise<ConversionPlan> {
  const packs = await loadWorldPacks(folder, [], places);
  const definitions = definitionsOf(packs);
  const { currency } = packs.at(-1)!.manifest;
  const before = JSON.parse(currencyOfFile(path) ?? JSON.stringify(COINS)) as Currency;
  return { conversion: conversionOf(rate, definitions, currency), before, currency, inSource: sumsInSource(definitions) };
}

export function conversionOf(rate: Rate, definitions: Definitions, currency: Currency): Conversion {
  const { tables } = definitions;
  return {
    ...{ rate, tables, currency: JSON.stringify(currency), atMs: SYSTEM_CLOCK.now(), who: userInfo().username },
    ...{ changePayload, changeData },
  };
}

/** Defaults of properties that hold money: they stand in Lore source and are not the file's. */
function sumsInSource(definitions: Definitions): string[] {
  const found = new Set<string>();
  for (const definition of definitions.all()) {
    for (const name of definition.slots.keys()) {
      const slot = definition.slots.get(name)!;
      if (slot.type.t !== "money" || !("wire" in slot.value) || slot.value.wire === "$0" || slot.value.wire === null) continue;
      found.add(`${definition.id}.${name} ${String(slot.value.wire).slice(1)}`);
    }
  }
  return [...found].sort();
}
