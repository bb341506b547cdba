// The world as everyone reads it: entities by number, key, model and kind, and the rest of what a turn may change.
// Nothing here writes; `world.journal` does.

import { TAG, type Wire } from "../../dsl/wire.ts";
import type { EntityId, PromptId, PurseId } from "../base/ids.ts";
import { asEntityId, NOBODY } from "../base/ids.ts";
import { Cells } from "./cells.ts";
import { PLAYER, ROOM } from "./core-kinds.ts";
import type { Definition } from "./definition.ts";
import type { Definitions } from "./definitions.ts";
import type { Entity } from "./entity.ts";
import { Journal } from "./journal.ts";
import type { LedgerBook, PurseRow } from "./ledger-port.ts";
import type { AccountRow, PromptRow, RowStore, SourceRow, Store, TimerRow } from "./port.ts";

/** What a world reads of its store while it runs. */
export type WorldStore = Pick<Store, "rows" | "ledger">;

export class World {
  /** For the loader and for `adopt` of this folder; everyone else leaves it alone. */
  readonly cells: Cells;
  readonly journal: Journal;
  /** The packs' tables; null for a world that has none (some tests). */
  readonly rows: RowStore | null;
  /** The written part of the money's book; null as above. */
  readonly ledger: LedgerBook | null;
  #definitions: Definitions;

  constructor(definitions: Definitions, cells: Cells = new Cells(), store: WorldStore | null = null) {
    this.#definitions = definitions;
    this.cells = cells;
    this.rows = store?.rows ?? null;
    this.ledger = store?.ledger ?? null;
    this.journal = new Journal(cells);
  }

  get definitions(): Definitions {
    return this.#definitions;
  }

  /** Only for `adopt`, which rebinds every entity first. */
  replaceDefinitions(definitions: Definitions): void {
    this.#definitions = definitions;
  }

  // -------------------------------------------------------------- entities

  /** The living entity of that number, or of what it was merged into. */
  entity(id: EntityId): Entity | undefined {
    const found = this.cells.entities.get(id);
    if (found !== undefined) return found;
    let now = this.cells.aliases.get(id);
    // A chain grows when what absorbed was absorbed in its turn.
    while (now !== undefined && this.cells.aliases.has(now)) now = this.cells.aliases.get(now);
    return now === undefined ? undefined : this.cells.entities.get(now);
  }

  /** `#42` → the entity; undefined for every other wire and for what is gone. */
  ofWire(wire: Wire): Entity | undefined {
    return typeof wire === "string" && wire.startsWith(TAG.entity) ? this.entity(asEntityId(Number(wire.slice(1)))) : undefined;
  }

  /** A declared single entity by its qualified id, or a declared placement of a model. */
  byKey(key: string): Entity | undefined {
    return this.cells.keys.get(key);
  }

  /** The definition that an entity `#42` has or that a model `@pack.name` is. */
  definitionOf(wire: Wire): Definition | undefined {
    if (typeof wire !== "string") return undefined;
    return wire.startsWith(TAG.model) ? this.#definitions.definition(wire.slice(1)) : this.ofWire(wire)?.definition;
  }

  /** Instances of one definition, oldest first. */
  instances(model: string): readonly Entity[] {
    return this.cells.byModel.get(model) ?? [];
  }

  /** Every entity of a kind (or of what derives from it), oldest first: `all KIND`. */
  ofKind(kind: string): readonly Entity[] {
    const lists = this.#definitions.membersOf(kind).map((id) => this.instances(id));
    const filled = lists.filter((list) => list.length > 0);
    if (filled.length <= 1) return filled[0] ?? [];
    return filled.flat().sort((a, b) => a.id - b.id);
  }

  players(): readonly Entity[] {
    return this.instances(PLAYER);
  }

  all(): Iterable<Entity> {
    return this.cells.entities.values();
  }

  get size(): number {
    return this.cells.entities.size;
  }

  /** What lost its definition: kept whole, out of play, back when the definition is. */
  limbo(): readonly Entity[] {
    return [...this.cells.entities.values()].filter((entity) => entity.definition.lost);
  }

  /** Players who stand in no room (their room was lost, or they are new); play puts them somewhere. */
  strays(): readonly Entity[] {
    return this.players().filter((player) => player.place === null || !player.place.definition.isA(ROOM));
  }

  // ------------------------------------------------------------ properties

  /** An assigned value, a constant default, or undefined: the default is code (see `Slot.value`) or there is no such property. */
  constant(entity: Entity, name: string): Wire | undefined {
    const slot = entity.definition.slots.get(name);
    if (slot === undefined) return undefined;
    const assigned = entity.state.get(slot.key);
    if (assigned !== undefined) return assigned;
    return "wire" in slot.value ? slot.value.wire : undefined;
  }

  isTrue(entity: Entity, name: string): boolean {
    return this.constant(entity, name) === true;
  }

  // ------------------------------------------------- what else a world holds

  account(entity: EntityId): AccountRow | undefined {
    return this.cells.accounts.get(entity);
  }

  /** By the folded form of its name. */
  accountNamed(folded: string): AccountRow | undefined {
    return this.cells.names.get(folded);
  }

  accounts(): Iterable<AccountRow> {
    return this.cells.accounts.values();
  }

  /** Timers in the order they fall due. */
  timers(): readonly TimerRow[] {
    return this.cells.timers.all();
  }

  nextTimer(): TimerRow | undefined {
    return this.cells.timers.first();
  }

  timersOf(entity: EntityId): readonly TimerRow[] {
    return this.cells.timers.of(entity);
  }

  prompt(id: PromptId): PromptRow | undefined {
    return this.cells.prompts.get(id);
  }

  prompts(): Iterable<PromptRow> {
    return this.cells.prompts.values();
  }

  /** Oldest first; the last is the one a player's next line answers. */
  promptsOf(who: EntityId): readonly PromptRow[] {
    return this.cells.promptsOf.get(who) ?? [];
  }

  purse(id: PurseId): PurseRow | undefined {
    return this.cells.purses.get(id);
  }

  /** A builder's pack as it stands; not one that is files by now. */
  source(pack: string): SourceRow | undefined {
    const row = this.cells.sources.get(pack);
    return row?.owner === NOBODY ? undefined : row;
  }

  sources(): Iterable<SourceRow> {
    return [...this.cells.sources.values()].filter(({ owner }) => owner !== NOBODY);
  }

  data(space: string, key: string): string | undefined {
    return this.cells.data.get(space)?.get(key);
  }

  dataOf(space: string): ReadonlyMap<string, string> {
    return this.cells.data.get(space) ?? new Map();
  }
}

/** The number of an entity's wire, or `NOBODY`. */
export function entityIdOf(wire: Wire): EntityId {
  return typeof wire === "string" && wire.startsWith(TAG.entity) ? asEntityId(Number(wire.slice(1))) : NOBODY;
}
