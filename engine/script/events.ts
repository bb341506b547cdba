// Who hears an event, in which order: the target with its parts, the room, the area, the rules of packs, and then what else in
// the room listens. `before` is asked in that order and may refuse; `on` runs in the same order afterwards.

import type { Wire } from "../../dsl/wire.ts";
import { areaOf, roomOf } from "../world/contents.ts";
import { ROOM } from "../world/core-kinds.ts";
import type { Trigger } from "../world/definition.ts";
import type { Entity } from "../world/entity.ts";
import { EVENTS } from "./tables/events.ts";
import { runBefore, runOn } from "./triggers.ts";
import type { TurnState } from "./turn-state.ts";
import { faultWire } from "./wires.ts";

export interface Happening {
  readonly event: string;
  /** What it happens to; undefined for rules only. */
  readonly target: Entity | undefined;
  readonly actor: Wire;
  readonly args: readonly Wire[];
  /** More that are as near to it as the target: the box of `put`, the door of `enter`. */
  readonly parts?: readonly Entity[];
  /** Where it happens; the room of the target unless given. */
  readonly room?: Entity | null;
  /** No builder's script is asked or told. */
  readonly pastBuilders?: boolean;
}

interface Hearer {
  readonly trigger: Trigger;
  readonly self: Entity | undefined;
}

const LISTENED: ReadonlySet<string> = new Set(EVENTS.filter((event) => event.listeners).map((event) => event.name));

/** Null when nobody minds, else the refusal (or the fault of too deep a chain). */
export function askBefore(turn: TurnState, what: Happening): Wire {
  return nested(turn, () => {
    for (const { trigger, self } of hearers(turn, "before", what)) {
      if (self !== undefined && !self.alive) continue;
      const refusal = runBefore(turn, { trigger, self: self?.wire ?? null, actor: what.actor, args: what.args });
      if (trigger.owner !== "") turn.answered = true;
      if (refusal !== null) return refusal;
    }
    return null;
  });
}

/** Runs all that answers; null, or the fault of too deep a chain. */
export function tellOn(turn: TurnState, what: Happening): Wire {
  return nested(turn, () => {
    for (const { trigger, self } of hearers(turn, "on", what)) {
      // An earlier trigger may have destroyed it.
      if (self !== undefined && !self.alive && trigger.owner !== "") continue;
      const ran = runOn(turn, { trigger, self: self?.alive === false ? null : (self?.wire ?? null), actor: what.actor, args: what.args });
      if (ran && trigger.owner !== "") turn.answered = true;
    }
    return null;
  });
}

/** Only what one entity itself has for an event: `hear`, once per hearer. */
export function tellOne(turn: TurnState, hearer: Entity, what: Happening): Wire {
  const triggers = hearer.definition.triggers("on", what.event);
  if (triggers.length === 0) return null;
  return nested(turn, () => {
    for (const trigger of triggers) {
      if (hearer.alive && runOn(turn, { trigger, self: hearer.wire, actor: what.actor, args: what.args })) turn.answered = true;
    }
    return null;
  });
}

function nested(turn: TurnState, run: () => Wire): Wire {
  if (turn.nesting >= turn.budget.nesting) return faultWire("depth", `deeds set each other off at most ${turn.budget.nesting} deep`);
  turn.nesting++;
  const result = run();
  turn.nesting--;
  return result;
}

/** In the order they run. Collected first: what a trigger changes does not change who is asked. */
function hearers(turn: TurnState, phase: "on" | "before", what: Happening): readonly Hearer[] {
  const found: Hearer[] = [];
  const add = (self: Entity): void => {
    for (const trigger of self.definition.triggers(phase, what.event)) found.push({ trigger, self });
  };
  const { target } = what;
  const room = what.room === undefined ? roomFor(turn, what) : what.room;
  if (target !== undefined) add(target);
  for (const part of what.parts ?? []) if (part !== target) add(part);
  if (room !== null && room !== target) add(room);
  const area = room === null ? null : areaOf(room);
  if (area !== null && area !== target) add(area);
  addRules(turn, phase, what, room, found);
  if (LISTENED.has(what.event) && room !== null) addListeners(turn, room, what, add);
  return what.pastBuilders === true ? found.filter(({ trigger }) => !isBuilders(turn, trigger)) : found;
}

function isBuilders(turn: TurnState, { pack }: Trigger): boolean {
  return (turn.core.packs.get(pack)?.caller.owner ?? null) !== null;
}

function roomFor(turn: TurnState, { target, actor }: Happening): Entity | null {
  const near = target === undefined ? null : roomOf(target);
  if (near !== null) return near;
  const who = turn.core.world.ofWire(actor);
  return who === undefined ? null : roomOf(who);
}

/** Rules of a pack hear deeds in rooms of that pack, and with `hear everywhere` all (rule 8). */
function addRules(turn: TurnState, phase: "on" | "before", what: Happening, room: Entity | null, found: Hearer[]): void {
  for (const trigger of turn.core.world.definitions.rulesFor(phase, what.event)) {
    if (room?.definition.pack !== trigger.pack && !hearsAll(turn, trigger.pack, what)) continue;
    found.push({ trigger, self: what.target });
  }
}

function hearsAll(turn: TurnState, pack: string, what: Happening): boolean {
  if (turn.core.packs.get(pack)?.caller.capabilities.has("hear everywhere") === true) return true;
  // A pack hears what becomes of its own, wherever that is.
  return what.target?.definition.pack === pack;
}

function addListeners(turn: TurnState, room: Entity, what: Happening, add: (self: Entity) => void): void {
  const mover = turn.core.world.ofWire(what.actor);
  for (const one of room.contents) {
    if (one !== what.target && one !== mover && !one.definition.isA(ROOM) && !(what.parts ?? []).includes(one)) add(one);
  }
}
