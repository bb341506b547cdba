// The surface that the compiler checks against, made from the same tables that run it, so that the two never differ.

import type { Surface, SurfaceFunction } from "../../dsl/surface.ts";
import type { HostFunction } from "./host/record.ts";
import { ALL_CAPABILITIES } from "./tables/capabilities.ts";
import { DIRECTIONS } from "./tables/directions.ts";
import { EVENTS } from "./tables/events.ts";
import { KINDS } from "./tables/kinds.ts";
import { VALUES } from "./tables/values.ts";

export function surfaceOf(functions: readonly HostFunction[]): Surface {
  return {
    kinds: KINDS,
    functions: functions.map(toSurface),
    events: EVENTS,
    values: VALUES,
    directions: DIRECTIONS,
    capabilities: ALL_CAPABILITIES,
  };
}

function toSurface(fn: HostFunction): SurfaceFunction {
  return {
    name: fn.name,
    doc: fn.doc,
    params: fn.params,
    result: fn.result,
    refuses: fn.refuses ?? false,
    cost: fn.cost,
    reenters: fn.reenters ?? false,
    ...(fn.harmless && { harmless: true }),
    ...(fn.touches && { touches: fn.touches }),
    ...(fn.needsActor && { needsActor: true }),
    ...(fn.capability !== undefined && { capability: fn.capability }),
  };
}
