// Talks with npcs, and what a deed left behind.

import { NPC } from "../../world/core-kinds.ts";
import { ANY_VALUE, BOOL, entity, maybe, TEXT } from "../tables/types.ts";
import { isPlayer, needEntity, stringOf } from "./args.ts";
import type { HostFunction } from "./record.ts";

export const TALK: readonly HostFunction[] = [
  {
    name: "said",
    doc: "True when the player has been at this topic of the npc before.",
    params: [{ name: "topic", type: ANY_VALUE }],
    result: BOOL,
    cost: 5,
    harmless: true,
    needsActor: true,
    run: (turn, [topic = null]) => {
      const name = stringOf(topic);
      if (name === null) return turn.fault("type", "said needs the name of a topic");
      return turn.actor !== null && turn.self !== null && turn.said(turn.self, name, turn.actor);
    },
  },
  {
    name: "converse",
    doc: "Opens an npc's talk for the actor, at a topic or at its first; false when there is nothing to say.",
    params: [
      { name: "npc", type: entity("npc") },
      { name: "topic", label: "about", type: maybe(TEXT), optional: true },
    ],
    result: BOOL,
    cost: 20,
    reenters: true,
    needsActor: true,
    run: (turn, [npc = null, topic = null]) => {
      const partner = needEntity(turn, npc, "who is talked to");
      if (typeof partner === "string") return partner;
      const actor = turn.world.ofWire(turn.actor);
      if (actor === undefined || !isPlayer(actor) || !partner.definition.isA(NPC)) return false;
      return turn.converse(partner.wire, actor.wire, stringOf(topic)?.trim().toLowerCase() ?? null);
    },
  },
  {
    name: "answered",
    doc: "True when something's own trigger answered the last deed of this run.",
    params: [],
    result: BOOL,
    cost: 2,
    harmless: true,
    run: (turn) => turn.answered(),
  },
];
