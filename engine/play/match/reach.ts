// What one player can name from where they stand, in tiers: a nearer tier hides a farther one. Lists are made once for each line.

import type { Wire } from "../../../dsl/wire.ts";
import { type NameCard, nameCard } from "./names.ts";
import { type ExitView, entityWire, type ModelView, type Naming, type Sight, wireEntity } from "./sight.ts";

export interface Candidate {
  readonly wire: Wire;
  readonly naming: Naming;
  /** 0 for what is no entity (models, exits, directions). */
  readonly entity: number;
}

export type ScopeName = "held" | "here" | "near" | "anywhere";

export class Reach {
  readonly sight: Sight;
  #held: Candidate[] | undefined;
  #here: Candidate[] | undefined;
  #nested: Candidate[] | undefined;
  #exits: readonly ExitView[] | undefined;

  constructor(sight: Sight) {
    this.sight = sight;
  }

  candidate(entity: number): Candidate {
    return { wire: entityWire(entity), naming: this.sight.naming(entity), entity };
  }

  held(): Candidate[] {
    this.#held ??= this.sight.contents(this.sight.actor).map((entity) => this.candidate(entity));
    return this.#held;
  }

  here(): Candidate[] {
    if (this.#here !== undefined) return this.#here;
    const room = this.sight.room();
    this.#here = room === null ? [] : this.sight.contents(room).map((entity) => this.candidate(entity));
    return this.#here;
  }

  /** What open boxes hold, doors, which stand in no room, and the room itself. */
  nested(): Candidate[] {
    if (this.#nested !== undefined) return this.#nested;
    const found = [...this.held(), ...this.here()]
      .filter((box) => this.sight.isOpenBox(box.entity))
      .flatMap((box) => this.sight.contents(box.entity).map((entity) => this.candidate(entity)));
    const doors = this.exits().flatMap((exit) => (exit.door === null ? [] : [this.candidate(exit.door)]));
    const room = this.sight.room();
    this.#nested = [...found, ...doors, ...(room === null ? [] : [this.candidate(room)])];
    return this.#nested;
  }

  exits(): readonly ExitView[] {
    const room = this.sight.room();
    this.#exits ??= room === null ? [] : this.sight.exits(room);
    return this.#exits;
  }

  /** Tiers of a scope for entities of a kind, nearest first. */
  tiers(scope: ScopeName | undefined, kind: string): Candidate[][] {
    switch (scope) {
      case "held":
        return [this.held()];
      case "here":
        return [this.here()];
      case "anywhere":
        return [this.sight.all(kind).map((entity) => this.candidate(entity))];
      case "near":
      case undefined:
        return this.sight.kindIs(kind, "core.being") ? [this.here()] : [this.held(), this.here(), this.nested()];
    }
  }

  /** Tiers made of a value that `in EXPR` gave: a list of anything, or a place to look in. */
  within(value: Wire): Candidate[][] {
    const place = wireEntity(value);
    if (place !== null) return [this.sight.contents(place).map((entity) => this.candidate(entity))];
    return [listItems(value).flatMap((item) => this.#item(item))];
  }

  /** Entities whose commands can be found: in hand, here, the room, its area, the player. */
  owners(kindOrEntity: (entity: number) => boolean): number[][] {
    const room = this.sight.room();
    const area = room === null ? null : this.sight.area(room);
    const around = [room, area, this.sight.actor].filter((entity) => entity !== null);
    return [this.held().map(entityOf), this.here().map(entityOf), around]
      .map((tier) => tier.filter(kindOrEntity))
      .filter((tier) => tier.length > 0);
  }

  #item(item: Wire): Candidate[] {
    const entity = wireEntity(item);
    if (entity !== null) return [this.candidate(entity)];
    const model = typeof item === "string" && item[0] === "@" ? this.sight.model(item.slice(1)) : null;
    return model === null ? [] : [modelCandidate(model)];
  }
}

export function modelCandidate(model: ModelView): Candidate {
  return { wire: model.wire, naming: { title: model.title, plural: model.plural, id: lastPart(model.id) }, entity: 0 };
}

export function cardOf(candidate: Candidate): NameCard {
  return nameCard(candidate.naming);
}

export function lastPart(id: string): string {
  return id.slice(id.lastIndexOf(".") + 1);
}

/** The items of a list on the wire; a single value is a list of one, nothing is empty. */
export function listItems(value: Wire): Wire[] {
  if (value === null) return [];
  if (typeof value !== "string" || value[0] !== "j") return [value];
  const parts = JSON.parse(value.slice(1)) as Wire[];
  return parts[0] === "l" ? parts.slice(1) : [];
}

function entityOf(candidate: Candidate): number {
  return candidate.entity;
}
