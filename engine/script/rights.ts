// Authority: a script acts with its owner's rights, never the actor's. Packs have their capabilities; a player's own scripts
// may change only what is theirs, and nobody touches another player without consent.

import type { Wire } from "../../dsl/wire.ts";
import { PLAYER } from "../world/core-kinds.ts";
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

/** Whose scripts a grant covers: saved with what runs later, so that the consent of now holds then. */
export function grantsNow(turn: TurnState): readonly Wire[] {
  const { actor, frame } = turn;
  if (frame.caller.owner !== null || actor === null || !TYPED.has(turn.kind) || frame.grants.includes(actor)) return frame.grants;
  return [...frame.grants, actor];
}
