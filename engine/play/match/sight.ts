// What matching asks of the world: who and what is within reach of one player, and by which words it is known.
// Entities are numbers here; values leave as wires.

import type { Wire } from "../../../dsl/wire.ts";
import type { Currency } from "../../base/currency.ts";

export interface ExitView {
  readonly wire: Wire;
  readonly direction: string;
  /** Its own name, or "". */
  readonly name: string;
  readonly door: number | null;
  readonly to: number | null;
}

export interface ModelView {
  readonly wire: Wire;
  readonly id: string;
  readonly title: string;
  readonly plural: string;
}

/** The words one entity goes by; `id` is its declared name (`brass_key`). */
export interface Naming {
  readonly title: string;
  readonly plural: string;
  readonly id: string;
}

export interface Sight {
  readonly actor: number;
  room(): number | null;
  area(room: number): number | null;
  contents(place: number): readonly number[];
  /** `kind` is qualified: `core.thing`. */
  isA(entity: number, kind: string): boolean;
  /** Whether kind `kind` descends from (or is) `parent`. */
  kindIs(kind: string, parent: string): boolean;
  naming(entity: number): Naming;
  count(entity: number): number;
  /** A closed box keeps what is in it out of reach. */
  isOpenBox(entity: number): boolean;
  /** True for a box that is shut: what is in it cannot be named. */
  isShut(entity: number): boolean;
  isFixed(entity: number): boolean;
  isHidden(entity: number): boolean;
  exits(room: number): readonly ExitView[];
  /** Every entity of a kind, wherever it is. */
  all(kind: string): readonly number[];
  models(kind: string): readonly ModelView[];
  model(id: string): ModelView | null;
  /** The n-th entry of the list this player was last shown, or null when it is forgotten. */
  menuEntry(n: number): Wire;
  /** What `it` and `them` stand for. */
  lastNamed(): readonly number[];
  /** Whether the player has the level that `needs …` asks for. */
  hasLevel(level: string): boolean;
  /** Direction words with their short forms. */
  readonly directions: ReadonlyMap<string, string>;
  /** How amounts of money are written here. */
  readonly currency: Currency;
  /** What an account holds, null for what has none; the wire of nothing is the player's own. */
  money(holder: Wire): number | null;
}

export function entityWire(entity: number): Wire {
  return `#${entity}`;
}

/** The entity of a wire, or null when it is none. */
export function wireEntity(wire: Wire): number | null {
  return typeof wire === "string" && wire[0] === "#" ? Number(wire.slice(1)) : null;
}
