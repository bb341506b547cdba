// A trigger run to see what it would do: its effects are read from the journal, told, and taken back to the last one.

import type { Wire } from "../../dsl/wire.ts";
import type { Trigger } from "../world/definition.ts";
import { argsJson, callCode, packOf } from "./calls.ts";
import { deedsBefore, finishDeeds } from "./dry-deeds.ts";
import type { DryRun } from "./dry-port.ts";
import type { FaultReport } from "./facade.ts";
import { describeFault } from "./faults.ts";
import { renderText } from "./text/render.ts";
import type { TurnState } from "./turn-state.ts";
import { isFault, isRefusal, reasonOf } from "./wires.ts";

export interface Rehearsal {
  readonly triggers: readonly Trigger[];
  readonly self: Wire;
  readonly actor: Wire;
  /** In the order of the event's parameters. */
  readonly args: readonly Wire[];
}

/** Runs triggers of one entity as `actor` would set them off. Nothing of it lasts, and what it spent of fuel is all that it cost. */
export function dryRun(turn: TurnState, what: Rehearsal): DryRun {
  const { journal } = turn.core.world;
  const mark = turn.mark();
  const steps = journal.mark();
  const [lines, faults, fuel] = [turn.lines.length, turn.faults.length, turn.fuel];
  const { answered, messages, effects, jobs } = turn;
  const taken = new Set(turn.taken);
  turn.rehearsing = true;
  let outcome: Wire = null;
  let failed: FaultReport | null = null;
  for (const trigger of what.triggers) {
    outcome = runOne(turn, trigger, what);
    if (isFault(outcome)) failed = describeFault(turn, outcome, packOf(turn, trigger.pack)?.compiled, trigger.code);
    if (isFault(outcome) || isRefusal(outcome)) break;
  }
  turn.rehearsing = false;
  failed ??= turn.faults[faults] ?? null;
  const why = isRefusal(outcome) ? renderText(reasonOf(outcome), -1, turn.core.look) : "";
  const said = turn.lines
    .slice(lines)
    .flatMap(({ player, part, request }) => (request === undefined ? [{ to: player, text: part.text }] : []));
  const found = deedsBefore(turn, journal.changesSince(steps));
  turn.undo(mark);
  turn.faults.length = faults;
  turn.taken.clear();
  for (const one of taken) turn.taken.add(one);
  const spent = fuel - turn.fuel;
  Object.assign(turn, { answered, messages, effects, jobs });
  const kind = failed !== null ? "fault" : isRefusal(outcome) ? "refused" : "done";
  return { outcome: kind, why, fault: failed, fuel: spent, said, deeds: finishDeeds(turn, found) };
}

/** Half of the fuel that is left, so that there is some to tell of it. */
const SHARE = 2;

function runOne(turn: TurnState, { pack: id, code, takes }: Trigger, { self, actor, args }: Rehearsal): Wire {
  const pack = packOf(turn, id);
  if (pack === undefined) return null;
  const taken = takes.length === 0 ? "" : argsJson(takes.map((at) => args[at] ?? null));
  return callCode(turn, { pack, code, self, actor, grants: [], args: taken, fuel: Math.floor(turn.fuel / SHARE) });
}
