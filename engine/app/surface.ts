// The surface of this engine, made once from the host tables.

import type { CompiledPack } from "../../dsl/program.ts";
import type { Surface } from "../../dsl/surface.ts";
import { HOST_FUNCTIONS } from "../script/host/index.ts";
import { surfaceOf } from "../script/surface.ts";
import { CORE_DEFAULTS } from "../script/tables/kinds.ts";
import { Definitions } from "../world/definitions.ts";

let made: Surface | null = null;
/** Definitions never change: packs that open a world again and again are laid out once. */
const known = new WeakMap<object, Definitions>();

export function surface(): Surface {
  made ??= surfaceOf(HOST_FUNCTIONS);
  return made;
}

/** What packs define on top of what the engine gives. */
export function definitionsOf(packs: readonly { readonly compiled: CompiledPack }[]): Definitions {
  let definitions = known.get(packs);
  if (definitions === undefined) {
    definitions = new Definitions({ surface: surface(), packs: packs.map((pack) => pack.compiled), coreDefaults: CORE_DEFAULTS });
    known.set(packs, definitions);
  }
  return definitions;
}
