// Authority: a script acts with its owner's rights, never the actor's. Packs have their capabilities; a player's own scripts
// may change only what is theirs, and nobody touches another player without consent.

import type { Wire } from "../../dsl/wire.ts";
import { holderOf } from "../world/cells.ts";
import { isWithin, roomOf } from "../world/contents.ts";
import { AREA, PLAYER } from "../world/core-kinds.ts";
import type { Slot } from "../world/definition.ts";
import type { Entity } from "../world/entity.ts";
import { entityIdOf } from "../world/world.ts";
import type { TurnKind } from "./facade.ts";
import type { Capability } from "./tables/capabilities.ts";
import type { TurnState } from "./turn-state.ts";
import { faultWire } from "./wires.ts";

/** Turns that a player began by typing: consent for effects on that player. */
const TYPED: ReadonlySet<TurnKind> = new Set<TurnKind>(["command", "answer", "choice", "connect", "run"]);

export function may(turn: TurnState, capability: Capability): boolean {
  return turn.frame.caller.capabilities.has(capability);
}

export function denied(capability: Capability): Wire {
  return faultWire("denied", `this needs the capability "${capability}"`);
}

/** Whether the player agreed to effects on them: in `ask … to allow`, or by what they typed (for packs' scripts only). */
export function consents(turn: TurnState, player: Wire): boolean {
  const { grants, caller } = turn.frame;
  if (grants.includes(player)) return true;
  if (caller.owner !== null) return caller.owner === player && turn.actor === player;
  return turn.actor !== null && turn.actor === player && TYPED.has(turn.kind);
}

/** Whether the calling script may write this entity: packs all of the world, a player's script what its owner owns. */
export function mayChange(turn: TurnState, entity: Entity): boolean {
  const { caller } = turn.frame;
  if (caller.owner === null) return true;
  const owner = entityIdOf(caller.owner);
  for (let at: Entity | null = entity; at !== null; at = at.place) {
    if (at.id === owner) return entity.id !== owner || consents(turn, at.wire);
    if (at.owner === owner) return true;
    if (at.definition.isA(PLAYER)) return consents(turn, at.wire);
    // What stands in a room is as free as itself, not as its room.
    if (at !== entity && at.owner !== owner) return false;
  }
  return false;
}

/** Whether an account is the calling script's own: of an entity or a kind that its pack declares. */
export function isOwn(turn: TurnState, entity: Entity): boolean {
  const { caller } = turn.frame;
  const holder = holderOf(entity.key);
  const keeper = holder === null ? undefined : turn.core.world.entity(holder);
  if (keeper !== undefined) return isOwn(turn, keeper);
  if (caller.owner !== null) return mayChange(turn, entity);
  const { definition } = entity;
  return [definition.id, ...definition.kinds].some((id) => id.startsWith(`${caller.unit}.`));
}

/** Whether a property may be written. No builder's script writes what a player is (level, health, quota), its own builder's not either. Of players who are elsewhere and did not ask for it, a pack changes only what it gave them itself. */
export function mayWrite(turn: TurnState, entity: Entity, slot: Slot): boolean {
  if (!mayChange(turn, entity)) return false;
  const { caller, pack } = turn.frame;
  if (caller.owner !== null) return !entity.definition.isA(PLAYER);
  if (pack === null || !entity.definition.isA(PLAYER)) return true;
  return slot.pack === caller.unit || consents(turn, entity.wire) || isBy(turn, entity) || may(turn, "move others");
}

/** What a player's script must not do as if it were the world: set off others' deeds and events. Null, or what it lacks. */
export function mayAct(turn: TurnState, target: Entity | undefined): Wire {
  if (turn.frame.caller.owner === null || may(turn, "act as others")) return null;
  return target !== undefined && mayChange(turn, target) ? null : denied("act as others");
}

/** Whether a being is where the deed is, or where the script's own entity stands. */
export function isBy(turn: TurnState, being: Entity): boolean {
  const room = roomOf(being);
  if (room === null) return false;
  const { world } = turn.core;
  return [turn.frame.actor, turn.frame.self].some((wire) => {
    const one = world.ofWire(wire);
    return one !== undefined && (one.definition.isA(AREA) ? isWithin(room, one) : roomOf(one) === room);
  });
}

/** Whether this player may be asked now: who is elsewhere is spoken to from far, who is away is left a note. */
export function mayAsk(turn: TurnState, who: Entity): Wire {
  if (who.wire === turn.frame.actor || consents(turn, who.wire)) return null;
  if (!turn.core.online.has(who.id)) return may(turn, "notify") ? null : denied("notify");
  return isBy(turn, who) || may(turn, "speak far") ? null : denied("speak far");
}

/** Whose scripts a grant covers: saved with what runs later, so that the consent of now holds then. */
export function grantsNow(turn: TurnState): readonly Wire[] {
  const { actor, frame } = turn;
  if (frame.caller.owner !== null || actor === null || !TYPED.has(turn.kind) || frame.grants.includes(actor)) return frame.grants;
  return [...frame.grants, actor];
}
