// Reading and writing properties of anything a script can hold: entities, models, exits, rows, kinds. Every check of a write is here.

import type { Type } from "../../dsl/types.ts";
import type { Wire } from "../../dsl/wire.ts";
import { PLAYER } from "../world/core-kinds.ts";
import type { CodeRef, Definition, Slot } from "../world/definition.ts";
import type { Entity } from "../world/entity.ts";
import { entityIdOf } from "../world/world.ts";
import { callCode, packOf } from "./calls.ts";
import { type Compute, computedOf, innerNamed } from "./core-props.ts";
import { exitGet, exitPeek, exitSet, exitTowards } from "./exit-props.ts";
import { fit } from "./fits.ts";
import { natureOf } from "./functions.ts";
import { consents, denied, may, mayChange, mayWrite } from "./rights.ts";
import { getColumn, setColumn } from "./row-props.ts";
import { flattenText } from "./text/render.ts";
import { refuseWith } from "./texts.ts";
import type { TurnState } from "./turn-state.ts";
import { faultWire, isOutcome } from "./wires.ts";

export function getProp(turn: TurnState, object: Wire, name: string): Wire {
  if (typeof object !== "string") return missing(object, name);
  switch (object.charCodeAt(0)) {
    case 35: // #
      return getOfEntity(turn, object, name);
    case 64: // @
      return getOfModel(turn, object, name);
    case 37: // %
      return exitGet(turn, object, name);
    case 62: // >
      return throughDirection(turn, object, (exit) => exitGet(turn, exit, name));
    case 114: // r
      return getColumn(turn, object, name);
    case 107: // k
      return name === "name" || name === "title" ? `s${object.slice(object.lastIndexOf(".") + 1)}` : missing(object, name);
  }
  return missing(object, name);
}

/** Read as a property, the nature of an object comes along with what else is read of it. No property has this name. */
const NATURE = "?";

/** As `getProp` where the answer is simply there; undefined where code must run or something is against it. Changes nothing. */
export function peekProp(turn: TurnState, object: Wire, name: string): Wire | undefined {
  if (typeof object !== "string") return undefined;
  if (name === NATURE) return natureOf(turn, object);
  switch (object.charCodeAt(0)) {
    case 35: // #
      return peekOfEntity(turn, turn.core.world.ofWire(object), name);
    case 64: // @
      return peekOfModel(turn, object, name);
    case 37: // %
      return exitPeek(turn, object, name);
    case 114: // r
      return unlessOutcome(getColumn(turn, object, name));
  }
  return undefined;
}

/** `peekProp` of one object for several names: what it is is found once. */
export function peeker(turn: TurnState, object: Wire): (name: string) => Wire | undefined {
  const entity = turn.core.world.ofWire(object);
  if (entity === undefined) return (name) => peekProp(turn, object, name);
  const byName = accessesOf(turn, entity.definition);
  return (name) =>
    name === NATURE ? natureOf(turn, object) : peekBy(turn, entity, byName.get(name) ?? accessOf(turn, entity.definition, name), name);
}

function unlessOutcome(wire: Wire): Wire | undefined {
  return isOutcome(wire) ? undefined : wire;
}

function peekOfEntity(turn: TurnState, entity: Entity | undefined, name: string): Wire | undefined {
  return entity && peekBy(turn, entity, accessOf(turn, entity.definition, name), name);
}

function peekBy(turn: TurnState, entity: Entity, { compute, slot }: Access, name: string): Wire | undefined {
  if (compute !== undefined) return PRIVATE.has(name) && isOthers(turn, entity) ? undefined : compute(turn.core, entity);
  // What lies in it may be carried off: an inner name is asked for each time.
  if (slot === undefined) return undefined;
  const assigned = entity.state.get(slot.key);
  if (assigned !== undefined) return alive(turn, assigned, slot.type);
  return "wire" in slot.value ? slot.value.wire : undefined;
}

function getOfEntity(turn: TurnState, object: string, name: string): Wire {
  const entity = turn.core.world.ofWire(object);
  const there = peekOfEntity(turn, entity, name);
  if (there !== undefined) return there;
  if (entity === undefined) return faultWire("missing", "it is no longer there");
  const { compute, slot } = accessOf(turn, entity.definition, name);
  if (compute !== undefined) return denied("read accounts");
  if (slot === undefined) return innerNamed(entity, name) ?? missing(object, name, entity.definition);
  return defaultOf(turn, slot, entity.wire);
}

/** What an account says of a player besides name and whether they are online. */
const PRIVATE: ReadonlySet<string> = new Set(["money", "last_seen"]);

