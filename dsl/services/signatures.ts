// Functions, events and properties written out as a builder would write them.

import type { ScopeParam } from "../check/scope.ts";
import { showType } from "../check/types.ts";
import type { Universe } from "../check/universe.ts";
import type { SurfaceEvent, SurfaceFunction } from "../surface.ts";
import type { Type } from "../types.ts";

/** `pay(amount: money, to seller: being): bool` */
export function showSignature(universe: Universe, name: string, params: readonly ScopeParam[], result: Type | null): string {
  const given = result === null || result.t === "nothing" ? "" : `: ${showType(universe, result)}`;
  return `${name}(${params.map((param) => showParam(universe, param)).join(", ")})${given}`;
}

export function showHostFunction(universe: Universe, fn: SurfaceFunction): string {
  const params = fn.params.map((param) => ({ ...param, optional: param.optional === true }));
  return showSignature(universe, fn.name, params, fn.result);
}

function showParam(universe: Universe, { name, label, type, optional }: ScopeParam): string {
  const words = label === undefined || label === name ? name : `${label} ${name}`;
  return `${words}: ${showType(universe, type)}${optional && !type.optional ? " = …" : ""}`;
}

/** The header of a trigger: `on give what to taker`. What is only counted, as `times`, is left out. */
export function eventHeader(event: { readonly name: string; readonly params: readonly ScopeParam[] }): string {
  const args = event.params.flatMap(({ name, label }) => (label === name ? [] : label === undefined ? [name] : [`${label} ${name}`]));
  return ["on", event.name, ...args].join(" ");
}

/** Parameters of a core event in the shape of those that packs declare. */
export function eventParams(event: SurfaceEvent): ScopeParam[] {
  return event.params.map((param) => ({ ...param, optional: param.optional === true }));
}
