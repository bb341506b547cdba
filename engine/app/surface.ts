// The surface of this engine, made once from the host tables.

import type { Surface } from "../../dsl/surface.ts";
import { HOST_FUNCTIONS } from "../script/host/index.ts";
import { surfaceOf } from "../script/surface.ts";

let made: Surface | null = null;

export function surface(): Surface {
  made ??= surfaceOf(HOST_FUNCTIONS);
  return made;
}
