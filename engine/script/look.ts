// What texts are rendered with: names as the world knows them, and the small words of the library.

import type { Wire } from "../../dsl/wire.ts";
import type { Currency } from "../base/currency.ts";
import { asEntityId } from "../base/ids.ts";
import type { Definition } from "../world/definition.ts";
import type { Entity } from "../world/entity.ts";
import type { World } from "../world/world.ts";
import type { Look, Named } from "./text/look.ts";
import { openVocabulary, type TextSource } from "./text/vocabulary.ts";

export interface LookParts {
  readonly world: World;
  readonly currency: Currency;
  readonly zoneMs: number;
  nowMs(): number;
  /** Calls a text without spending from any turn: its words are remembered, and what is remembered must cost nothing. */
  readonly words: TextSource;
  /** The name of a player. */
  nameOf(player: Entity): Wire;
}

export function makeLook(parts: LookParts): Look {
  const { world } = parts;
  const models = new Map<string, Named>();
  return {
    vocabulary: openVocabulary(parts.words),
    currency: parts.currency,
    zoneMs: parts.zoneMs,
    nowMs: parts.nowMs,
    entity(id) {
      const entity = world.entity(asEntityId(id)) ?? goneNow(world, id);
      return entity === undefined ? undefined : namedEntity(parts, entity);
    },
    model(id) {
      let named = models.get(id);
      if (named === undefined) {
        const definition = world.definitions.definition(id);
        if (definition === undefined) return undefined;
        named = namedModel(definition);
        models.set(id, named);
      }
      return named;
    },
  };
}

/** What this turn destroyed still has its name to the turn's end: "The jar breaks." */
function goneNow(world: World, id: number): Entity | undefined {
  for (const entity of world.journal.touched) if (entity.id === id) return entity;
  return undefined;
}

function namedEntity({ world, nameOf }: LookParts, entity: Entity): Named {
  const { definition } = entity;
  const being = definition.isA("core.being");
  const title = definition.isA("core.player") ? nameOf(entity) : (world.constant(entity, "name") ?? null);
  return {
    title: plain(title) || definition.title,
    plural: plain(world.constant(entity, "plural") ?? null),
    article: articleOf(world.constant(entity, "article") ?? null),
    being,
    count: entity.count,
  };
}

function namedModel(definition: Definition): Named {
  const wire = (name: string): Wire => {
    const value = definition.slot(name)?.value;
    return value !== undefined && "wire" in value ? value.wire : null;
  };
  const read = (name: string): string => plain(wire(name));
  return {
    title: read("name") || definition.title,
    plural: read("plural"),
    article: articleOf(wire("article")),
    being: definition.isA("core.being"),
    count: 1,
  };
}

/** Empty means none; nothing means by rule. */
function articleOf(wire: Wire): string | null {
  return wire === null ? null : plain(wire);
}

function plain(wire: Wire): string {
  return typeof wire === "string" && wire.startsWith("s") ? wire.slice(1) : "";
}
