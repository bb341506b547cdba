// One trigger run: in a savepoint of its own, with a share of the fuel, so that a trigger that fails undoes only itself.

import type { Wire } from "../../dsl/wire.ts";
import { PLAYER } from "../world/core-kinds.ts";
import type { Trigger } from "../world/definition.ts";
import { argsJson, callCode, packOf } from "./calls.ts";
import { reportFault } from "./faults.ts";
import { isOff } from "./switches.ts";
import { renderText } from "./text/render.ts";
import { refuseWith } from "./texts.ts";
import type { TurnState } from "./turn-state.ts";
import { isFault, isRefusal, reasonOf } from "./wires.ts";

export interface TriggerCall {
  readonly trigger: Trigger;
  readonly self: Wire;
  readonly actor: Wire;
  /** In the order of the event's parameters. */
  readonly args: readonly Wire[];
}

/** An endless trigger may burn half of what is left, no more: the deed that set it off goes on. */
const SHARE = 2;

/**
 * Runs an `on` or `every`; what it refuses or gets wrong undoes this trigger alone. True when it ran to its end, or whoever did the
 * deed was told why it did not.
 */
export function runOn(turn: TurnState, call: TriggerCall): boolean {
  if (isTriggerOff(turn, call)) return false;
  const mark = turn.mark();
  const outcome = run(turn, call);
  if (isRefusal(outcome)) return tellWhy(turn, call.actor, outcome, mark);
  if (!isFault(outcome)) return true;
  failed(turn, outcome, call.trigger);
  turn.undo(mark);
  return false;
}

/** A box that takes a coin says why it did not: without a word its player would think that nothing happened. */
function tellWhy(turn: TurnState, actor: Wire, refusal: string, mark: number): boolean {
  const { world, look } = turn.core;
  const reader = world.ofWire(actor);
  if (reader?.definition.isA(PLAYER) !== true) {
    turn.undo(mark);
    return false;
  }
  // Rendered first: what it names may be undone with the rest.
  const reason = renderText(reasonOf(refusal), reader.id, look);
  turn.undo(mark);
  turn.line(reader.id, reason);
  return true;
}

/**
 * Runs a `before`: null when it lets the deed happen, or the refusal. A fault denies too, and so does one that is switched off: what it
 * guards stays guarded. Only the way out of a room is free then.
 */
export function runBefore(turn: TurnState, call: TriggerCall): Wire {
  if (isTriggerOff(turn, call)) return call.trigger.event === "leave" ? null : refuseWith(turn, "stdlib.core.switched_off");
  const mark = turn.mark();
  const outcome = run(turn, call);
  if (!isFault(outcome) && !isRefusal(outcome)) return null;
  turn.undo(mark);
  if (isRefusal(outcome)) return outcome;
  failed(turn, outcome as string, call.trigger);
  return refuseWith(turn, "stdlib.core.fault");
}

function run(turn: TurnState, { trigger, self, actor, args }: TriggerCall): Wire {
  const pack = packOf(turn, trigger.pack);
  if (pack === undefined) return null;
  const taken = trigger.takes.length === 0 ? "" : argsJson(trigger.takes.map((at) => args[at] ?? null));
  // A trigger has the rights of its own pack; a consent given inside some other block does not reach it.
  return callCode(turn, { pack, code: trigger.code, self, actor, grants: [], args: taken, fuel: Math.floor(turn.fuel / SHARE) });
}

function isTriggerOff(turn: TurnState, { trigger }: TriggerCall): boolean {
  const pack = packOf(turn, trigger.pack);
  return pack !== undefined && isOff(turn, pack, trigger.code);
}

function failed(turn: TurnState, fault: string, trigger: Trigger): void {
  reportFault(turn, fault, packOf(turn, trigger.pack)?.compiled, trigger.code);
}
