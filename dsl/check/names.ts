// From names to what they mean: declarations in the order own pack, host, library, other packs (rules 38 and 39).

import type * as ast from "../ast.ts";
import type { Type } from "../types.ts";
import type { Context } from "./context.ts";
import { ancestors, findNested } from "./kinds.ts";
import type { Binding } from "./notes.ts";
import { ANY, DIRECTION, entityOf, listOf } from "./types.ts";
import { CORE, type EventInfo, type Node, type PackNames, type Universe } from "./universe.ts";

/** A declaration by its bare name, where an operand stands. */
export function lookupOperand(cx: Context, name: string): Binding | undefined {
  const own = cx.universe.packs[0]!;
  return (
    nestedOperand(cx, name) ??
    valueIn(cx.universe, own, name) ??
    hostOperand(cx.universe, name) ??
    wordIn(own, name) ??
    firstOf(cx.universe.packs.slice(1), (pack) => operandIn(cx, pack, name))
  );
}

function nestedOperand(cx: Context, name: string): Binding | undefined {
  for (let i = cx.owners.length - 1; i >= 0; i--) {
    const bound = nestedInOwner(cx.universe, cx.owners[i]!, name);
    if (bound !== undefined) return bound;
  }
  return undefined;
}

/** In its parent first: also the parent itself, and the parent's own surroundings. */
function nestedInOwner(universe: Universe, owner: string, name: string): Binding | undefined {
  for (let node = universe.nodes.get(owner); node !== undefined; ) {
    const nested = node.nested.get(name);
    if (nested !== undefined) return entityBinding(universe.nodes.get(nested)!);
    const parent: string | undefined = node.entity?.parent;
    node = parent === undefined ? undefined : universe.nodes.get(parent);
  }
  return undefined;
}

/** Names that the host gives a meaning: values and directions. */
export function hostOperand(universe: Universe, name: string): Binding | undefined {
  const value = universe.values.get(name);
  if (value !== undefined) return { kind: "value", name, type: value.type };
  const direction = universe.directions.get(name);
  return direction === undefined ? undefined : { kind: "direction", name: direction };
}

/** What one pack calls by this name, `path` without the pack. */
export function operandIn(cx: Context, pack: PackNames, path: string): Binding | undefined {
  return valueIn(cx.universe, pack, path) ?? wordIn(pack, path);
}

/** Entities, models and the rows of a table. */
function valueIn(universe: Universe, pack: PackNames, path: string): Binding | undefined {
  const entity = pack.entities.get(path) ?? onlyOne(pack.bare.get(path));
  if (entity !== undefined) return entityBinding(universe.nodes.get(entity)!);
  const table = pack.plurals.get(path);
  return table === undefined ? undefined : tableBinding(table.id);
}

export function tableBinding(id: string): Binding {
  return { kind: "table", id, type: listOf({ t: "row", table: id, optional: false }) };
}

/** Declarations that are not values: a function may still be named as an argument. */
function wordIn(pack: PackNames, path: string): Binding | undefined {
  const text = pack.texts.get(path);
  if (text !== undefined) return { kind: "text", id: text.id, pack: pack.id };
  const fn = pack.functions.get(path);
  if (fn !== undefined) return { kind: "fn", id: fn.id, pack: pack.id };
  const kind = pack.kinds.get(path);
  if (kind !== undefined) return { kind: "kind", id: kind };
  const record = pack.records.get(path);
  return record === undefined ? undefined : { kind: "record", id: record.id };
}

function onlyOne(ids: readonly string[] | undefined): string | undefined {
  return ids?.length === 1 ? ids[0] : undefined;
}

export function entityBinding(node: Node): Binding {
  if (node.entity?.model) return { kind: "model", id: node.id, type: { t: "model", kind: node.id, optional: false } };
  return { kind: "entity", id: node.id, type: entityOf(node.id) };
}

