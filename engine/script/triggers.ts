// One trigger run: in a savepoint of its own, with a share of the fuel, so that a trigger that fails undoes only itself.

import type { Wire } from "../../dsl/wire.ts";
import type { Trigger } from "../world/definition.ts";
import { argsJson, callCode, packOf } from "./calls.ts";
import { reportFault } from "./faults.ts";
import { refuseWith } from "./texts.ts";
import type { TurnState } from "./turn-state.ts";
import { isFault, isRefusal } from "./wires.ts";

export interface TriggerCall {
  readonly trigger: Trigger;
  readonly self: Wire;
  readonly actor: Wire;
  /** In the order of the event's parameters. */
  readonly args: readonly Wire[];
}

/** An endless trigger may burn half of what is left, no more: the deed that set it off goes on. */
const SHARE = 2;

/** Runs an `on` or `every`; what it refuses or gets wrong undoes this trigger alone. True when it ran to its end. */
export function runOn(turn: TurnState, call: TriggerCall): boolean {
  const mark = turn.mark();
  const outcome = run(turn, call);
  if (isFault(outcome)) failed(turn, outcome, call.trigger);
  else if (!isRefusal(outcome)) return true;
  turn.undo(mark);
  return false;
}

/** Runs a `before`: null when it lets the deed happen, or the refusal. A fault denies too. */
export function runBefore(turn: TurnState, call: TriggerCall): Wire {
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

function failed(turn: TurnState, fault: string, trigger: Trigger): void {
  reportFault(turn, fault, packOf(turn, trigger.pack)?.compiled, trigger.code);
}
