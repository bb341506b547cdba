// Whose pack is edited and what in it is meant: by an entity, a model, `here`, `it`, or the word or title it goes by.

import { TAG, type Wire } from "../../../dsl/wire.ts";
import { foldName } from "../../base/names.ts";
import { roomOf } from "../../world/contents.ts";
import type { Definition } from "../../world/definition.ts";
import type { Entity } from "../../world/entity.ts";
import type { EditRow, SourceRow } from "../../world/port.ts";
import { earlierPacks, PACKS } from "../../world/promoted.ts";
import { isPlayer, needEntity, stringOf } from "./args.ts";
import type { Turn } from "./record.ts";

/** Where the path of what a player built last is kept, by player. */
const LAST = "built";

export interface Plot {
  readonly pack: string;
  readonly owner: Entity;
  readonly source: SourceRow | undefined;
}

/** A builder's pack; it begins to be with its first edit. */
export function plotOf(turn: Turn, wire: Wire): Plot | string {
  const owner = needEntity(turn, wire, "whose pack is meant");
  if (typeof owner === "string") return owner;
  if (!isPlayer(owner)) return turn.fault("type", "only players have packs") as string;
  const pack = packOf(turn, owner);
  return { pack, owner, source: turn.world.source(pack) };
}

/** Newest first, older than version `before` (0: all); also those of what was the builder's pack and is files by now. */
export function editsOf(turn: Turn, plot: Plot, before: number, limit: number): readonly EditRow[] {
  const rows: EditRow[] = [];
  for (const pack of [plot.pack, ...earlierPacks(turn.world, plot.owner.id)])
    if (rows.length < limit) rows.push(...turn.edits(pack, before, limit - rows.length));
  return rows;
}

export function textOf(plot: Plot): string {
  return plot.source?.text ?? "";
}

/** Named after the player as they were called when they began. */
function packOf(turn: Turn, owner: Entity): string {
  const known = turn.world.data(PACKS, String(owner.id));
  if (known !== undefined) return known;
  const name = foldName(stringOf(turn.get(owner.wire, "name")) ?? "").replace(/[^a-z0-9_]/g, "");
  const taken = (id: string): boolean => turn.bench?.isLoaded(id) === true || turn.world.cells.sources.has(id);
  const wanted = name === "" ? `p${owner.id}` : name;
  let id = wanted;
  for (let n = 0; taken(id); n++) id = n === 0 ? `${wanted}_${owner.id}` : `${wanted}_${owner.id}_${n}`;
  turn.world.journal.setData(PACKS, String(owner.id), id);
  return id;
}

/** The pack that a definition is of, when it is a builder's. */
export function builderOf(turn: Turn, definition: Definition | undefined): Wire {
  const source = definition === undefined ? undefined : turn.world.source(definition.pack);
  return source === undefined ? null : (turn.world.entity(source.owner)?.wire ?? null);
}

export function lastBuilt(turn: Turn): string | undefined {
  return turn.world.data(LAST, idOf(turn.actor));
}

export function rememberBuilt(turn: Turn, path: string): void {
  turn.world.journal.setData(LAST, idOf(turn.actor), path);
}

function idOf(wire: Wire): string {
  return String(wire).slice(1);
}

/** `here` and `it` as they are written in the pack's source. */
export function placesOf(turn: Turn, plot: Plot): ReadonlyMap<string, string> {
  const room = turn.world.ofWire(turn.room());
  const last = lastBuilt(turn);
  return new Map([
    ...(room === undefined ? [] : [["here", writtenIn(plot, room.definition.id)] as const]),
    ...(last === undefined ? [] : [["it", last] as const]),
  ]);
}

function writtenIn(plot: Plot, id: string): string {
  return id.startsWith(`${plot.pack}.`) ? id.slice(plot.pack.length + 1) : id;
}

/** The path of what is meant as it stands in the source, or undefined when the pack declares nothing of the kind. */
export function pathOf(turn: Turn, plot: Plot, what: Wire): string | undefined {
  const word = stringOf(what)?.trim().toLowerCase();
  if (word === undefined) {
    const definition = turn.world.definitionOf(what);
    return definition === undefined ? undefined : writtenIn(plot, definition.id);
  }
  if (word === "here") {
    const room = turn.world.ofWire(turn.room());
    return room === undefined ? undefined : writtenIn(plot, roomOf(room)!.definition.id);
  }
  if (word === "it") return lastBuilt(turn);
  const own = [...(turn.world.definitions.packs.get(plot.pack)?.entities ?? [])];
  const path = (id: string): string => id.slice(plot.pack.length + 1);
  const exact = own.find(({ id, name }) => path(id) === word || name === word);
  const called = exact ?? own.find(({ title }) => title.toLowerCase() === word) ?? only(own.filter(({ title }) => hasWord(title, word)));
  return called === undefined ? undefined : path(called.id);
}

function hasWord(title: string, word: string): boolean {
  return title.toLowerCase().split(/\s+/).includes(word);
}

function only<T>(items: readonly T[]): T | undefined {
  return items.length === 1 ? items[0] : undefined;
}

/** What scripts see of a path: the single entity, else the model; null for what is neither. */
export function wireAt(turn: Turn, plot: Plot, path: string): Wire {
  const id = turn.world.definitions.definition(`${plot.pack}.${path}`) === undefined ? path : `${plot.pack}.${path}`;
  const definition = turn.world.definitions.definition(id);
  if (definition === undefined) return null;
  return turn.world.byKey(id)?.wire ?? (definition.model ? `${TAG.model}${id}` : null);
}