/** `flat.hall`, `shop.sold`, `gullwick.square`: a declaration by a dotted name. */
export function lookupDotted(cx: Context, parts: readonly string[]): Binding | undefined {
  const path = parts.join(".");
  const direct = firstOf(cx.universe.packs, (pack) => operandIn(cx, pack, path));
  if (direct !== undefined) return direct;
  const pack = cx.universe.packs.find((p) => p.id === parts[0]);
  if (pack !== undefined) {
    const inPack = operandIn(cx, pack, parts.slice(1).join("."));
    if (inPack !== undefined) return inPack;
  }
  return lookupInside(cx, parts);
}

/** `flat.hall` where `hall` comes with what `flat` is made from. */
function lookupInside(cx: Context, parts: readonly string[]): Binding | undefined {
  const root = lookupOperand(cx, parts[0]!);
  if (root?.kind !== "entity" && root?.kind !== "model") return undefined;
  let node = cx.universe.nodes.get(root.id);
  for (const part of parts.slice(1)) {
    node = node === undefined ? undefined : findNested(cx.universe, node.id, part);
  }
  return node === undefined ? undefined : entityBinding(node);
}

export function lookupPath(cx: Context, path: ast.Path): Binding | undefined {
  const word = path.parts[0]!.id;
  if (path.parts.length > 1)
    return lookupDotted(
      cx,
      path.parts.map((part) => part.id),
    );
  const place = cx.places.get(word);
  return place === undefined ? lookupOperand(cx, word) : bindId(cx.universe, place);
}

function bindId(universe: Universe, id: string): Binding | undefined {
  const node = universe.nodes.get(id);
  return node === undefined ? undefined : entityBinding(node);
}

/** A kind: the pack's own, the host's, then those of the packs below. */
export function lookupKind(universe: Universe, parts: readonly string[]): string | undefined {
  if (parts.length > 1) {
    const pack = universe.packs.find((p) => p.id === parts[0]);
    const rest = parts.slice(1).join(".");
    return pack?.kinds.get(rest) ?? (parts[0] === CORE ? coreKind(universe, rest) : undefined);
  }
  const [own, ...below] = universe.packs;
  const name = parts[0]!;
  return own!.kinds.get(name) ?? coreKind(universe, name) ?? firstOf(below, (pack) => pack.kinds.get(name));
}

export function coreKind(universe: Universe, name: string): string | undefined {
  const id = `${CORE}.${name}`;
  return name === "entity" || universe.nodes.has(id) ? id : undefined;
}

/** A core event by its bare name, or a declared one. */
export function lookupEvent(universe: Universe, name: string): EventInfo | undefined {
  const declared = firstOf(universe.packs, (pack) => pack.events.get(name));
  const core = universe.coreEvents.get(name);
  if (core !== undefined && declared?.id.startsWith(`${universe.pack}.`) !== true) {
    const params = core.params.map((p) => ({
      name: p.name,
      type: p.type,
      optional: true,
      ...(p.label === undefined ? {} : { label: p.label }),
    }));
    return { id: core.name, params, self: core.self, before: core.before, hasActor: core.hasActor };
  }
  if (declared === undefined) return undefined;
  return { id: declared.id, params: declared.params, self: undefined, before: true, hasActor: true };
}

export function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Type of the value that a binding stands for as an operand. */
export function bindingType(bound: Binding): Type {
  switch (bound.kind) {
    case "local":
    case "column":
    case "item":
    case "value":
    case "entity":
    case "model":
    case "table":
      return bound.type;
    case "direction":
      return DIRECTION;
    default:
      return ANY;
  }
}

/** Every word that could have been meant by an operand, for *did you mean*. */
export function operandWords(cx: Context): string[] {
  const { universe } = cx;
  const words = [...cx.locals.names(), ...universe.values.keys(), ...universe.directions.keys()];
  for (const pack of universe.packs) words.push(...pack.entities.keys(), ...pack.bare.keys(), ...pack.plurals.keys());
  for (const owner of cx.owners) for (const id of ancestors(universe, owner)) words.push(...(universe.nodes.get(id)?.nested.keys() ?? []));
  return words.filter((word) => !word.includes("."));
}

export function kindWords(universe: Universe): string[] {
  return [...universe.nodes.values()].filter((node) => node.entity === undefined && !node.id.includes("&")).map((node) => node.name);
}
