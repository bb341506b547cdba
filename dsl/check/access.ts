// `x.p` and `x[i]`: dotted declarations first, then properties, list projections and values kept for each player.

import type * as ast from "../ast.ts";
import { didYouMean } from "../suggest.ts";
import type { Type } from "../types.ts";
import type { Context } from "./context.ts";
import { pathKey } from "./facts.ts";
import { memberType, memberWords } from "./item.ts";
import { findMethod, findNested, findProp, hasTopic, isKind, possibleOwners } from "./kinds.ts";
import { bindingType, lookupDotted, lookupOperand } from "./names.ts";
import { ANY, bare, entityOf, fits, listOf, mayBeNothing, notNothing, orNothing, plainName, showType } from "./types.ts";
import { CORE, type PropInfo } from "./universe.ts";

type Get = Extract<ast.Expr, { kind: "get" }>;
type Index = Extract<ast.Expr, { kind: "index" }>;

export interface GetUse {
  /** An index follows: a value kept for each player is meant. */
  readonly indexed?: boolean;
  /** A call follows, or it is passed as a function. */
  readonly called?: boolean;
}

export function inferGet(cx: Context, expr: Get, use: GetUse = {}): Type {
  const declared = dottedDeclaration(cx, expr);
  if (declared !== undefined) return declared;
  const object = cx.infer(expr.object);
  if (mayBeNothing(object)) reportNothing(cx, expr.object, `\`.${expr.name.text}\``);
  const type = propertyType(cx, expr, object, use);
  const key = pathKey(expr, cx.notes.bindings);
  return (key === undefined ? undefined : cx.facts.get(key)) ?? type;
}

/** `shop.sold`, `flat.hall`, `gullwick.square`: bound as a whole. A local of the first name keeps its own. */
export function dottedDeclaration(cx: Context, expr: Get): Type | undefined {
  const parts = dottedParts(expr);
  if (parts === undefined || cx.locals.peek(parts[0]!) !== undefined) return undefined;
  if (cx.query !== undefined && memberType(cx, cx.query.item, parts[0]!) !== undefined) return undefined;
  const bound = lookupDotted(cx, parts);
  if (bound !== undefined) {
    cx.notes.bindings.set(expr, bound);
    if (bound.kind === "entity" || bound.kind === "model") cx.mentioned.add(bound.id);
    return bindingType(bound);
  }
  const isPack = cx.universe.packs.some((pack) => pack.id === parts[0]);
  if (parts.length === 2 && isPack && lookupOperand(cx, parts[0]!) === undefined) {
    cx.report.add(
      "LORE125",
      expr.span,
      `The pack \`${parts[0]}\` has nothing called \`${expr.name.text}\`.`,
      didYouMean(expr.name.id, packWords(cx, parts[0]!)),
    );
    return ANY;
  }
  return undefined;
}

function packWords(cx: Context, id: string): string[] {
  const pack = cx.universe.packs.find((p) => p.id === id);
  return pack === undefined
    ? []
    : [...pack.entities.keys(), ...pack.kinds.keys(), ...pack.functions.keys(), ...pack.plurals.keys(), ...pack.texts.keys()];
}

function dottedParts(expr: ast.Expr): string[] | undefined {
  if (expr.kind === "name") return [expr.name.id];
  if (expr.kind !== "get") return undefined;
  const root = dottedParts(expr.object);
  root?.push(expr.name.id);
  return root;
}

function propertyType(cx: Context, expr: Get, object: Type, use: GetUse): Type {
  switch (object.t) {
    case "any":
    case "nothing":
    case "direction":
    case "mandate":
      return ANY;
    case "entity":
    case "model":
      return entityMember(cx, expr, object, use);
    case "record":
    case "row": {
      const type = memberType(cx, object, expr.name.id);
      if (type === undefined) unknownMember(cx, expr, object, object.t === "row" ? "LORE114" : "LORE116");
      return type ?? ANY;
    }
    case "list":
      return listMember(cx, expr, object.of, use);
    case "map":
      return orNothing(object.of);
    default:
      unknownMember(cx, expr, object, "LORE215");
      return ANY;
  }
}

/** `xs.p` on a list is the list of their `p` (rule 59). */
function listMember(cx: Context, expr: Get, item: Type, use: GetUse): Type {
  if (item.t !== "entity" && item.t !== "model" && item.t !== "record" && item.t !== "row") {
    if (item.t === "any") return listOf(ANY);
    unknownMember(cx, expr, listOf(item), "LORE215");
    return ANY;
  }
  return listOf(propertyType(cx, expr, item, use));
}

function entityMember(cx: Context, expr: Get, object: Extract<Type, { kind: string }>, use: GetUse): Type {
  const { universe } = cx;
  const name = expr.name.id;
  const prop = findProp(universe, object.kind, name) ?? possibleProp(cx, expr, object);
  if (prop !== undefined && prop !== "unsure") return propType(cx, expr, prop, use);
  if (prop === "unsure") return ANY;
  const nested = findNested(universe, object.kind, name);
  if (nested !== undefined) return entityOf(nested.id);
  if (findMethod(universe, object.kind, name) !== undefined || hasTopic(universe, object.kind, name)) return ANY;
  if (universe.packs.some((pack) => pack.id === name)) return notNothing(object);
  unknownMember(cx, expr, object, "LORE104");
  return ANY;
}

