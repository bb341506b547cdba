// A trigger run to see what it would do: its effects are read from the journal, told, and taken back to the last one.

import type { CompiledPack } from "../../dsl/program.ts";
import type { Wire } from "../../dsl/wire.ts";
import type { Trigger } from "../world/definition.ts";
import { argsJson, callCode, packOf } from "./calls.ts";
import { deedsBefore, finishDeeds, rowDeeds, saidSince } from "./dry-deeds.ts";
import type { DryRun, Rehearsal } from "./dry-port.ts";
import type { FaultReport } from "./facade.ts";
import { describeFault } from "./faults.ts";
import { renderText } from "./text/render.ts";
import { Tracing } from "./tracing.ts";
import type { TurnState } from "./turn-state.ts";
import { isFault, isRefusal, reasonOf } from "./wires.ts";

/** Runs triggers of one entity as `actor` would set them off. Nothing of it lasts, and what it spent of fuel is all that it cost. */
export function dryRun(turn: TurnState, what: Rehearsal): DryRun {
  const { journal } = turn.core.world;
  const mark = turn.mark();
  const steps = journal.mark();
  const [lines, faults, fuel] = [turn.lines.length, turn.faults.length, turn.fuel];
  const { answered, messages, effects, jobs } = turn;
  const taken = new Set(turn.taken);
  turn.rehearsing = true;
  if (what.traced !== undefined) turn.tracing = new Tracing(turn);
  const ran = withCode(turn, what.traced ?? [], () => runAll(turn, what));
  const { outcome } = ran;
  const failed = ran.failed ?? turn.faults[faults] ?? null;
  turn.rehearsing = false;
  const why = isRefusal(outcome) ? renderText(reasonOf(outcome), -1, turn.core.look) : "";
  const said = saidSince(turn, lines);
  const done = journal.since(steps);
  const found = deedsBefore(turn, done.changes);
  const traced = turn.tracing?.finish() ?? { steps: [], more: false };
  turn.undo(mark);
  turn.faults.length = faults;
  turn.taken.clear();
  for (const one of taken) turn.taken.add(one);
  const spent = { fuel: fuel - turn.fuel, messages: turn.messages - messages, effects: turn.effects - effects };
  Object.assign(turn, { answered, messages, effects, jobs });
  const kind = failed !== null ? "fault" : isRefusal(outcome) ? "refused" : "done";
  return { outcome: kind, why, fault: failed, ...spent, said, deeds: [...finishDeeds(turn, found), ...rowDeeds(done.rows)], ...traced };
}

/** Runs with other code for some packs, and puts back what they had. */
function withCode<T>(turn: TurnState, packs: readonly CompiledPack[], run: () => T): T {
  const { core } = turn;
  const before = packs.map(({ id }) => [id, core.packs.get(id)?.compiled] as const);
  for (const pack of packs) core.define(pack.id, pack);
  try {
    return run();
  } finally {
    for (const [id, compiled] of before) core.define(id, compiled);
  }
}

function runAll(turn: TurnState, what: Rehearsal): { readonly outcome: Wire; readonly failed: FaultReport | null } {
  for (const trigger of what.triggers) {
    const outcome = runOne(turn, trigger, what);
    if (isFault(outcome)) return { outcome, failed: describeFault(turn, outcome, packOf(turn, trigger.pack)?.compiled, trigger.code) };
    if (isRefusal(outcome)) return { outcome, failed: null };
  }
  return { outcome: null, failed: null };
}

/** Half of the fuel that is left, so that there is some to tell of it. */
const SHARE = 2;

function runOne(turn: TurnState, { pack: id, code, takes }: Trigger, { self, actor, args }: Rehearsal): Wire {
  const pack = packOf(turn, id);
  if (pack === undefined) return null;
  const taken = takes.length === 0 ? "" : argsJson(takes.map((at) => args[at] ?? null));
  return callCode(turn, { pack, code, self, actor, grants: [], args: taken, fuel: Math.floor(turn.fuel / SHARE) });
}
