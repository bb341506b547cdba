// What play is made from.

import type { Clock } from "../base/clock.ts";
import type { Currency } from "../base/currency.ts";
import type { Script } from "../script/facade.ts";
import type { Store } from "../world/port.ts";
import type { World } from "../world/world.ts";
import type { Secrets } from "./account-secrets.ts";

export interface PlayParts {
  readonly world: World;
  readonly script: Script;
  readonly store: Store;
  readonly clock: Clock;
  /** Qualified id of the room where newcomers start. */
  readonly entry: string | null;
  /** For reading amounts of money. */
  readonly currency: Currency;
  readonly directions: readonly (readonly string[])[];
  readonly secrets?: Secrets;
  /** Seeds of turns, when a transcript fixes them. */
  nextSeed?(): number | undefined;
  /** The store failed; the process should end and be started again. */
  failed(error: unknown): void;
  /** A bug that undid one command; for the sysop's log. */
  report?(error: unknown): void;
  begin?(): void;
  saving?(): void;
  rest?(): void;
}

/** Words that a line may be read by: ways, and what money is called. */
export function wordsOf({ directions, currency }: PlayParts) {
  return {
    directions: new Map(directions.flatMap((forms) => forms.map((form) => [form, forms[0]!] as const))),
    currency,
  };
}
