// What fits where: assignability, joining and naming of types. Unknown types fit everywhere; they are checked when run.

import { ANY, type BasicType, type Type } from "../types.ts";
import { areRelated, isKind, join, plainKind } from "./kinds.ts";
import type { Universe } from "./universe.ts";

export const NUMBER = basic("number");
export const TEXT = basic("text");
export const BOOL = basic("bool");
export const MONEY = basic("money");
export const DURATION = basic("duration");
export const TIME = basic("time");
export const DIRECTION = basic("direction");
export const MANDATE = basic("mandate");
export const NOTHING: Type = { t: "nothing", optional: true };
export { ANY };

function basic(t: BasicType): Type {
  return { t, optional: false };
}

export function listOf(of: Type): Type {
  return { t: "list", of, optional: false };
}

export function entityOf(kind: string): Type {
  return { t: "entity", kind, optional: false };
}

export function orNothing(type: Type): Type {
  return type.optional ? type : { ...type, optional: true };
}

export function notNothing(type: Type): Type {
  return type.optional && type.t !== "any" && type.t !== "nothing" ? { ...type, optional: false } : type;
}

export function isKnown(type: Type): boolean {
  return type.t !== "any";
}

/** True for a type that is known and known to allow nothing. */
export function mayBeNothing(type: Type): boolean {
  return type.optional && type.t !== "any";
}

/** Whether a value of the one type may stand where the other is wanted, `?` left out of account. */
export function fits(universe: Universe, from: Type, to: Type): boolean {
  if (from.t === "any" || to.t === "any" || from.t === "nothing") return true;
  switch (to.t) {
    case "number":
      return from.t === "number";
    case "money":
      return from.t === "money" || from.t === "number";
    case "text":
      return from.t === "text" || from.t === "words";
    case "words":
      return from.t === "text" || (from.t === "words" && from.words.some((word) => to.words.includes(word)));
    case "bool":
    case "duration":
    case "time":
    case "direction":
    case "mandate":
      return from.t === to.t;
    case "nothing":
      return false;
    case "entity":
      return fitsEntity(universe, from, to.kind);
    case "model":
      return (from.t === "model" || from.t === "entity") && areRelated(universe, from.kind, to.kind);
    case "list":
    case "map":
      return from.t === to.t && fits(universe, from.of, to.of);
    case "record":
      return from.t === "record" && from.record === to.record;
    case "row":
      return from.t === "row" && from.table === to.table;
    default:
      return true;
  }
}

function fitsEntity(universe: Universe, from: Type, kind: string): boolean {
  // A direction stands for the exit that way (rule 34).
  if (from.t === "direction") return kind === "core.exit" || kind === "core.thing" || kind === "core.entity" || kind === "core.door";
  return from.t === "entity" && areRelated(universe, from.kind, kind) && !isUnprovenBeing(universe, from, kind);
}

/** A being where a player is wanted: only `if x is a player` proves it (rule 49). */
export function isUnprovenBeing(universe: Universe, from: Type, kind: string): boolean {
  return from.t === "entity" && from.kind === "core.being" && kind !== "core.being" && isKind(universe, kind, "core.being");
}

/** One type for both, or unknown when they have nothing in common. */
export function joinTypes(universe: Universe, a: Type, b: Type): Type {
  if (a.t === "any" || b.t === "any") return ANY;
  if (a.t === "nothing") return orNothing(b);
  if (b.t === "nothing") return orNothing(a);
  const joined = joinPlain(universe, a, b);
  return a.optional || b.optional ? orNothing(joined) : joined;
}

function joinPlain(universe: Universe, a: Type, b: Type): Type {
  if (a.t === "words" && b.t === "words") return { t: "words", words: [...new Set([...a.words, ...b.words])], optional: false };
  if ((a.t === "words" || a.t === "text") && (b.t === "words" || b.t === "text")) return TEXT;
  if (a.t === "money" && b.t === "number") return MONEY;
  if (a.t === "number" && b.t === "money") return MONEY;
  if ((a.t === "list" || a.t === "map") && a.t === b.t) return { t: a.t, of: joinTypes(universe, a.of, b.of), optional: false };
  if ((a.t === "entity" || a.t === "model") && a.t === b.t) return { t: a.t, kind: join(universe, a.kind, b.kind), optional: false };
  if (a.t === "record" && b.t === "record" && a.record === b.record) return notNothing(a);
  if (a.t === "row" && b.t === "row" && a.table === b.table) return notNothing(a);
  return a.t === b.t && a.t !== "entity" && a.t !== "model" && a.t !== "record" && a.t !== "row" && a.t !== "list" && a.t !== "map"
    ? notNothing(a)
    : ANY;
}

/** As a builder would write it: `list of model thing?`. */
export function showType(universe: Universe, type: Type): string {
  const mark = type.optional && type.t !== "any" && type.t !== "nothing" ? "?" : "";
  return showPlain(universe, type) + mark;
}

function showPlain(universe: Universe, type: Type): string {
  switch (type.t) {
    case "words":
      return type.words.map((word) => `"${word}"`).join(" or ");
    case "entity":
      return bare(plainKind(universe, type.kind));
    case "model":
      return `model ${bare(plainKind(universe, type.kind))}`;
    case "list":
    case "map":
      return `${type.t} of ${showType(universe, type.of)}`;
    case "record":
      return bare(type.record);
    case "row":
      return bare(type.table);
    default:
      return type.t === "text" && type.length !== undefined ? `text ${type.length}` : type.t;
  }
}

/** The last part of a qualified id. */
export function bare(id: string): string {
  return id.slice(id.lastIndexOf(".") + 1);
}

/** A type as the subject of a sentence: `A shop`, `The table letter`. */
export function plainName(universe: Universe, type: Type): string {
  switch (type.t) {
    case "row":
      return `A row of ${bare(type.table)}`;
    case "record":
      return `The record ${bare(type.record)}`;
    case "entity": {
      const entity = universe.nodes.get(type.kind)?.entity;
      return entity === undefined ? withArticle(bare(plainKind(universe, type.kind))) : `\`${entity.name}\``;
    }
    case "model":
      return `The model ${bare(type.kind)}`;
    case "words":
      return "A word";
    case "nothing":
      return "Nothing";
    default:
      return withArticle(showType(universe, { ...type, optional: false }));
  }
}

function withArticle(word: string): string {
  return `${/^[aeiou]/.test(word) ? "An" : "A"} ${word}`;
}
