// What a slot came to hold: a value, and for a noun the entity behind it.

import type { Wire } from "../../../dsl/wire.ts";
import type { Candidate } from "./reach.ts";

export interface Bound {
  readonly value: Wire;
  /** Several of a kind, from `all`. */
  readonly items?: readonly Candidate[];
  readonly entity: number;
  /** A plural was typed: the whole stack is meant. */
  readonly plural: boolean;
}
