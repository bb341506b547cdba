// The surface of this engine, made once from the host tables.

import type { CompiledPack } from "../../dsl/program.ts";
import type { Surface } from "../../dsl/surface.ts";
import { HOST_FUNCTIONS } from "../script/host/index.ts";
import { surfaceOf } from "../script/surface.ts";
import { CORE_DEFAULTS } from "../script/tables/kinds.ts";
import { Definitions } from "../world/definitions.ts";

let made: Surface | null = null;

export function surface(): Surface {
  made ??= surfaceOf(HOST_FUNCTIONS);
  return made;
}

/** What packs define on top of what the engine gives. */
export function definitionsOf(packs: readonly { readonly compiled: CompiledPack }[]): Definitions {
  return new Definitions({ surface: surface(), packs: packs.map((pack) => pack.compiled), coreDefaults: CORE_DEFAULTS });
}
