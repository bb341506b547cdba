// What the engine does to entities that others hear of: moving beings, making and unmaking. The world keeps itself sound; who may
// do it was asked before.

import type { Wire } from "../../dsl/wire.ts";
import { copyInstance, createInstance } from "../world/births.ts";
import { roomOf } from "../world/contents.ts";
import { PLAYER } from "../world/core-kinds.ts";
import type { Entity } from "../world/entity.ts";
import { type Exit, exitsOf } from "../world/exits.ts";
import { destroyEntity, everythingIn, moveEntity } from "../world/moves.ts";
import type { WorldRefusal } from "../world/outcome.ts";
import { isStackable } from "../world/stacks.ts";
import { entityIdOf } from "../world/world.ts";
import { startClocks } from "./clocks.ts";
import { askBefore, type Happening, tellOn } from "./events.ts";
import { REFUSAL_TEXTS } from "./refusals.ts";
import { endTalk } from "./talk-state.ts";
import { refuseWith } from "./texts.ts";
import type { TurnState } from "./turn-state.ts";
import { faultWire } from "./wires.ts";

function refused(turn: TurnState, why: WorldRefusal, what: Wire): Wire {
  return refuseWith(turn, REFUSAL_TEXTS[why], { what, place: what });
}

/** `leave` and `enter`: both rooms are asked, the being moves, both hear of it. `pastBuilders`: whatever their scripts say, and unheard by them. */
export function moveBeing(turn: TurnState, beingWire: Wire, toWire: Wire, pastBuilders = false): Wire {
  const { world } = turn.core;
  const being = world.ofWire(beingWire);
  const to = world.ofWire(toWire);
  if (being === undefined || to === undefined) return refused(turn, "gone", beingWire);
  const from = roomOf(being);
  if (from === to) return null;
  const exit = from === null ? null : (exitsOf(world, from).find((one) => one.to === to) ?? null);
  const leave = from === null ? null : { ...passing("leave", being, from, to, exit), pastBuilders };
  const enter = { ...passing("enter", being, to, from, exit), pastBuilders };
  const stopped = (leave === null ? null : askBefore(turn, leave)) ?? askBefore(turn, enter);
  if (stopped !== null) return stopped;
  const moved = moveEntity(world, being, to);
  if ("refused" in moved) return refused(turn, moved.refused, beingWire);
  if (being.definition.isA(PLAYER)) endTalk(world, being.id);
  return (leave === null ? null : tellOn(turn, leave)) ?? tellOn(turn, enter);
}

function passing(event: "enter" | "leave", being: Entity, room: Entity, other: Entity | null, exit: Exit | null): Happening {
  const parts = exit?.door ? [exit.door] : [];
  return { event, target: room, actor: being.wire, args: [other?.wire ?? null, exit?.wire ?? null], parts, room };
}

/** Makes instances and runs their `create`; the first of them. */
export function create(turn: TurnState, model: Wire, placeWire: Wire, times: number): Wire {
  const { world } = turn.core;
  const definition = world.definitionOf(model);
  const place = placeWire === null ? null : (world.ofWire(placeWire) ?? null);
  if (definition === undefined) return faultWire("missing", "there is no such model any more");
  const owner = entityIdOf(turn.frame.caller.owner);
  const rounds = isStackable(definition) ? 1 : times;
  let first: Wire = null;
  for (let i = 0; i < rounds; i++) {
    const made = createInstance(world, definition, place, { times: rounds === 1 ? times : 1, owner });
    if ("refused" in made) return refused(turn, made.refused, model);
    first ??= made.ok.wire;
    const fault = i === 0 ? null : turn.effect();
    if (fault !== null) return fault;
    const born = bornOf(turn, made.ok);
    if (born !== null) return born;
  }
  return first;
}

/** One more of a thing, with its `create`. */
export function copy(turn: TurnState, what: Wire, placeWire: Wire): Wire {
  const { world } = turn.core;
  const source = world.ofWire(what);
  const place = world.ofWire(placeWire);
  if (source === undefined || place === undefined) return refused(turn, "gone", source === undefined ? what : placeWire);
  const made = copyInstance(world, source, place, { owner: entityIdOf(turn.frame.caller.owner) });
  if ("refused" in made) return refused(turn, made.refused, what);
  return bornOf(turn, made.ok) ?? made.ok.wire;
}

/** Clocks and `create` of something new and of all that is in it. */
export function bornOf(turn: TurnState, entity: Entity): Wire {
  for (const one of [entity, ...everythingIn(entity)]) {
    startClocks(turn.core.world, one, turn.nowMs, turn.core.zoneMs);
    const fault = raiseAlone(turn, "create", one, []);
    if (fault !== null) return fault;
  }
  return null;
}

/** `on destroy` runs while it is still there to be read; then it goes, with all that is in it. */
export function destroy(turn: TurnState, what: Wire, by: Wire): Wire {
  const { world } = turn.core;
  const entity = world.ofWire(what);
  if (entity === undefined) return refused(turn, "gone", what);
  const killer = world.ofWire(by)?.definition.isA("core.being") === true ? by : null;
  const happening: Happening = { event: "destroy", target: entity, actor: killer, args: [killer], room: null };
  const stopped = askBefore(turn, happening) ?? askInside(turn, entity, killer) ?? tellOn(turn, happening);
  if (stopped !== null) return stopped;
  if (!entity.alive) return null;
  const gone = destroyEntity(world, entity);
  return "refused" in gone ? refused(turn, gone.refused, what) : null;
}

/** What goes along with it may refuse too: a board with lots on it keeps its room from being torn down. */
function askInside(turn: TurnState, entity: Entity, killer: Wire): Wire {
  for (const one of everythingIn(entity)) {
    if (one.definition.triggers("before", "destroy").length === 0) continue;
    const stopped = askBefore(turn, { event: "destroy", target: one, actor: killer, args: [killer], room: null });
    if (stopped !== null) return stopped;
  }
  return null;
}

/** An event that is the entity's own matter: its room does not hear it. */
export function raiseAlone(turn: TurnState, event: string, target: Entity, args: readonly Wire[]): Wire {
  return tellOn(turn, { event, target, actor: turn.frame.actor, args, room: null });
}

/** What `take` put nowhere and nobody moved on is destroyed at the end of the run (rule 57). */
export function dropTaken(turn: TurnState): void {
  const { world } = turn.core;
  for (const wire of turn.taken) {
    const entity = world.ofWire(wire);
    if (entity !== undefined && entity.place === null) destroyEntity(world, entity);
  }
}
