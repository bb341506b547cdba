// What the engine asks of the library in the middle of a turn, at the cost of nobody who plays.

import type { Wire } from "../../dsl/wire.ts";
import type { TurnState } from "./turn-state.ts";
import { isOutcome } from "./wires.ts";

const FUEL = 20_000;
const WALL_MS = 200;

/** Runs with a purse of its own, whatever the turn has spent; what fails is taken back. */
export function unpaid(turn: TurnState, run: () => Wire): Wire {
  const { fuel, messages, effects, depth } = turn;
  Object.assign(turn, { fuel: FUEL, messages: 0, effects: 0, depth: Math.min(depth, 1) });
  turn.grantWall(WALL_MS);
  const mark = turn.mark();
  const outcome = run();
  if (isOutcome(outcome)) turn.undo(mark);
  Object.assign(turn, { fuel, messages, effects, depth });
  return outcome;
}
