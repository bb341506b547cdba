// Exits: lines of a room's definition, found again in each copy of an area. A door is one thing that both sides share;
// what play changes of an exit itself is kept in its room's state.

import { TAG, type Wire } from "../../dsl/wire.ts";
import { asEntityId } from "../base/ids.ts";
import { findDefined } from "./contents.ts";
import type { ExitInfo } from "./definition.ts";
import type { Entity } from "./entity.ts";
import type { World } from "./world.ts";

export interface Exit {
  /** `%<room>:<direction>` */
  readonly wire: string;
  readonly room: Entity;
  readonly direction: string;
  readonly info: ExitInfo;
  /** Null: to nowhere (a room that is no more). */
  readonly to: Entity | null;
  readonly door: Entity | null;
}

/** In the order they are declared. */
export function exitsOf(world: World, room: Entity): Exit[] {
  return Array.from(room.definition.exits.values(), (info) => exitOf(world, room, info));
}

export function exitAt(world: World, room: Entity, direction: string): Exit | null {
  const info = room.definition.exits.get(direction);
  return info === undefined ? null : exitOf(world, room, info);
}

/** What an exit is before anybody asks where it leads, which costs more. */
export type ExitLine = Pick<Exit, "room" | "direction" | "info">;

/** The exit of a wire; null for any other wire and for what is gone. */
export function exitOfWire(world: World, wire: Wire): Exit | null {
  const line = exitLineOf(world, wire);
  return line === null ? null : exitOf(world, line.room, line.info);
}

export function exitLineOf(world: World, wire: Wire): ExitLine | null {
  if (typeof wire !== "string" || !wire.startsWith(TAG.exit)) return null;
  const colon = wire.indexOf(":");
  const room = world.entity(asEntityId(Number(wire.slice(1, colon))));
  const direction = wire.slice(colon + 1);
  const info = room?.definition.exits.get(direction);
  return room === undefined || info === undefined ? null : { room, direction, info };
}

/** Only the wires, in the order the exits are declared. */
export function exitWires(room: Entity): string[] {
  return Array.from(room.definition.exits.keys(), (direction) => `${TAG.exit}${room.id}:${direction}`);
}

/** Key under which a property of an exit stands in its room's state. */
export function exitKey(direction: string, name: string): string {
  return `${TAG.direction}${direction}.${name}`;
}

/** A property that play has set or the declaration gives as a constant; undefined when neither does, or it is code. */
export function exitProperty(exit: ExitLine, name: string): Wire | undefined {
  const assigned = exit.room.state.size === 0 ? undefined : exit.room.state.get(exitKey(exit.direction, name));
  if (assigned !== undefined) return assigned;
  const value = exit.info.def.attrs.find((attr) => attr.name === name)?.value;
  return value !== undefined && "wire" in value ? value.wire : undefined;
}

function exitOf(world: World, room: Entity, info: ExitInfo): Exit {
  const { direction, to, door } = info.def;
  return {
    wire: `${TAG.exit}${room.id}:${direction}`,
    room,
    direction,
    info,
    to: assigned(world, room, direction, "to") ?? declared(world, room, to),
    door: assigned(world, room, direction, "door") ?? (door === undefined ? null : declared(world, room, door)),
  };
}

function assigned(world: World, room: Entity, direction: string, name: string): Entity | undefined {
  // Most rooms have no state at all.
  return room.state.size === 0 ? undefined : world.ofWire(room.state.get(exitKey(direction, name)) ?? null);
}

/** What a declared name means from `room`: inside its own copy of an area, else the one of that name. */
export function declared(world: World, room: Entity, id: string): Entity | null {
  // What has a key stands once; parts of areas never have one.
  const single = world.byKey(id);
  if (single !== undefined) return single;
  const area = world.definitions.definition(id)?.area ?? null;
  if (area === null) return null;
  for (let at = room.place; at !== null; at = at.place) {
    if (at.definition.id === area) return findDefined(at, id);
  }
  return null;
}
