// What rendering must be able to look up: names, not the world. The turn fills it, so that this folder needs nothing but wires.

import type { Currency } from "../../base/currency.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** How an entity or a model is called. */
export interface Named {
  readonly title: string;
  /** Declared plural; empty: by rule. */
  readonly plural: string;
  /** Declared article, empty for none; null: by rule. */
  readonly article: string | null;
  /** Players and npcs: they read "you", and stand with "the" unless their name is a proper one. */
  readonly being: boolean;
  readonly count: number;
}

export interface Look {
  readonly vocabulary: Vocabulary;
  /** How money reads. */
  readonly currency: Currency;
  nowMs(): number;
  /** What to add to UTC for the clock on the wall of this world. */
  readonly zoneMs: number;
  /** By entity number; a destroyed one is still known to the end of its turn. */
  entity(id: number): Named | undefined;
  /** By qualified id. */
  model(id: string): Named | undefined;
}
