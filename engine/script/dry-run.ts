// A trigger run to see what it would do: its effects are read from the journal, told, and taken back to the last one.

import type { CompiledPack } from "../../dsl/program.ts";
import type { Wire } from "../../dsl/wire.ts";
import { argsJson, type CallOf, callCode, packOf } from "./calls.ts";
import { deedsBefore, finishDeeds, rowDeeds, saidSince } from "./dry-deeds.ts";
import type { DryRun, Rehearsal, Tried } from "./dry-port.ts";
import type { FaultReport } from "./facade.ts";
import { describeFault } from "./faults.ts";
import { converse } from "./talk.ts";
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
  if (turn.rehearsing) return NEVER_RUN;
  turn.rehearsing = true;
  // It runs with half of what is left, so that there is some to tell of it.
  const kept = Math.ceil(turn.fuel / 2);
  turn.fuel -= kept;
  if (what.traced !== undefined) turn.tracing = new Tracing(turn, wordsOf(what.tried));
  const ran = withCode(turn, what.traced ?? [], () => runAll(turn, what));
  const { outcome } = ran;
  const failed = ran.failed ?? turn.faults[faults] ?? null;
  turn.rehearsing = false;
  const why = isRefusal(outcome) ? renderText(reasonOf(outcome), -1, turn.core.look) : "";
  const said = saidSince(turn, lines);
  const done = journal.since(steps);
  const found = deedsBefore(turn, done.changes);
  const traced = turn.tracing?.finish() ?? { steps: [], more: false };
  turn.fuel += kept;
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

/** What is done beside the traced code is done by this; null: nothing can be. */
function wordsOf(tried: Tried): string | null {
  return tried.t === "calls" ? tried.line : tried.t === "topic" ? tried.topic : null;
}

interface Ran {
  readonly outcome: Wire;
  readonly failed: FaultReport | null;
}

function runAll(turn: TurnState, what: Rehearsal): Ran {
  for (const one of runsOf(turn, what)) {
    const outcome = one.run();
    if (isFault(outcome)) return { outcome, failed: describeFault(turn, outcome, packOf(turn, one.pack)?.compiled, one.code) };
    if (isRefusal(outcome)) return { outcome, failed: null };
  }
  return { outcome: null, failed: null };
}

interface OneRun {
  readonly pack: string;
  readonly code: number;
  run(): Wire;
}

function runsOf(turn: TurnState, { tried, actor }: Rehearsal): readonly OneRun[] {
  const call = (id: string, code: number, rest: Pick<CallOf, "self" | "args"> & Partial<CallOf>): OneRun => {
    const pack = packOf(turn, id);
    return { pack: id, code, run: () => (pack === undefined ? null : callCode(turn, { pack, code, actor, ...rest })) };
  };
  if (tried.t === "topic") {
    const { npc, topic } = tried;
    return [{ pack: "", code: -1, run: () => converse(turn, npc, actor, topic) }];
  }
  if (tried.t === "calls")
    return tried.calls.map(({ command, self, verb, args }) => call(command.pack, command.def.code, { self, verb, args: argsJson(args) }));
  const { triggers, self, args } = tried;
  return triggers.map(({ pack, code, takes }) =>
    call(pack, code, { self, grants: [], args: takes.length === 0 ? "" : argsJson(takes.map((at) => args[at] ?? null)) }),
  );
}

/** A trial within a trial. */
const NEVER_RUN: DryRun = {
  ...{ outcome: "refused", why: "", fault: null, fuel: 0, messages: 0, effects: 0, said: [], deeds: [], steps: [], more: false },
};
