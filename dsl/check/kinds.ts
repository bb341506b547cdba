// Questions about the graph of kinds: who is whose kind, and where a property or function comes from.

import type { Universe } from "./universe.ts";
import { addNode, CORE, type MethodInfo, type Node, type PropInfo, STDLIB } from "./universe.ts";

const ancestorCache = new WeakMap<Universe, Map<string, readonly string[]>>();

/** The kind itself, then what it `is`, each once; a cycle just ends. */
export function ancestors(universe: Universe, id: string): readonly string[] {
  let cache = ancestorCache.get(universe);
  if (cache === undefined) {
    cache = new Map();
    ancestorCache.set(universe, cache);
  }
  const known = cache.get(id);
  if (known !== undefined) return known;
  const seen = new Set<string>();
  const walk = (kind: string): void => {
    if (seen.has(kind)) return;
    seen.add(kind);
    for (const parent of universe.nodes.get(kind)?.parents ?? []) walk(parent);
  };
  walk(id);
  // Everything that has no other root is an entity.
  seen.add(`${CORE}.entity`);
  const list = [...seen];
  cache.set(id, list);
  return list;
}

/** Must be called when a node's parents change after a question was asked. */
export function forgetAncestors(universe: Universe): void {
  ancestorCache.delete(universe);
}

export function isKind(universe: Universe, id: string, kind: string): boolean {
  return id === kind || ancestors(universe, id).includes(kind);
}

/** Own pack's property, then the library's, then the nearest in the order of kinds (rule 39). */
export function findProp(universe: Universe, id: string, name: string): PropInfo | undefined {
  let [library, nearest]: (PropInfo | undefined)[] = [];
  for (const kind of ancestors(universe, id)) {
    for (const prop of universe.nodes.get(kind)?.props.get(name) ?? []) {
      if (prop.pack === universe.pack) return prop;
      if (prop.pack === STDLIB || prop.pack === CORE) library ??= prop;
      nearest ??= prop;
    }
  }
  return library ?? nearest;
}

export function findMethod(universe: Universe, id: string, name: string): MethodInfo | undefined {
  for (const kind of ancestors(universe, id)) {
    const methods = universe.nodes.get(kind)?.methods.get(name);
    if (methods !== undefined) return methods[methods.length - 1];
  }
  return undefined;
}

/** An entity nested in it or in what it is made from: `a.hall` (rule 3). */
export function findNested(universe: Universe, id: string, name: string): Node | undefined {
  for (const kind of ancestors(universe, id)) {
    const nested = universe.nodes.get(kind)?.nested.get(name);
    if (nested !== undefined) return universe.nodes.get(nested);
  }
  return undefined;
}

export function hasTopic(universe: Universe, id: string, name: string): boolean {
  return ancestors(universe, id).some((kind) => universe.nodes.get(kind)?.topics.has(name));
}

/**
 * Owners of a member that something of this kind may turn out to have: kinds below it,
 * and kinds that are mixed with it somewhere.
 */
export function possibleOwners(universe: Universe, id: string, name: string): readonly string[] {
  const owners = universe.memberOwners.get(name) ?? [];
  return owners.filter((owner) => areRelated(universe, id, owner));
}

/** True when one thing could be of both kinds. */
export function areRelated(universe: Universe, a: string, b: string): boolean {
  if (isKind(universe, a, b) || isKind(universe, b, a)) return true;
  if (isMixin(universe, a) || isMixin(universe, b)) return true;
  for (const id of universe.nodes.keys()) {
    if (isKind(universe, id, a) && isKind(universe, id, b)) return true;
  }
  return false;
}

/** A kind such as `account` that says nothing about what it is mixed into. */
function isMixin(universe: Universe, id: string): boolean {
  const node = universe.nodes.get(id);
  if (node === undefined || node.pack !== CORE || node.declarable) return node === undefined;
  const rootless = node.parents.every((parent) => parent === `${CORE}.entity`);
  if (!rootless) return false;
  for (const other of universe.nodes.values()) if (other.pack === CORE && other.parents.includes(id)) return false;
  return true;
}

/** A kind that is both, for narrowing `x is a light` where x is a shop already. */
export function meet(universe: Universe, a: string, b: string): string {
  if (isKind(universe, a, b)) return a;
  if (isKind(universe, b, a)) return b;
  const id = `${a}&${b}`;
  if (!universe.nodes.has(id))
    addNode(universe, { id, name: universe.nodes.get(a)?.name ?? a, pack: CORE, parents: [a, b], declarable: false });
  return id;
}

/** The nearest kind that both are. */
export function join(universe: Universe, a: string, b: string): string {
  if (a === b) return a;
  const second = new Set(ancestors(universe, b));
  return ancestors(universe, a).find((kind) => second.has(kind)) ?? `${CORE}.entity`;
}

/** Nearest kind that is not an entity's own: what a message calls it. */
export function plainKind(universe: Universe, id: string): string {
  return (
    ancestors(universe, id).find((kind) => {
      const node = universe.nodes.get(kind);
      return node !== undefined && node.entity === undefined && !kind.includes("&");
    }) ?? id
  );
}
