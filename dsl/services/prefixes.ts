// The words before the last of a dotted name: in `square.fountain` the first names the square.

import type * as ast from "../ast.ts";
import type { Universe } from "../check/universe.ts";
import { type SymbolKey, symbolKey } from "./symbol.ts";

interface Prefix {
  readonly name: ast.Name;
  readonly key: SymbolKey;
}

/** What each word before the last names, for a node that is bound to the entity `id`. */
export function prefixKeys(universe: Universe, node: object, id: string): Prefix[] {
  const names = dottedNames(node);
  const found: Prefix[] = [];
  let at = universe.nodes.get(id)?.entity?.parent;
  for (const name of names.slice(0, -1).reverse()) {
    const outer: string | undefined = at !== undefined && universe.nodes.get(at)?.name === name.id ? at : entityCalled(universe, name.id);
    if (outer === undefined) break;
    found.push({ name, key: symbolKey("entity", outer) });
    at = universe.nodes.get(outer)?.entity?.parent;
  }
  return found;
}

/** `flat.hall` where the hall comes with what the flat is made from. */
function entityCalled(universe: Universe, name: string): string | undefined {
  for (const pack of universe.packs) {
    const id = pack.entities.get(name) ?? (pack.bare.get(name)?.length === 1 ? pack.bare.get(name)![0] : undefined);
    if (id !== undefined) return id;
  }
  return undefined;
}

function dottedNames(node: object): readonly ast.Name[] {
  if ("parts" in node) return (node as ast.Path).parts;
  const names: ast.Name[] = [];
  let expr = node as ast.Expr;
  while (expr.kind === "get") {
    names.unshift(expr.name);
    expr = expr.object;
  }
  if (expr.kind === "name") names.unshift(expr.name);
  return names;
}
