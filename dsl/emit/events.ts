// The event that a trigger's header names: of the core by its bare name, of a pack by its qualified id.

import type * as ast from "../ast.ts";
import type { ScopeParam } from "../check/scope.ts";
import type { Emitter } from "./context.ts";

export interface HeardEvent {
  readonly id: string;
  readonly params: readonly ScopeParam[];
}

export function lookupEventParams(em: Emitter, name: ast.Name): HeardEvent {
  const { universe } = em;
  const bound = em.notes.bindings.get(name);
  const id = bound?.kind === "event" ? bound.id : undefined;
  const core = universe.coreEvents.get(id ?? name.id);
  const own = universe.packs[0]?.events.get(name.id);
  if (core !== undefined && (id !== undefined || own === undefined)) {
    const params = core.params.map((p) => ({
      name: p.name,
      type: p.type,
      optional: true,
      ...(p.label === undefined ? {} : { label: p.label }),
    }));
    return { id: core.name, params };
  }
  for (const pack of universe.packs) {
    const event = pack.events.get(name.id);
    if (event !== undefined && (id === undefined || event.id === id)) return { id: event.id, params: event.params };
  }
  return { id: id ?? name.id, params: [] };
}
