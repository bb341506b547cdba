// Calls into Lore code: a frame is pushed, the isolate runs, fuel is settled, and what comes back is a wire, outcome or not.

import type { Phase } from "../../dsl/host-port.ts";
import type { CodeInfo } from "../../dsl/program.ts";
import type { Wire } from "../../dsl/wire.ts";
import type { PackCode } from "./core.ts";
import type { Caller } from "./host/record.ts";
import { isOff, offFault } from "./switches.ts";
import type { TurnState } from "./turn-state.ts";
import { faultWire, type LabeledArg } from "./wires.ts";

export interface CallOf {
  readonly pack: PackCode;
  readonly code: number;
  readonly phase?: Phase;
  readonly self: Wire;
  /** The frame's unless given. */
  readonly actor?: Wire;
  readonly verb?: string;
  readonly grants?: readonly Wire[];
  /** Whose rights it has; the pack's own unless given. */
  readonly caller?: Caller;
  /** JSON list of wires in the order of the parameters; `[]` in a place takes the parameter's default. */
  readonly args: string;
  /** Most fuel this call may spend of what is left. */
  readonly fuel?: number;
}

export function callCode(turn: TurnState, call: CallOf): Wire {
  if (turn.depth >= turn.budget.depth) return faultWire("depth", `scripts call each other at most ${turn.budget.depth} deep`);
  if (isOff(turn, call.pack, call.code)) return offFault();
  const wallMs = turn.enter();
  if (wallMs <= 0) return faultWire("time", "this command takes too long");
  const outer = turn.frame;
  const actor = call.actor === undefined ? outer.actor : call.actor;
  const verb = call.verb ?? "";
  turn.frame = {
    caller: call.caller ?? call.pack.caller,
    pack: call.pack,
    code: call.code,
    self: call.self,
    actor,
    verb,
    grants: call.grants ?? outer.grants,
  };
  turn.depth++;
  const purse = turn.fuel;
  const fuel = call.fuel === undefined || call.fuel > purse ? purse : call.fuel;
  const step = turn.tracing?.enter(purse, fuel) ?? null;
  const outcome = turn.core.units.call(call.pack.id, call.code, call.phase ?? "run", fuel, call.self, actor, verb, call.args, wallMs);
  turn.depth--;
  turn.leave();
  turn.frame = outer;
  if (typeof outcome !== "string") {
    turn.fuel = purse - fuel;
    turn.tracing?.leave(step, 0, turn.fuel);
    return faultWire(outcome.stopped === "crash" ? "type" : outcome.stopped, stoppedMessage(outcome.stopped, outcome.message));
  }
  const bar = outcome.indexOf("|");
  const left = Number(outcome.slice(0, bar));
  turn.fuel = purse - fuel + left;
  turn.tracing?.leave(step, left, turn.fuel);
  return JSON.parse(outcome.slice(bar + 1)) as Wire;
}

function stoppedMessage(stopped: string, message: string): string {
  if (stopped === "time") return "this takes too long";
  if (stopped === "memory") return "this needs too much memory";
  return stopped === "depth" ? "functions call each other too deep" : message;
}

/** Arguments with labels in the order of the parameters, as JSON; the same rules as inside an isolate. */
export function arrangeArgs(info: CodeInfo, args: readonly LabeledArg[]): { readonly json: string } | { readonly fault: string } {
  const made: (Wire | undefined)[] = new Array(info.params.length);
  const rest: Wire[] = [];
  for (const [label, value] of args) {
    if (label === null) {
      rest.push(value);
      continue;
    }
    let at = info.params.findIndex((param) => param.label === label);
    if (at < 0) at = info.params.findIndex((param) => param.name === label);
    if (at < 0) return { fault: faultWire("type", `this function has no ${label}`) };
    made[at] = value;
  }
  let next = 0;
  for (const value of rest) {
    while (next < made.length && made[next] !== undefined) next++;
    if (next >= made.length) return { fault: faultWire("type", "too many arguments") };
    made[next] = value;
  }
  return { json: argsJson(made) };
}

/** Left-out ones stand as `[]`, which the runtime reads as undefined. */
export function argsJson(args: readonly (Wire | undefined)[]): string {
  return args.length === 0 ? "" : JSON.stringify(args.map((arg) => (arg === undefined ? [] : arg)));
}

/** Code of a pack by the index in its manifest, or nothing when the pack is gone. */
export function packOf(turn: TurnState, id: string): PackCode | undefined {
  return turn.core.packs.get(id);
}
