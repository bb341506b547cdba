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

export function worldSight(world: World, actor: Entity, eyes: Eyes, words: Words): Sight {
  const at = (entity: number): Entity => world.entity(asEntityId(entity))!;
  return {
    ...words,
    actor: actor.id,
    money: (holder) => world.purse(asPurseId(wireEntity(holder) ?? actor.id))?.balance ?? null,
    room: () => roomOf(actor)?.id ?? null,
    area: (room) => areaOf(at(room))?.id ?? null,
    contents: (place) => contentsOf(world, at(place), eyes),
    isA: (entity, kind) => isA(world.entity(asEntityId(entity)), kind),
    kindIs: (kind, parent) => world.definitions.kindIs(kind, parent),
    naming: (entity) => namingOf(world, at(entity)),
    count: (entity) => at(entity).count,
    isOpenBox: (entity) => isOpenBox(world, at(entity)),
    isShut: (entity) => isShut(world, at(entity)),
    isFixed: (entity) => world.isTrue(at(entity), "fixed") || at(entity).definition.isA(BEING),
    isHidden: (entity) => world.isTrue(at(entity), "hidden"),
    exits: (room) => exitViews(world, at(room)),
    all: (kind) => world.ofKind(kind).map((entity) => entity.id),
    models: (kind) => modelsOf(world, kind),
    model: (id) => modelView(world.definitions.definition(id)),
    menuEntry: (n) => eyes.menuEntry(n),
    lastNamed: () => eyes.lastNamed().filter((entity) => world.entity(asEntityId(entity)) !== undefined),
    hasLevel: (level) => eyes.hasLevel(level),
  };
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
