// Reading the arguments of a host function, and what several tables ask of the world in the same words.

import { TAG, type Wire } from "../../../dsl/wire.ts";
import { PLAYER } from "../../world/core-kinds.ts";
import type { Entity } from "../../world/entity.ts";
import type { WorldRefusal } from "../../world/outcome.ts";
import { REFUSAL_TEXTS } from "../refusals.ts";
import { maybe, TEXT } from "../tables/types.ts";
import { packed } from "../wires.ts";
import type { Turn } from "./record.ts";

/** The plain string of a text wire; null for every other. A rich text must be rendered first. */
export function stringOf(wire: Wire): string | null {
  return typeof wire === "string" && wire.startsWith(TAG.text) ? wire.slice(1) : null;
}

/** A text, or anything else as a stranger reads it. */
export function plainOf(turn: Turn, wire: Wire): string {
  return (stringOf(wire) ?? turn.render(wire, null)).trim();
}

/** The parameter by which a script says what the history of things shall call a change of hands. */
export const DEED_WORD = { name: "deed", label: "as", type: maybe(TEXT), optional: true } as const;

/** Longest word for it, in letters. */
const MOST_WORD = 20;

/** Runs with that word for every change of hands; without one the deed that runs is its word. */
export function asDeed(turn: Turn, deed: Wire, run: () => Wire): Wire {
  if (deed === null) return run();
  const { journal } = turn.world;
  journal.beginDeed((stringOf(deed) ?? turn.render(deed, null)).slice(0, MOST_WORD));
  const outcome = run();
  journal.endDeed();
  return outcome;
}

/** A sum in minor units: money, or a plain whole number (rule 41); null for what is no sum. */
export function sumOf(wire: Wire): number | null {
  const sum = typeof wire === "number" ? wire : typeof wire === "string" && wire.startsWith(TAG.money) ? Number(wire.slice(1)) : Number.NaN;
  return Number.isSafeInteger(sum) && sum >= 0 ? sum : null;
}

/** Milliseconds of a duration; null for every other wire. */
export function durationOf(wire: Wire): number | null {
  const ms = typeof wire === "string" && wire.startsWith(TAG.duration) ? Number(wire.slice(1)) : Number.NaN;
  return Number.isFinite(ms) ? ms : null;
}

/** A map of wires as one, keys in their order. */
export function mapOf(entries: readonly (readonly [key: string, value: Wire])[]): Wire {
  return `${TAG.composite}${JSON.stringify(["m", ...entries.flatMap(([key, value]) => [key, packed(value)])])}`;
}

/** The living entity of a wire, or the outcome that says what is wrong: gone, or nothing of the kind. */
export function needEntity(turn: Turn, wire: Wire, what: string): Entity | string {
  const entity = turn.world.ofWire(wire);
  if (entity !== undefined) return entity;
  if (typeof wire === "string" && wire.startsWith(TAG.entity)) return outcome(turn.refuse("stdlib.core.gone", { what: wire }));
  return outcome(turn.fault("type", `${what} must be a thing, a being or a place`));
}

/** How many are meant: 1 when left out, else a whole number; a fault for anything that is none. */
export function timesOf(turn: Turn, wire: Wire): number | string {
  if (wire === null) return 1;
  if (typeof wire !== "number") return outcome(turn.fault("type", "times must be a number"));
  return wire;
}

export function isPlayer(entity: Entity): boolean {
  return entity.definition.isA(PLAYER);
}

/** A number property, with its default; `otherwise` when there is none or it is nothing. */
export function numberProp(turn: Turn, entity: Entity, name: string, otherwise: number): number {
  const value = prop(turn, entity, name);
  return typeof value === "number" ? value : otherwise;
}

export function isTrue(turn: Turn, entity: Entity, name: string): boolean {
  return prop(turn, entity, name) === true;
}

/** A property as a script reads it, null when its kinds have none; constants are read without asking the turn. */
export function prop(turn: Turn, entity: Entity, name: string): Wire {
  const constant = turn.world.constant(entity, name);
  if (constant !== undefined) return constant;
  return entity.definition.slots.has(name) ? turn.get(entity.wire, name) : null;
}

/** Writes a property that a host function owns (a door's lock, a being's health): its rights were asked already. */
export function assign(turn: Turn, entity: Entity, name: string, value: Wire): Wire {
  const slot = entity.definition.slots.get(name);
  if (slot === undefined) return turn.fault("missing", `${entity.definition.name} has no ${name}`);
  if (turn.world.constant(entity, name) === value) return null;
  const spent = turn.effect();
  if (spent !== null) return spent;
  turn.world.journal.set(entity, slot.key, value);
  return null;
}

/** A refusal of the world, said about `what`. */
export function refusalOf(turn: Turn, refused: WorldRefusal, what: Entity): Wire {
  return turn.refuse(REFUSAL_TEXTS[refused], { what: what.wire, place: what.wire, have: what.count });
}

/** Outcomes are texts; the compiler only knows them as wires. */
export function outcome(wire: Wire): string {
  return wire as string;
}