/** A property that only some of its kind have; what it then is, when all agree. */
function possibleProp(cx: Context, expr: Get, object: Extract<Type, { kind: string }>): PropInfo | "unsure" | undefined {
  const { universe } = cx;
  const owners = possibleOwners(universe, object.kind, expr.name.id);
  if (owners.length === 0) return undefined;
  if (object.kind === "core.being") {
    const side = ["player", "npc"].find((word) => owners.every((owner) => isKind(universe, owner, `core.${word}`)));
    if (side !== undefined) {
      cx.report.add(
        "LORE208",
        expr.name.span,
        `Only a ${side} has \`${expr.name.text}\`, and this may be any being.`,
        `ask first: \`if ${show(expr.object)} is a ${side}\``,
      );
      return "unsure";
    }
  }
  const props = owners.map((owner) => findProp(universe, owner, expr.name.id));
  const [first] = props;
  if (first === undefined) return "unsure";
  return props.every(
    (p) => p !== undefined && fits(universe, p.type, first.type) && fits(universe, first.type, p.type) && p.each === first.each,
  )
    ? first
    : "unsure";
}

/** A path as it was written, for a hint. */
function show(expr: ast.Expr): string {
  if (expr.kind === "name") return expr.name.text;
  if (expr.kind === "get") return `${show(expr.object)}.${expr.name.text}`;
  return expr.kind === "self" ? "self" : "it";
}

function propType(cx: Context, expr: Get, prop: PropInfo, use: GetUse): Type {
  if (prop.each !== undefined && use.indexed !== true) {
    const who = bare(prop.each);
    cx.report.add(
      "LORE209",
      expr.name.span,
      `\`${expr.name.text}\` has a value for each ${who}: say whose.`,
      `write \`${show(expr)}[${who === "player" ? "actor" : who}]\``,
    );
  }
  // What the host keeps itself, such as the room someone is in, is there in all but rare cases: the run finds those.
  return prop.readonly && prop.pack === CORE ? notNothing(prop.type) : prop.type;
}

function unknownMember(cx: Context, expr: Get, object: Type, code: "LORE104" | "LORE114" | "LORE116" | "LORE215"): void {
  const words = memberWords(cx, object);
  const hint = didYouMean(expr.name.id, words);
  cx.report.add(code, expr.name.span, `${plainName(cx.universe, object)} has no \`${expr.name.text}\`.`, hint);
}

export function reportNothing(cx: Context, expr: ast.Expr, use: string): void {
  cx.report.add(
    "LORE202",
    expr.span,
    `\`${show(expr)}\` may be nothing, and ${use} needs something.`,
    `ask first: \`if ${show(expr)} is not nothing\`, or give another with \`or\``,
  );
}

export function inferIndex(cx: Context, expr: Index): Type {
  const each = eachProp(cx, expr.object);
  const object = each === undefined ? cx.infer(expr.object) : inferEach(cx, expr.object);
  const key = cx.infer(expr.key);
  if (each !== undefined) {
    checkEachKey(cx, expr, key, each);
    return object;
  }
  if (mayBeNothing(object)) reportNothing(cx, expr.object, "`[ ]`");
  if (object.t === "list") {
    if (key.t !== "any" && key.t !== "number") wrongKey(cx, expr, "A list is read by number", key);
    return object.of;
  }
  if (object.t === "map") {
    if (!fits(cx.universe, key, { t: "text", optional: false })) wrongKey(cx, expr, "A map is read by text", key);
    return orNothing(object.of);
  }
  if (object.t !== "any" && object.t !== "text" && object.t !== "words") {
    cx.report.add(
      "LORE210",
      expr.object.span,
      `${plainName(cx.universe, object)} cannot be read with \`[ ]\`.`,
      "only lists, maps and properties kept `for each` can",
    );
  }
  return ANY;
}

function inferEach(cx: Context, object: ast.Expr): Type {
  if (object.kind !== "get") return cx.infer(object);
  const type = inferGet(cx, object, { indexed: true });
  cx.notes.types.set(object, type);
  return type;
}

/** Kind for which the property is kept, when the expression names such a property. */
function eachProp(cx: Context, object: ast.Expr): string | undefined {
  if (object.kind === "name") {
    const item = cx.query?.item;
    if (item?.t !== "entity" && item?.t !== "model") return undefined;
    return findProp(cx.universe, item.kind, object.name.id)?.each;
  }
  if (object.kind !== "get") return undefined;
  const owner = peekType(cx, object.object);
  if (owner?.t !== "entity" && owner?.t !== "model") return undefined;
  const { universe } = cx;
  const prop = findProp(universe, owner.kind, object.name.id);
  if (prop !== undefined) return prop.each;
  for (const id of possibleOwners(universe, owner.kind, object.name.id)) {
    const each = findProp(universe, id, object.name.id)?.each;
    if (each !== undefined) return each;
  }
  return undefined;
}

/** Type of an expression without a second report: reports count once a place, so inferring twice is harmless. */
function peekType(cx: Context, expr: ast.Expr): Type | undefined {
  return cx.infer(expr);
}

function checkEachKey(cx: Context, expr: Index, key: Type, each: string): void {
  if (mayBeNothing(key)) reportNothing(cx, expr.key, "`[ ]`");
  else if (!fits(cx.universe, key, entityOf(each))) wrongKey(cx, expr, `This is kept for each ${bare(each)}`, key);
}

function wrongKey(cx: Context, expr: Index, rule: string, key: Type): void {
  cx.report.add("LORE201", expr.key.span, `${rule}, not by ${showType(cx.universe, key)}.`);
}
