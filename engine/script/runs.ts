// A run from the outside: what a command, an answer or a timer does as a whole, and what becomes of it when it refuses or fails.

import type { Wire } from "../../dsl/wire.ts";
import { entityIdOf } from "../world/world.ts";
import type { PackCode } from "./core.ts";
import type { RunOutcome } from "./facade.ts";
import { reportFault } from "./faults.ts";
import { renderText } from "./text/render.ts";
import { callText } from "./texts.ts";
import type { TurnState } from "./turn-state.ts";
import { isFault, isOutcome, isRefusal, reasonOf } from "./wires.ts";

export interface RunOf {
  /** Who reads a refusal; null: nobody. */
  readonly reader: Wire;
  readonly pack?: PackCode | undefined;
  readonly code?: number;
  /** False: a fault is only reported, as in clocks. */
  readonly tellFault?: boolean;
}

/** Runs the whole and settles it: a refusal or fault undoes everything and is told to the reader. */
export function settle(turn: TurnState, { reader, pack, code = -1, tellFault = true }: RunOf, run: () => Wire): RunOutcome {
  const mark = turn.mark();
  const outcome = run();
  if (!isOutcome(outcome)) return { kind: "done", value: outcome };
  if (isRefusal(outcome)) {
    // Rendered first: what it names may be undone with the rest.
    const reason = renderText(reasonOf(outcome), entityIdOf(reader), turn.core.look);
    turn.undo(mark);
    if (reader !== null) turn.line(entityIdOf(reader), reason);
    return { kind: "refused", reason };
  }
  if (!isFault(outcome)) return { kind: "done", value: null };
  turn.undo(mark);
  const report = reportFault(turn, outcome, pack?.compiled, code);
  if (reader !== null && tellFault) tellOfFault(turn, reader);
  return { kind: "fault", report };
}

/** The one sentence a player reads when their command failed; the purse is empty by then, so it has one of its own. */
function tellOfFault(turn: TurnState, reader: Wire): void {
  const spent = turn.fuel;
  turn.fuel = Math.max(spent, OWN_FUEL);
  turn.grantWall(OWN_WALL_MS);
  const text = callText(turn, "stdlib.core.fault");
  turn.fuel = spent;
  const id = entityIdOf(reader);
  turn.messages = 0;
  turn.line(id, isOutcome(text) ? "" : renderText(text, id, turn.core.look));
}

const OWN_FUEL = 2_000;
const OWN_WALL_MS = 100;
