// A world made from what its store remembers: definitions are found by their ids, and what has lost its own waits in limbo.

import { EngineError } from "../base/errors.ts";
import type { EntityId } from "../base/ids.ts";
import { NOBODY, TREASURY, WORLD_TREASURY } from "../base/ids.ts";
import { dropAliases, MANY_ALIASES } from "./aliases.ts";
import { openPurses, spawnDeclared } from "./births.ts";
import { Cells } from "./cells.ts";
import type { Definitions } from "./definitions.ts";
import type { Entity, EntityCell } from "./entity.ts";
import type { EntityRow, Loaded } from "./port.ts";
import { requireSound } from "./soundness.ts";
import { World, type WorldStore } from "./world.ts";

export interface Adoption {
  /** Placements made for the first time. */
  readonly born: readonly Entity[];
  /** Entities whose definition is no more. */
  readonly lost: readonly Entity[];
  /** Entities whose definition came back. */
  readonly back: readonly Entity[];
  /** All whose definition is another now, in `exchange`. */
  readonly changed?: readonly Entity[];
}

/** Rebuilds the world; nothing is written. Throws `E_WORLD` when what was kept is not sound. Call `adopt` in a turn of its own afterwards, to spawn what is new. */
export function loadWorld(definitions: Definitions, loaded: Loaded, store: WorldStore | null = null): World {
  const cells = new Cells();
  cells.last = { ...loaded.last };
  placeEntities(cells, definitions, loaded.entities);
  for (const { entity, name, who, value } of loaded.props) {
    const cell = cells.entities.get(entity);
    if (cell === undefined || value === undefined) continue;
    if (who === NOBODY) cell.state.set(name, value);
    else cell.each.set(name, (cell.each.get(name) ?? new Map()).set(who, value));
  }
  for (const key of loaded.spawned) cells.spawned.add(key);
  for (const { old, now } of loaded.aliases) cells.aliases.set(old, now);
  for (const row of loaded.timers) cells.timers.add(row);
  for (const row of loaded.prompts) cells.addPrompt(row);
  for (const row of loaded.accounts) cells.setAccount(row.entity, row);
  cells.setPurse(TREASURY, { id: TREASURY, balance: 0, floor: null, name: WORLD_TREASURY });
  for (const row of loaded.purses) cells.setPurse(row.id, row);
  for (const row of loaded.limbo) cells.setLimbo(row.id, row);
  for (const row of loaded.sources) cells.sources.set(row.pack, row);
  for (const { space, key, value } of loaded.data) cells.setData(space, key, value);
  const world = new World(definitions, cells, store);
  requireSound(world);
  return world;
}

/**
 * Puts new definitions in the place of old ones: every entity keeps its state. Inside an open turn, with which all of it is taken
 * back but the shape of the packs' tables: that is for whoever rolls the store back.
 */
export function adopt(world: World, definitions: Definitions): Adoption {
  const { cells, journal } = world;
  const before = world.definitions;
  const lost: Entity[] = [];
  const back: Entity[] = [];
  rebind(world, definitions);
  journal.step("", () => rebind(world, before));
  for (const cell of lostOrFound(cells)) {
    const wasLost = cells.limbo.has(cell.id);
    (wasLost ? back : lost).push(cell);
    journal.setLimbo(cell.id, wasLost ? undefined : { id: cell.id, model: cell.definition.id, sinceMs: journal.atMs });
  }
  world.rows?.define(definitions.tables);
  openPurses(world);
  if (cells.aliases.size > MANY_ALIASES) dropAliases(world);
  return { born: spawnDeclared(world), lost, back };
}

/** The same when a single pack has changed: only its entities and what it adds to others' are touched, and all can be taken back. */
export function exchange(world: World, definitions: Definitions, pack: string): Adoption {
  const { journal } = world;
  const before = world.definitions;
  const changed: EntityCell[] = [];
  rebind(world, definitions, changed);
  changed.sort(byNumber);
  journal.step("", () => rebind(world, before));
  const lost = changed.filter((cell) => cell.definition.lost);
  for (const cell of lost) journal.setLimbo(cell.id, { id: cell.id, model: cell.definition.id, sinceMs: journal.atMs });
  const back = changed.filter((cell) => !cell.definition.lost && world.cells.limbo.has(cell.id));
  for (const cell of back) journal.setLimbo(cell.id, undefined);
  return { born: spawnDeclared(world, pack), lost, back, changed };
}

/** `changed` takes the cells that have another definition now. */
function rebind(world: World, definitions: Definitions, changed: EntityCell[] | null = null): void {
  for (const [id, cells] of world.cells.byModel) {
    const definition = definitions.definition(id) ?? definitions.lost(id);
    if (cells[0] === undefined || cells[0].definition === definition) continue;
    for (const cell of cells) cell.definition = definition;
    changed?.push(...cells);
  }
  world.replaceDefinitions(definitions);
}

/** Those whose place in limbo is another than it was, by number. */
function lostOrFound(cells: Cells): EntityCell[] {
  const found: EntityCell[] = [];
  for (const cell of cells.entities.values()) if (cell.definition.lost !== cells.limbo.has(cell.id)) found.push(cell);
  return found.sort(byNumber);
}

function byNumber(a: EntityCell, b: EntityCell): number {
  return a.id - b.id;
}

function placeEntities(cells: Cells, definitions: Definitions, rows: readonly EntityRow[]): void {
  const places = new Map<EntityCell, EntityId>();
  for (const row of rows) {
    const definition = definitions.definition(row.model) ?? definitions.lost(row.model);
    const cell: EntityCell = {
      id: row.id,
      wire: `#${row.id}`,
      key: row.key,
      definition,
      place: null,
      arrival: row.arrival,
      count: row.count,
      owner: row.owner,
      madeMs: row.madeMs,
      alive: true,
      contents: [],
      state: new Map(),
      each: new Map(),
    };
    cells.enter(cell);
    places.set(cell, row.place);
  }
  // In order of arrival, so that contents fill at their end.
  for (const [cell, place] of [...places].sort(([a], [b]) => a.arrival - b.arrival)) {
    const holder = cells.entities.get(place);
    if (holder === undefined && place !== NOBODY)
      throw new EngineError("E_WORLD", { detail: `${cell.wire} is in ${place}, which is not there` });
    cells.put(cell, holder ?? null, cell.arrival);
  }
}
