// Functions, texts and methods called across units by name.

import type { Wire } from "../../dsl/wire.ts";
import type { Definition, Method } from "../world/definition.ts";
import { arrangeArgs, callCode, packOf } from "./calls.ts";
import type { TurnState } from "./turn-state.ts";
import { faultWire, type LabeledArg } from "./wires.ts";

interface Named {
  readonly pack: string;
  readonly code: number;
}

/** A function, or the wording in force of a text, by qualified id. */
export function callNamed(turn: TurnState, id: string, args: readonly LabeledArg[]): Wire {
  const { definitions } = turn.core.world;
  const named: Named | undefined = definitions.function(id) ?? definitions.text(id);
  return named === undefined ? faultWire("missing", `there is no ${id} any more`) : callRef(turn, named, null, args);
}

function callRef(turn: TurnState, ref: Named, self: Wire, args: readonly LabeledArg[]): Wire {
  const pack = packOf(turn, ref.pack);
  const info = pack?.compiled.code[ref.code];
  if (pack === undefined || info === undefined) return faultWire("missing", "that script is no longer there");
  const arranged = arrangeArgs(info, args);
  if ("fault" in arranged) return arranged.fault;
  // A player's script gains nothing by what it calls: the library works for it with the rights of its owner.
  const { caller } = turn.frame;
  return callCode(turn, { pack, code: ref.code, self, args: arranged.json, caller: caller.owner === null ? pack.caller : caller });
}

function methodOf(turn: TurnState, object: Wire, name: string): Method | undefined {
  return turn.core.world.definitionOf(object)?.methods.get(name);
}

export function hasMethodOf(turn: TurnState, object: Wire, name: string): boolean {
  return methodOf(turn, object, name) !== undefined;
}

export function callMethodOf(turn: TurnState, object: Wire, name: string, args: readonly LabeledArg[]): Wire {
  const method = methodOf(turn, object, name);
  return method === undefined ? faultWire("missing", `this cannot ${name}`) : callRef(turn, method, object, args);
}

const natures = new WeakMap<Definition, number>();
let lastNature = 0;

/** A number for what an object is: a definition's, which is replaced as a whole and never changes. */
export function natureOf(turn: TurnState, object: Wire): number {
  const definition = turn.core.world.definitionOf(object);
  if (definition === undefined) return 0;
  let nature = natures.get(definition);
  if (nature === undefined) {
    nature = ++lastNature;
    natures.set(definition, nature);
  }
  return nature;
}

/** Where a method lives, seen from the calling unit: `L<index>` in it, `X` elsewhere, "" nowhere. */
export function methodPlace(turn: TurnState, object: Wire, name: string): string {
  const method = methodOf(turn, object, name);
  if (method === undefined) return "";
  return method.pack === turn.frame.pack?.id ? `L${method.code}` : "X";
}

/** `base(…)`: what the calling code replaced. */
export function callBase(turn: TurnState, object: Wire, name: string, codeIndex: number, args: readonly LabeledArg[]): Wire {
  const own = turn.frame.pack?.id;
  for (let method = methodOf(turn, object, name) ?? null; method !== null; method = method.base) {
    if (method.pack === own && method.code === codeIndex) {
      return method.base === null ? faultWire("missing", `there is no ${name} below this one`) : callRef(turn, method.base, object, args);
    }
  }
  return faultWire("missing", `there is no ${name} below this one`);
}
