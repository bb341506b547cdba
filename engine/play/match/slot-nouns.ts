// What a slot's type and scope let it mean: the candidates to look among, and the words that need no looking (`me`, `here`, `it`, numbers).

import type { Type } from "../../../dsl/types.ts";
import type { Wire } from "../../../dsl/wire.ts";
import type { Bound } from "./bound.ts";
import type { Phrase } from "./phrase.ts";
import { type Candidate, modelCandidate, type Reach, type Tier } from "./reach.ts";
import { entityWire, wireEntity } from "./sight.ts";
import type { SlotPart } from "./table.ts";
import { HERE, ME } from "./vocabulary.ts";

const EXIT = "core.exit";

export function isExitKind(kind: string): boolean {
  return kind === EXIT;
}

/** The kind that an entity slot asks for; null for anything. */
export function typeKind(type: Type): string | null {
  return type.t === "entity" || type.t === "model" ? type.kind : null;
}

/** Candidates of a slot without `in EXPR`, nearest tier first. */
export function tiersFor(slot: SlotPart, reach: Reach): readonly Tier[] {
  const type = slot.type!;
  if (type.t === "model") return [() => reach.sight.models(type.kind).map(modelCandidate)];
  if (type.t !== "entity") return [];
  if (isExitKind(type.kind)) return [() => exitCandidates(reach)];
  return reach.tiers(slot.scope, type.kind);
}

/** Exits by their direction, their own name, their door's, and where they lead. */
function exitCandidates(reach: Reach): Candidate[] {
  return reach.exits().flatMap((exit) => {
    const titles = [exit.direction, exit.name];
    const found: Candidate[] = titles.filter((title) => title !== "").map((title) => named(exit.wire, title));
    if (exit.door !== null) found.push({ wire: exit.wire, naming: reach.sight.naming(exit.door), entity: 0 });
    if (exit.to !== null) found.push({ wire: exit.wire, naming: reach.sight.naming(exit.to), entity: 0 });
    return found;
  });
}

function named(wire: Wire, title: string): Candidate {
  return { wire, naming: { title, plural: title, id: "" }, entity: 0 };
}

/** `me`, `here`, `it`, a direction's short form, or a number of the list last shown; null when the phrase is an ordinary noun. `tiers`: what the slot may mean. */
export function specialNoun(slot: SlotPart, phrase: Phrase, reach: Reach, tiers: () => readonly Tier[]): Bound | null {
  const type = slot.type!;
  const word = phrase.words.length === 1 ? phrase.words[0]! : "";
  if (type.t === "entity" && isExitKind(type.kind)) return exitByWord(word, reach);
  if (phrase.menu > 0) return menuBound(slot, phrase.menu, reach, tiers);
  if (type.t !== "entity" || word === "") return null;
  const sight = reach.sight;
  if (phrase.it)
    return (
      sight
        .lastNamed()
        .map((entity) => among(tiers(), entityWire(entity)))
        .find((bound) => bound !== null) ?? null
    );
  if (ME.has(word) && sight.isA(sight.actor, type.kind) && slot.scope !== "held") return bound(sight.actor);
  const room = sight.room();
  if (HERE.has(word) && room !== null && sight.isA(room, type.kind)) return bound(room);
  return null;
}

function exitByWord(word: string, reach: Reach): Bound | null {
  const direction = reach.sight.directions.get(word);
  if (direction === undefined) return null;
  const exit = reach.exits().find((way) => way.direction === direction);
  return exit === undefined ? null : { value: exit.wire, entity: 0, plural: false };
}

function bound(entity: number): Bound {
  return { value: entityWire(entity), entity, plural: false };
}

/** What the wire stands for, if it is among the candidates. */
function among(tiers: readonly Tier[], wire: Wire): Bound | null {
  for (const tier of tiers) {
    const item = tier().find((candidate) => candidate.wire === wire);
    if (item !== undefined) return { value: wire, entity: item.entity, plural: false };
  }
  return null;
}

function menuBound(slot: SlotPart, n: number, reach: Reach, tiers: () => readonly Tier[]): Bound | null {
  const entry = reach.sight.menuEntry(n);
  if (typeof entry !== "string") return null;
  const type = slot.type!;
  if (type.t === "row") return entry.startsWith(`r${type.table}:`) ? { value: entry, entity: 0, plural: false } : null;
  if (slot.within !== undefined) return among(tiers(), entry);
  if (type.t === "model")
    return entry[0] === "@" && modelIs(entry.slice(1), type.kind, reach) ? { value: entry, entity: 0, plural: false } : null;
  const entity = wireEntity(entry);
  if (entity === null || type.t !== "entity") return null;
  if (slot.scope === "anywhere") return reach.sight.isA(entity, type.kind) ? bound(entity) : null;
  return reach.sight.isA(entity, type.kind) ? among(tiers(), entry) : null;
}

function modelIs(id: string, kind: string, reach: Reach): boolean {
  return reach.sight.models(kind).some((model) => model.id === id);
}