function isOthers(turn: TurnState, entity: Entity): boolean {
  return entity.definition.isA(PLAYER) && !may(turn, "read accounts") && !consents(turn, entity.wire) && turn.frame.pack !== null;
}

function peekOfModel(turn: TurnState, object: string, name: string): Wire | undefined {
  const definition = turn.core.world.definitions.definition(object.slice(1));
  if (definition === undefined) return undefined;
  if (name === "model") return object;
  if (name === "id") return `s${definition.id}`;
  if (name === "kind") return `k${definition.kinds.find((kind) => kind !== definition.id) ?? "core.entity"}`;
  if (name === "count") return 1;
  if (name === "things" || name === "rooms") return 'j["l"]';
  const { slot } = accessOf(turn, definition, name);
  return slot !== undefined && "wire" in slot.value ? slot.value.wire : undefined;
}

function getOfModel(turn: TurnState, object: string, name: string): Wire {
  const there = peekOfModel(turn, object, name);
  if (there !== undefined) return there;
  const definition = turn.core.world.definitions.definition(object.slice(1));
  if (definition === undefined) return faultWire("missing", `there is no ${object.slice(1)} any more`);
  const { slot } = accessOf(turn, definition, name);
  return slot === undefined ? missing(object, name, definition) : defaultOf(turn, slot, object);
}

function throughDirection(turn: TurnState, direction: string, use: (exit: string) => Wire): Wire {
  const exit = exitTowards(turn, direction);
  return isOutcome(exit) ? exit : use(exit);
}

interface Access {
  readonly compute: Compute | undefined;
  readonly slot: Slot | undefined;
}

/** By the pack that reads, as two packs may mean different properties by one name. */
const known = new Map<string, WeakMap<Definition, Map<string, Access>>>();

/** How a property of a definition is read from the calling pack, found once. */
function accessOf(turn: TurnState, definition: Definition, name: string): Access {
  const byName = accessesOf(turn, definition);
  let access = byName.get(name);
  if (access === undefined) {
    access = { compute: computedOf(definition, name), slot: definition.slot(name, turn.frame.caller.unit) };
    byName.set(name, access);
  }
  return access;
}

/** Those of one definition that were found. */
function accessesOf(turn: TurnState, definition: Definition): Map<string, Access> {
  const { unit } = turn.frame.caller;
  const found = known.get(unit)?.get(definition);
  if (found !== undefined) return found;
  const byDefinition = known.get(unit) ?? new WeakMap<Definition, Map<string, Access>>();
  const byName = new Map<string, Access>();
  known.set(unit, byDefinition);
  byDefinition.set(definition, byName);
  return byName;
}

/** A slot's default: its constant, or what its code computes now. */
export function defaultOf(turn: TurnState, slot: Slot, self: Wire): Wire {
  return "wire" in slot.value ? slot.value.wire : evaluate(turn, slot.value, self);
}

export function evaluate(turn: TurnState, ref: CodeRef, self: Wire): Wire {
  const pack = packOf(turn, ref.pack);
  return pack === undefined ? null : callCode(turn, { pack, code: ref.code, self, args: "" });
}

/** What a property remembers may be gone: nothing where it may be nothing, else the script meets it and faults. */
function alive(turn: TurnState, value: Wire, type: Type): Wire {
  if (typeof value !== "string" || value.charCodeAt(0) !== 35) return value;
  const entity = turn.core.world.ofWire(value);
  if (entity === undefined) return type.optional ? null : value;
  return entity.wire;
}

function missing(object: Wire, name: string, definition?: Definition): Wire {
  const what = definition === undefined ? (object === null ? "nothing" : "this") : `the ${definition.title}`;
  return faultWire("missing", `${what} has no ${name}`);
}

// ------------------------------------------------------------------- writing

export function setProp(turn: TurnState, object: Wire, name: string, value: Wire): Wire {
  if (typeof object !== "string") return missing(object, name);
  switch (object.charCodeAt(0)) {
    case 35: // #
      return setOfEntity(turn, object, name, value);
    case 37: // %
      return exitSet(turn, object, name, value);
    case 62: // >
      return throughDirection(turn, object, (exit) => exitSet(turn, exit, name, value));
    case 114: // r
      return setColumn(turn, object, name, value);
    case 64: // @
      return faultWire("type", "a model cannot be changed: create one of it first");
  }
  return faultWire("type", `${name} cannot be changed here`);
}

