// Properties of exits: declared in a line of their room, changed in the room's state.

import type { Wire } from "../../dsl/wire.ts";
import { exitKey, exitOfWire, exitProperty } from "../world/exits.ts";
import { fit } from "./fits.ts";
import { mayChange } from "./rights.ts";
import { KINDS } from "./tables/kinds.ts";
import { flattenText } from "./text/render.ts";
import type { TurnState } from "./turn-state.ts";
import { faultWire } from "./wires.ts";

const PROPS = new Map(KINDS.find((kind) => kind.name === "exit")!.props.map((prop) => [prop.name, prop]));

export function exitGet(turn: TurnState, wire: string, name: string): Wire {
  const { world } = turn.core;
  const exit = exitOfWire(world, wire);
  if (exit === null) return faultWire("missing", "that exit is no longer there");
  switch (name) {
    case "direction":
      return `>${exit.direction}`;
    case "from":
    case "place":
    case "room":
      return exit.room.wire;
    case "to":
      return exit.to === null ? faultWire("missing", "that exit leads nowhere") : exit.to.wire;
    case "door":
      return exit.door?.wire ?? null;
    case "locked":
    case "hidden":
      return exitProperty(exit, name) ?? false;
    case "name":
    case "title":
      return exitProperty(exit, "name") ?? `s${exit.direction}`;
    case "id":
      return `s${exit.room.key ?? exit.room.id}.${exit.direction}`;
    case "kind":
      return "kcore.exit";
    case "desc":
      return exitProperty(exit, name) ?? "s";
    case "things":
      return 'j["l"]';
    case "model":
    case "owner":
    case "area":
    case "plural":
    case "article":
      return null;
  }
  return exitProperty(exit, name) ?? faultWire("missing", `an exit has no ${name}`);
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
