// `deed take what … end` and `signal`: arguments by label put into the order of the event, and the few deeds that are two events.

import type { Wire } from "../../dsl/wire.ts";
import { roomOf } from "../world/contents.ts";
import type { Entity } from "../world/entity.ts";
import { presentIn } from "./core-props.ts";
import { askBefore, type Happening, tellOn, tellOne } from "./events.ts";
import { denied, may, mayAct } from "./rights.ts";
import { EVENTS } from "./tables/events.ts";
import type { TurnState } from "./turn-state.ts";
import { faultWire, isFault, isOutcome, isText, type LabeledArg } from "./wires.ts";

interface EventParam {
  readonly name: string;
  readonly label?: string;
}

const CORE = new Map(EVENTS.map((event) => [event.name, event]));

/** Params of a core event by bare name, or of a declared one by qualified id. */
export function eventParams(turn: TurnState, event: string): readonly EventParam[] | undefined {
  return CORE.get(event)?.params ?? turn.core.world.definitions.event(event)?.params;
}

/** Arguments in the order of the event's parameters, null where left out; or a fault. */
export function orderArgs(params: readonly EventParam[], args: readonly LabeledArg[]): Wire[] | string {
  const made: Wire[] = new Array(params.length).fill(null);
  const filled: boolean[] = [];
  for (const [label, value] of args) {
    if (label === null) continue;
    let at = params.findIndex((param) => param.label === label);
    if (at < 0) at = params.findIndex((param) => param.name === label);
    if (at < 0) return faultWire("type", `this event has no ${label}`);
    made[at] = value;
    filled[at] = true;
  }
  let next = 0;
  for (const [label, value] of args) {
    if (label !== null) continue;
    while (filled[next] === true) next++;
    if (next >= params.length) return faultWire("type", "too many arguments");
    made[next] = value;
    filled[next] = true;
  }
  return made;
}

/** The main event of a deed and, for two of them, the one that somebody else hears. */
function happenings(turn: TurnState, name: string, target: Wire, argsText: string): readonly Happening[] | string {
  const { world } = turn.core;
  const params = eventParams(turn, name);
  if (params === undefined) return faultWire("missing", `there is no event ${name}`);
  const { pairs, actor } = doerOf(turn, params, JSON.parse(argsText) as LabeledArg[]);
  if (isFault(actor)) return actor as string;
  // What is said is the deed's first argument, and whoever says it its target (rule 63).
  const isSpeech = isText(target);
  const args = orderArgs(params, isSpeech ? [[null, target], ...pairs] : pairs);
  if (typeof args === "string") return args;
  const entity = world.ofWire(isSpeech ? actor : target);
  fillIn(name, params, args, target);
  const here = isSpeech || name === "give" || name === "put" ? null : entity;
  const room = roomOfDeed(turn, here ?? undefined);
  const main: Happening = { event: name, target: entity, actor, args, parts: partsOf(turn, name, params, args), room };
  const taker = name === "give" ? world.ofWire(args[params.findIndex((param) => param.label === "to")] ?? null) : undefined;
  if (taker === undefined) return [main];
  return [main, { event: "receive", target: taker, actor, args: [target, actor, args[2] ?? null], room }];
}

/** `by` in a deed whose event has none: whoever does it, when that is not the actor. It takes the right to act upon others. */
function doerOf(turn: TurnState, params: readonly EventParam[], given: readonly LabeledArg[]) {
  const { actor } = turn.frame;
  const doer = given.find(([label]) => label === "by");
  if (doer === undefined || params.some((param) => (param.label ?? param.name) === "by")) return { pairs: given, actor };
  const pairs = given.filter((pair) => pair !== doer);
  if (doer[1] === null || doer[1] === actor) return { pairs, actor };
  return { pairs, actor: may(turn, "move others") ? doer[1] : denied("move others") };
}

/** A count is the number of `times` as well, and a first argument called `what` (of `give`, of a pack's own `sell`) is the target itself. */
function fillIn(name: string, params: readonly EventParam[], args: Wire[], target: Wire): void {
  const times = params.findIndex((param) => param.label === "times");
  if ((name === "take" || name === "drop") && times > 0) {
    args[0] ??= args[times] ?? null;
    args[times] ??= args[0];
  }
  if (params[0]?.name === "what") args[0] ??= target;
}

