// Texts of Lore called by the engine: its few own lines, by id, in the wording of the pack that words them last.

import type { Wire } from "../../dsl/wire.ts";
import { argsJson, arrangeArgs, callCode, packOf } from "./calls.ts";
import type { TurnState } from "./turn-state.ts";
import { isOutcome, type LabeledArg, refusalWire } from "./wires.ts";

/** Arguments in the order of the text's parameters; the id itself where no pack declares it. */
export function callText(turn: TurnState, id: string, args: readonly Wire[] = []): Wire {
  const text = turn.core.world.definitions.text(id);
  const pack = text === undefined ? undefined : packOf(turn, text.pack);
  if (text === undefined || pack === undefined) return `s${id}`;
  const most = text.params.length;
  return callCode(turn, { pack, code: text.code, self: null, args: argsJson(args.length > most ? args.slice(0, most) : args) });
}

/** The same by the names of the parameters. */
export function callTextNamed(turn: TurnState, id: string, args: Readonly<Record<string, Wire>>): Wire {
  const text = turn.core.world.definitions.text(id);
  const pack = text === undefined ? undefined : packOf(turn, text.pack);
  if (text === undefined || pack === undefined) return `s${id}`;
  const pairs: LabeledArg[] = Object.entries(args).filter(([name]) => text.params.some((param) => param.name === name));
  const arranged = arrangeArgs(pack.compiled.code[text.code]!, pairs);
  return "fault" in arranged ? arranged.fault : callCode(turn, { pack, code: text.code, self: null, args: arranged.json });
}

/** A refusal with a text of the library. */
export function refuseWith(turn: TurnState, id: string, args: Readonly<Record<string, Wire>> = {}): Wire {
  const text = callTextNamed(turn, id, args);
  return isOutcome(text) ? text : refusalWire(text);
}
