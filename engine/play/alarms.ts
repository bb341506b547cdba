// What the engine itself found wrong, told inside the world: a turn of the clock that calls the library.

import type { Script, TurnResult } from "../script/facade.ts";

/** The book of the money does not add up. `again`: a row of the journal. */
export function bookAlarm(script: Script, detail: string, again: { readonly seed?: number } = {}): TurnResult {
  const turn = script.openTurn({ kind: "alarm", actor: null, input: detail, ...again });
  turn.call("stdlib.book_alarm", [`s${detail}`]);
  return turn.finish();
}
