// What one player can name from where they stand, in tiers: a nearer tier hides a farther one. A tier is only made when the
// nearer ones gave nothing, for a crowded room is long.

import type { Wire } from "../../../dsl/wire.ts";
import { type NameCard, nameCard } from "./names.ts";
import { type ExitView, entityWire, type ModelView, type Naming, type Sight, wireEntity } from "./sight.ts";

export interface Candidate {
  readonly wire: Wire;
  readonly naming: Naming;
  /** 0 for what is no entity (models, exits, directions). */
  readonly entity: number;
}

export type Tier = () => readonly Candidate[];

export type ScopeName = "held" | "here" | "near" | "anywhere";

const ENTITY = "core.entity";

export class Reach {
  readonly sight: Sight;
  #held: readonly number[] | undefined;
  #here: readonly number[] | undefined;
  #nested: readonly number[] | undefined;
  #exits: readonly ExitView[] | undefined;
  /** A line is held against many commands of one owner. */
  readonly #owners = new Map<string, number[][]>();

  constructor(sight: Sight) {
    this.sight = sight;
  }

  candidate(entity: number): Candidate {
    return { wire: entityWire(entity), naming: this.sight.naming(entity), entity };
  }

  held(): readonly number[] {
    this.#held ??= this.sight.contents(this.sight.actor);
    return this.#held;
  }

  here(): readonly number[] {
    const room = this.sight.room();
    this.#here ??= room === null ? [] : this.sight.contents(room);
    return this.#here;
  }

  /** What open boxes hold, doors, which stand in no room, and the room itself. */
  nested(): readonly number[] {
    if (this.#nested !== undefined) return this.#nested;
    const room = this.sight.room();
    const boxed = [...this.held(), ...this.here()].filter((box) => this.sight.isOpenBox(box)).flatMap((box) => this.sight.contents(box));
    const doors = this.exits().flatMap((exit) => (exit.door === null ? [] : [exit.door]));
    this.#nested = [...boxed, ...doors, ...(room === null ? [] : [room])];
    return this.#nested;
  }

  exits(): readonly ExitView[] {
    const room = this.sight.room();
    this.#exits ??= room === null ? [] : this.sight.exits(room);
    return this.#exits;
  }

  /** Tiers of a scope for entities of a kind, nearest first. */
  tiers(scope: ScopeName | undefined, kind: string): readonly Tier[] {
    const held = this.#tier(() => this.held(), kind);
    const here = this.#tier(() => this.here(), kind);
    switch (scope) {
      case "held":
        return [held];
      case "here":
        return [here];
      case "anywhere":
        return [this.#tier(() => this.sight.all(kind), ENTITY)];
      case "near":
      case undefined:
        return this.sight.kindIs(kind, "core.being") ? [here] : [held, here, this.#tier(() => this.nested(), kind)];
    }
  }

  /** A tier made of a value that `in EXPR` gave: a list of anything, or a place to look in. */
  within(value: Wire, kind: string | null): readonly Tier[] {
    const place = wireEntity(value);
    if (place !== null) return [this.#tier(() => this.sight.contents(place), kind ?? ENTITY)];
    return [() => listItems(value).flatMap((item) => this.#item(item, kind))];
  }

  /** Entities whose commands can be found, of a kind or of a declaration: in hand, here, the room, its area, the player. */
  owners(owner: string): number[][] {
    let found = this.#owners.get(owner);
    if (found === undefined) {
      const room = this.sight.room();
      const area = room === null ? null : this.sight.area(room);
      const around = [room, area, this.sight.actor].filter((entity) => entity !== null);
      const isOwner = (entity: number): boolean => this.sight.isA(entity, owner);
      found = [this.held(), this.here(), around].map((tier) => tier.filter(isOwner)).filter((tier) => tier.length > 0);
      this.#owners.set(owner, found);
    }
    return found;
  }

  #tier(ids: () => readonly number[], kind: string): Tier {
    let made: Candidate[] | undefined;
    return () => {
      made ??= (kind === ENTITY ? ids() : ids().filter((entity) => this.sight.isA(entity, kind))).map((entity) => this.candidate(entity));
      return made;
    };
  }

  #item(item: Wire, kind: string | null): Candidate[] {
    const entity = wireEntity(item);
    if (entity !== null) return kind === null || this.sight.isA(entity, kind) ? [this.candidate(entity)] : [];
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