/** Where it happens: the room of its target, else of its actor. */
function roomOfDeed(turn: TurnState, target: Entity | undefined): Entity | null {
  const near = target === undefined || !target.alive ? null : roomOf(target);
  if (near !== null) return near;
  const actor = turn.core.world.ofWire(turn.frame.actor);
  return actor === undefined ? null : roomOf(actor);
}

/** The box of `put`; of a pack's own deed everything that it names: the shop that something is sold to. */
function partsOf(turn: TurnState, name: string, params: readonly EventParam[], args: readonly Wire[]): readonly Entity[] {
  if (CORE.has(name) && name !== "put") return [];
  const named = name === "put" ? [args[params.findIndex((param) => param.label === "in")]] : args;
  const parts: Entity[] = [];
  for (const wire of named) {
    const part = turn.core.world.ofWire(wire ?? null);
    if (part !== undefined) parts.push(part);
  }
  return parts;
}

/** Asks every `before`; a refusal stops the deed. */
export function deedBefore(turn: TurnState, name: string, target: Wire, args: string): Wire {
  const found = happenings(turn, name, target, args);
  if (typeof found === "string") return found;
  const wrong = mayAct(turn, found[0]?.target);
  if (wrong !== null) return wrong;
  turn.answered = false;
  for (const happening of found) {
    const stopped = askBefore(turn, happening);
    if (stopped !== null) return stopped;
  }
  // A pack's own event goes by its own word there.
  turn.core.world.journal.beginDeed(name.slice(name.lastIndexOf(".") + 1));
  return null;
}

/** Tells every `on`. */
export function deedAfter(turn: TurnState, name: string, target: Wire, args: string): Wire {
  turn.core.world.journal.endDeed();
  const found = happenings(turn, name, target, args);
  if (typeof found === "string") return found;
  for (const happening of found) {
    const fault = tellOn(turn, happening);
    if (fault !== null) return fault;
  }
  return name === "say" ? hear(turn, found[0]!) : null;
}

/** What was said is heard once by the room and once by each in it but the speaker. */
function hear(turn: TurnState, said: Happening): Wire {
  const room = said.room ?? null;
  if (room === null) return null;
  const heard: Happening = { event: "hear", target: room, actor: said.actor, args: said.args, room };
  const fault = tellOn(turn, heard);
  if (fault !== null) return fault;
  const speaker = turn.core.world.ofWire(said.actor);
  for (const one of [...room.contents]) {
    if (one === speaker) continue;
    const deaf = tellOne(turn, one, heard);
    if (deaf !== null) return deaf;
  }
  return null;
}

/** A pack's own event: heard by the place with all in it, its area, and rules; without a place by `self` and rules. */
export function signal(turn: TurnState, event: string, argsText: string, place: Wire): Wire {
  const params = eventParams(turn, event);
  if (params === undefined) return faultWire("missing", `there is no event ${event}`);
  const args = orderArgs(params, JSON.parse(argsText) as LabeledArg[]);
  if (typeof args === "string") return args;
  const { world } = turn.core;
  // An event is its own pack's to signal: others' rules take it for what it says.
  const isOwn = world.definitions.event(event)?.pack === turn.frame.caller.unit;
  const wrong = isOwn ? null : mayAct(turn, undefined);
  if (wrong !== null) return wrong;
  const target = world.ofWire(place ?? turn.frame.self);
  if (place !== null && target === undefined) return faultWire("missing", "a signal needs a place that is there");
  const heard: Happening = { event, target, actor: turn.frame.actor, args };
  const fault = tellOn(turn, heard);
  if (fault !== null || place === null || target === undefined) return fault;
  for (const one of [...target.contents]) {
    const deaf = tellOne(turn, one, heard);
    if (deaf !== null) return deaf;
  }
  return null;
}

/** An event that the engine or a host function raises: null, or what stopped it. */
export function raise(turn: TurnState, phase: "before" | "on", event: string, target: Wire, args: readonly Wire[], actor: Wire): Wire {
  const entity = turn.core.world.ofWire(target);
  const happening: Happening = { event, target: entity, actor, args };
  const outcome = phase === "before" ? askBefore(turn, happening) : tellOn(turn, happening);
  return isOutcome(outcome) ? outcome : null;
}

/** Everyone in a room but one, in order of arrival: `others`. */
export function othersIn(turn: TurnState, room: Entity | null, but: Wire): Wire[] {
  return room === null ? [] : presentIn(turn.core, room).flatMap(({ wire }) => (wire === but ? [] : [wire]));
}