function setOfEntity(turn: TurnState, object: string, name: string, value: Wire): Wire {
  const entity = turn.core.world.ofWire(object);
  if (entity === undefined) return faultWire("missing", "it is no longer there");
  const access = accessOf(turn, entity.definition, name);
  const { slot } = access;
  if (slot === undefined) return missing(object, name, entity.definition);
  if (slot.readonly || (access.compute !== undefined && name !== "owner")) return faultWire("denied", `${name} cannot be changed`);
  const ready = prepare(turn, entity, slot, value);
  if (isOutcome(ready)) return ready;
  const { journal } = turn.core.world;
  if (access.compute !== undefined) journal.setOwner(entity, entityIdOf(ready));
  else if (entity.state.get(slot.key) !== ready) journal.set(entity, slot.key, ready);
  return null;
}

/** Rights, type and budget of a write; the value as it is stored, or what is wrong. */
function prepare(turn: TurnState, entity: Entity, slot: Slot, value: Wire): Wire {
  if (slot.each !== null) return faultWire("type", `${slot.name} is kept for each ${slot.each.slice(slot.each.indexOf(".") + 1)}`);
  return prepareValue(turn, entity, slot, value);
}

function prepareValue(turn: TurnState, entity: Entity, slot: Slot, value: Wire): Wire {
  if (!mayChange(turn, entity)) return faultWire("denied", `the ${entity.definition.title} belongs to somebody else`);
  if (!mayWrite(turn, entity, slot)) return denied("move others");
  // What is worth more can be sold for more.
  if (turn.frame.caller.owner !== null && slot.owner === "core.thing" && slot.name === "value" && !may(turn, "mint")) return denied("mint");
  const spent = turn.effect();
  if (spent !== null) return spent;
  return fitted(turn, value, slot.type, slot.name);
}

/** A value made to fit a type; a refusal when a text is too long, a fault when it is something else. */
export function fitted(turn: TurnState, value: Wire, type: Type, name: string): Wire {
  const { world, look } = turn.core;
  const fitting = fit(value, type, world, (text) => flattenText(text, look));
  if ("value" in fitting) return fitting.value;
  if (fitting.wrong === "long") return refuseWith(turn, "stdlib.core.too_long", { most: type.t === "text" ? (type.length ?? 0) : 0 });
  return faultWire("type", `${name} cannot hold that`);
}

// ---------------------------------------------------------------- for each

export function isEach(turn: TurnState, object: Wire, name: string): boolean {
  return (turn.core.world.definitionOf(object)?.slot(name, turn.frame.caller.unit)?.each ?? null) !== null;
}

/** As `getEach` where the answer is simply there; undefined where code must run, something is against it, or it is kept for nobody. */
export function peekEach(turn: TurnState, object: Wire, name: string, who: Wire): Wire | undefined {
  const { world } = turn.core;
  const definition = world.definitionOf(object);
  const slot = definition === undefined ? undefined : accessOf(turn, definition, name).slot;
  const of = world.ofWire(who);
  if (slot === undefined || slot.each === null || of === undefined || !of.definition.isA(slot.each)) return undefined;
  const value = world.ofWire(object)?.each.get(slot.key)?.get(of.id);
  if (value !== undefined) return alive(turn, value, slot.type);
  return "wire" in slot.value ? slot.value.wire : undefined;
}

export function getEach(turn: TurnState, object: Wire, name: string, who: Wire): Wire {
  const there = peekEach(turn, object, name, who);
  if (there !== undefined) return there;
  const { world } = turn.core;
  const definition = world.definitionOf(object);
  const slot = definition === undefined ? undefined : accessOf(turn, definition, name).slot;
  if (slot === undefined) return missing(object, name);
  const of = world.ofWire(who);
  if (of === undefined) return faultWire("missing", `${name} is kept for somebody who is gone`);
  if (slot.each !== null && !of.definition.isA(slot.each)) return faultWire("type", `${name} is not kept for ${of.definition.title}`);
  return defaultOf(turn, slot, object);
}

export function setEach(turn: TurnState, object: Wire, name: string, who: Wire, value: Wire): Wire {
  const { world } = turn.core;
  const entity = world.ofWire(object);
  if (entity === undefined) return faultWire("missing", "it is no longer there");
  const slot = entity.definition.slot(name, turn.frame.caller.unit);
  const of = world.ofWire(who);
  if (slot === undefined || slot.each === null) return missing(object, name, entity.definition);
  if (of === undefined || !of.definition.isA(slot.each)) return faultWire("type", `${name} is not kept for that`);
  const ready = prepareValue(turn, entity, slot, value);
  if (isOutcome(ready)) return ready;
  world.journal.setEach(entity, slot.key, of.id, ready);
  return null;
}
