// Properties of exits: declared in a line of their room, changed in the room's state.

import type { Wire } from "../../dsl/wire.ts";
import { roomOf } from "../world/contents.ts";
import { type ExitLine, exitAt, exitKey, exitLineOf, exitOfWire, exitProperty } from "../world/exits.ts";
import { callCode, packOf } from "./calls.ts";
import { fit } from "./fits.ts";
import { mayChange } from "./rights.ts";
import { KINDS } from "./tables/kinds.ts";
import { flattenText } from "./text/render.ts";
import type { TurnState } from "./turn-state.ts";
import { faultWire, isOutcome } from "./wires.ts";

const PROPS = new Map(KINDS.find((kind) => kind.name === "exit")!.props.map((prop) => [prop.name, prop]));

/** A direction word is the exit that leads there out of the room of the deed (rule 34). */
export function exitTowards(turn: TurnState, wire: string): string {
  const { world } = turn.core;
  const who = world.ofWire(turn.frame.actor) ?? world.ofWire(turn.frame.self);
  const room = who === undefined ? null : roomOf(who);
  const exit = room === null ? null : exitAt(world, room, wire.slice(1));
  return exit?.wire ?? (faultWire("missing", `there is no exit ${wire.slice(1)}`) as string);
}

export function exitGet(turn: TurnState, wire: string, name: string): Wire {
  const { world } = turn.core;
  const exit = exitLineOf(world, wire);
  if (exit === null) return faultWire("missing", "that exit is no longer there");
  switch (name) {
    case "direction":
      return `>${exit.direction}`;
    case "from":
    case "place":
    case "room":
      return exit.room.wire;
    case "to":
      return exitOfWire(world, wire)?.to?.wire ?? faultWire("missing", "that exit leads nowhere");
    case "door":
      return exitOfWire(world, wire)?.door?.wire ?? null;
    case "locked":
    case "hidden":
      return own(turn, exit, name) ?? false;
    case "name":
    case "title":
      return own(turn, exit, "name") ?? `s${exit.direction}`;
    case "id":
      return `s${exit.room.key ?? exit.room.id}.${exit.direction}`;
    case "kind":
      return "kcore.exit";
    case "desc":
      return own(turn, exit, name) ?? "s";
    case "things":
      return 'j["l"]';
    case "model":
    case "owner":
    case "area":
    case "plural":
    case "article":
      return null;
  }
  return own(turn, exit, name) ?? faultWire("missing", `an exit has no ${name}`);
}

/** As `exitGet` where no code must run and nothing is against it. */
export function exitPeek(turn: TurnState, wire: string, name: string): Wire | undefined {
  const exit = exitLineOf(turn.core.world, wire);
  if (exit === null) return undefined;
  const { attrs } = exit.info.def;
  // What every view asks of every exit, and most have nothing of it.
  if (attrs.length === 0 && exit.room.state.size === 0 && (name === "hidden" || name === "locked")) return false;
  if (attrs.some((attr) => "code" in attr.value && isSaidBy(attr.name, name))) return undefined;
  const found = exitGet(turn, wire, name);
  return isOutcome(found) ? undefined : found;
}

/** A title is read from the name. */
function isSaidBy(attr: string, name: string): boolean {
  return attr === name || (attr === "name" && name === "title");
}

/** What play has set, or the line says, which may be code. */
function own(turn: TurnState, exit: ExitLine, name: string): Wire | undefined {
  const found = exitProperty(exit, name);
  if (found !== undefined) return found;
  const { pack, def } = exit.info;
  const value = def.attrs.find((attr) => attr.name === name)?.value;
  const code = value === undefined || !("code" in value) ? undefined : packOf(turn, pack);
  return code === undefined
    ? undefined
    : callCode(turn, { pack: code, code: (value as { code: number }).code, self: exit.room.wire, args: "" });
}

export function exitSet(turn: TurnState, wire: string, name: string, value: Wire): Wire {
  const { world, look } = turn.core;
  const exit = exitOfWire(world, wire);
  if (exit === null) return faultWire("missing", "that exit is no longer there");
  const prop = PROPS.get(name);
  if (prop === undefined) return faultWire("missing", `an exit has no ${name}`);
  if (prop.readonly) return faultWire("denied", `${name} cannot be changed`);
  if (!mayChange(turn, exit.room)) return faultWire("denied", "that exit belongs to somebody else");
  const spent = turn.effect();
  if (spent !== null) return spent;
  const fitting = fit(value, prop.type, world, (text) => flattenText(text, look));
  if (!("value" in fitting)) return faultWire("type", `${name} cannot hold that`);
  world.journal.set(exit.room, exitKey(exit.direction, name), fitting.value);
  return null;
}
