// The world as one player sees it, for matching: reads memory only, and keeps what is read often.

import type { Wire } from "../../../dsl/wire.ts";
import type { Currency } from "../../base/currency.ts";
import { asEntityId, asPurseId } from "../../base/ids.ts";
import { areaOf, roomOf } from "../../world/contents.ts";
import { BEING, CONTAINER, PLAYER, ROOM } from "../../world/core-kinds.ts";
import type { Definition } from "../../world/definition.ts";
import type { Entity } from "../../world/entity.ts";
import { exitProperty, exitsOf } from "../../world/exits.ts";
import type { World } from "../../world/world.ts";
import { type ExitView, type ModelView, type Naming, type Sight, wireEntity } from "./sight.ts";

/** What play knows of a player besides the world. */
export interface Eyes {
  isOnline(player: number): boolean;
  menuEntry(n: number): Wire;
  lastNamed(): readonly number[];
  hasLevel(level: string): boolean;
}

export interface Words {
  readonly directions: ReadonlyMap<string, string>;
  readonly currency: Currency;
}

const EMPTY = "";

/** One is made for each line: its methods are everybody's. */
export class WorldSight implements Sight {
  readonly actor: number;
  readonly #world: World;
  readonly #actor: Entity;
  readonly #eyes: Eyes;
  readonly #words: Words;

  constructor(world: World, actor: Entity, eyes: Eyes, words: Words) {
    this.actor = actor.id;
    this.#world = world;
    this.#actor = actor;
    this.#eyes = eyes;
    this.#words = words;
  }

  get directions(): Words["directions"] {
    return this.#words.directions;
  }

  get currency(): Currency {
    return this.#words.currency;
  }

  money(holder: Wire): number | null {
    return this.#world.purse(asPurseId(wireEntity(holder) ?? this.actor))?.balance ?? null;
  }

  room(): number | null {
    return roomOf(this.#actor)?.id ?? null;
  }

  area(room: number): number | null {
    return areaOf(this.#at(room))?.id ?? null;
  }

  contents(place: number): readonly number[] {
    return contentsOf(this.#world, this.#at(place), this.#eyes);
  }

  isA(entity: number, kind: string): boolean {
    return isA(this.#world.entity(asEntityId(entity)), kind);
  }

  kindIs(kind: string, parent: string): boolean {
    return this.#world.definitions.kindIs(kind, parent);
  }

  naming(entity: number): Naming {
    return namingOf(this.#world, this.#at(entity));
  }

  count(entity: number): number {
    return this.#at(entity).count;
  }

  isOpenBox(entity: number): boolean {
    return isOpenBox(this.#world, this.#at(entity));
  }

  isShut(entity: number): boolean {
    return isShut(this.#world, this.#at(entity));
  }

  isFixed(entity: number): boolean {
    const found = this.#at(entity);
    return this.#world.isTrue(found, "fixed") || found.definition.isA(BEING);
  }

  isHidden(entity: number): boolean {
    return this.#world.isTrue(this.#at(entity), "hidden");
  }

  exits(room: number): readonly ExitView[] {
    return exitViews(this.#world, this.#at(room));
  }

  all(kind: string): readonly number[] {
    return this.#world.ofKind(kind).map((entity) => entity.id);
  }

  models(kind: string): readonly ModelView[] {
    return modelsOf(this.#world, kind);
  }

  model(id: string): ModelView | null {
    return modelView(this.#world.definitions.definition(id));
  }

  menuEntry(n: number): Wire {
    return this.#eyes.menuEntry(n);
  }

  lastNamed(): readonly number[] {
    return this.#eyes.lastNamed().filter((entity) => this.#world.entity(asEntityId(entity)) !== undefined);
  }

  hasLevel(level: string): boolean {
    return this.#eyes.hasLevel(level);
  }

  #at(entity: number): Entity {
    return this.#world.entity(asEntityId(entity))!;
  }
}

function isA(entity: Entity | undefined, kind: string): boolean {
  // The owner of a command may be one declared entity, not only a kind.
  return entity !== undefined && (entity.definition.isA(kind) || entity.definition.id === kind);
}

/** What is in a place and awake: who is not connected is in the room's list but not in the room. */
function contentsOf(world: World, place: Entity, eyes: Eyes): number[] {
  const found: number[] = [];
  if (isShut(world, place)) return found;
  for (const entity of place.contents) {
    if (entity.definition.id !== PLAYER || eyes.isOnline(entity.id)) found.push(entity.id);
  }
  return found;
}

function isShut(world: World, entity: Entity): boolean {
  return entity.definition.isA(CONTAINER) && world.isTrue(entity, "closed");
}

function isOpenBox(world: World, entity: Entity): boolean {
  return entity.contents.length > 0 && !entity.definition.isA(BEING) && !entity.definition.isA(ROOM) && !world.isTrue(entity, "closed");
}

const namings = new WeakMap<Definition, Naming>();

/** Most entities go by their definition's words, which never change while it lives. */
function namingOf(world: World, entity: Entity): Naming {
  if (entity.state.size > 0 && entity.definition.id === PLAYER) return freshNaming(world, entity);
  const changed = entity.state.size > 0 && (entity.state.has("name") || entity.state.has("title") || entity.state.has("plural"));
  if (changed) return freshNaming(world, entity);
  let naming = namings.get(entity.definition);
  if (naming === undefined) {
    naming = freshNaming(world, entity);
    namings.set(entity.definition, naming);
  }
  return naming;
}

function freshNaming(world: World, entity: Entity): Naming {
  const name = textOf(world.constant(entity, "name")) || textOf(world.constant(entity, "title")) || titleOf(world, entity);
  const id = entity.definition.id === PLAYER ? EMPTY : entity.definition.name;
  return { title: name, plural: textOf(world.constant(entity, "plural")), id };
}

function titleOf(world: World, entity: Entity): string {
  return entity.definition.id === PLAYER ? (world.account(entity.id)?.name ?? EMPTY) : entity.definition.title;
}

function textOf(wire: Wire | undefined): string {
  return typeof wire === "string" && wire[0] === "s" ? wire.slice(1) : EMPTY;
}

function exitViews(world: World, room: Entity): ExitView[] {
  return exitsOf(world, room).map((exit) => ({
    wire: exit.wire,
    direction: exit.direction,
    name: textOf(exitProperty(exit, "name")),
    door: exit.door?.id ?? null,
    to: exit.to?.id ?? null,
  }));
}

const models = new WeakMap<object, Map<string, readonly ModelView[]>>();

function modelsOf(world: World, kind: string): readonly ModelView[] {
  const { definitions } = world;
  let byKind = models.get(definitions);
  if (byKind === undefined) {
    byKind = new Map();
    models.set(definitions, byKind);
  }
  let found = byKind.get(kind);
  if (found === undefined) {
    found = definitions.membersOf(kind).flatMap((id) => modelView(definitions.definition(id)) ?? []);
    byKind.set(kind, found);
  }
  return found;
}

function modelView(definition: Definition | undefined): ModelView | null {
  if (definition === undefined) return null;
  const plural = definition.slot("plural")?.value;
  const text = plural !== undefined && "wire" in plural ? textOf(plural.wire) : EMPTY;
  return { wire: `@${definition.id}`, id: definition.id, title: definition.title, plural: text };
}
