// The surface of this engine, made once from the host tables.

import type { CompiledPack } from "../../dsl/program.ts";
import type { Surface } from "../../dsl/surface.ts";
import { HOST_FUNCTIONS } from "../script/host/index.ts";
import { surfaceOf } from "../script/surface.ts";
import { CORE_DEFAULTS } from "../script/tables/kinds.ts";
import { type DefinitionParts, Definitions } from "../world/definitions.ts";

let made: Surface | null = null;
/** Definitions never change: packs that open a world again and again are laid out once. */
const known = new WeakMap<object, Definitions>();

export function surface(): Surface {
  made ??= surfaceOf(HOST_FUNCTIONS);
  return made;
}

/** What packs define on top of what the engine gives. */
export function definitionsOf(packs: Packs): Definitions {
  let definitions = known.get(packs);
  if (definitions === undefined) {
    definitions = new Definitions(partsOf(packs));
    known.set(packs, definitions);
  }
  return definitions;
}

/** The same, with `pause` between its slices. */
export async function definitionsLater(packs: Packs, pause: () => Promise<void>): Promise<Definitions> {
  const before = known.get(packs);
  if (before !== undefined) return before;
  const making = Definitions.inSlices(partsOf(packs));
  let step = making.next();
  for (; step.done !== true; step = making.next()) await pause();
  known.set(packs, step.value);
  return step.value;
}

type Packs = readonly { readonly compiled: CompiledPack }[];

function partsOf(packs: Packs): DefinitionParts {
  return { surface: surface(), packs: packs.map((pack) => pack.compiled), coreDefaults: CORE_DEFAULTS };
}
