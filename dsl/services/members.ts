// Whose a property, function or topic is, as a symbol.

import { ancestors, findMethod, findNested, findProp, hasTopic, possibleOwners } from "../check/kinds.ts";
import type { Universe } from "../check/universe.ts";
import type { Type } from "../types.ts";
import type { PackAnalysis } from "./pack-analysis.ts";
import { type SymbolKey, symbolKey } from "./symbol.ts";

/** What `x.name` names where `x` is of that type; undefined where nothing or more than one thing may be meant. */
export function memberKey(universe: Universe, type: Type, name: string): SymbolKey | undefined {
  switch (type.t) {
    case "entity":
    case "model":
      return kindMember(universe, type.kind, name);
    case "list":
      return memberKey(universe, type.of, name);
    case "record":
      return universe.records.get(type.record)?.fields.some((field) => field.name === name)
        ? symbolKey("field", `${type.record}.${name}`)
        : undefined;
    case "row":
      return universe.tables.get(type.table)?.columns.some((column) => column.name === name)
        ? symbolKey("field", `${type.table}.${name}`)
        : undefined;
    default:
      return undefined;
  }
}

function kindMember(universe: Universe, kind: string, name: string): SymbolKey | undefined {
  const own = certainMember(universe, kind, name);
  if (own !== undefined) return own;
  const keys = new Set(possibleOwners(universe, kind, name).map((owner) => certainMember(universe, owner, name)));
  const [only] = keys;
  return keys.size === 1 ? only : undefined;
}

function certainMember(universe: Universe, kind: string, name: string): SymbolKey | undefined {
  const prop = findProp(universe, kind, name);
  if (prop !== undefined) return propKey(prop.pack, prop.owner, name);
  if (findMethod(universe, kind, name) !== undefined) return methodKey(universe, kind, name);
  const nested = findNested(universe, kind, name);
  if (nested !== undefined) return symbolKey("entity", nested.id);
  return topicKey(universe, [kind], name);
}

/** The pack comes first: one that extends another's kind declares a property of its own. */
function propKey(pack: string, owner: string, name: string): SymbolKey {
  return symbolKey("prop", `${pack}.${owner}.${name}`);
}

/** A function and all that restate it are one: whoever calls cannot know which will run. */
function methodKey(universe: Universe, kind: string, name: string): SymbolKey {
  const first =
    ancestors(universe, kind)
      .filter((id) => universe.nodes.get(id)?.methods.has(name))
      .at(-1) ?? kind;
  return symbolKey("method", `${first}.${name}`);
}

/** What a `prop`, `fn` or `topic` among the members of `owner` declares. */
export function ownMemberKey(analysis: PackAnalysis, sort: "prop" | "method" | "topic", owner: string, name: string): SymbolKey {
  if (sort === "prop") return propKey(analysis.pack, owner, name);
  if (sort === "method") return methodKey(analysis.universe, owner, name);
  return symbolKey("topic", `${owner}.${name}`);
}

export function topicKey(universe: Universe, owners: readonly string[], name: string): SymbolKey | undefined {
  for (const owner of [...owners].reverse()) {
    if (!hasTopic(universe, owner, name)) continue;
    const from = ancestors(universe, owner).find((kind) => universe.nodes.get(kind)?.topics.has(name));
    return symbolKey("topic", `${from}.${name}`);
  }
  return undefined;
}

/** True where something of that type may have the member, though not certainly one and the same. */
export function eachProperty(universe: Universe, type: Type, name: string): boolean {
  if (type.t === "list") return eachProperty(universe, type.of, name);
  if (type.t === "any") return true;
  return (type.t === "entity" || type.t === "model") && possibleOwners(universe, type.kind, name).length > 0;
}
