// The events of the core: what a header may name, in this order, and what `self` is in a rule of the whole pack.

import type { SurfaceEvent, SurfaceParam } from "../../../dsl/surface.ts";
import type { Type } from "../../../dsl/types.ts";
import { DURATION, entity, maybe, NUMBER, TEXT } from "./types.ts";

/** An event and how it spreads; the engine reads the second half. */
export interface EventRecord extends SurfaceEvent {
  /** A player or npc who raises it; the room's things and beings hear it even when it is not theirs. */
  readonly listeners: boolean;
}

const at = (name: string, type: Type, label?: string): SurfaceParam => ({ name, type, optional: true, ...(label && { label }) });

const ENTITY = maybe(entity("entity"));
const THING = maybe(entity("thing"));
const BEING = maybe(entity("being"));
const ROOM = maybe(entity("room"));

interface Habits {
  readonly before?: boolean;
  readonly hasActor?: boolean;
  readonly listeners?: boolean;
}

function event(name: string, doc: string, self: Type, params: readonly SurfaceParam[] = [], habits: Habits = {}): EventRecord {
  const { before = true, hasActor = true, listeners = false } = habits;
  return { name, doc, params, self, before, hasActor, listeners };
}

const TOOLS = [at("tool", ENTITY, "with"), at("target", ENTITY, "to")];
const COUNTED = [at("count", maybe(NUMBER)), at("box", ENTITY, "from")];
const UNASKED: Habits = { before: false };

export const EVENTS: readonly EventRecord[] = [
  event("enter", "someone came in", maybe(entity("room")), [at("origin", ROOM, "from"), at("way", maybe(entity("exit")), "by")], {
    listeners: true,
  }),
  event("leave", "someone goes out", maybe(entity("room")), [at("goal", ROOM, "to"), at("way", maybe(entity("exit")), "by")], {
    listeners: true,
  }),
  event("look", "someone looks at it", ENTITY, TOOLS),
  event("use", "someone uses it", ENTITY, TOOLS),
  event("poke", "someone pokes it", ENTITY, TOOLS),
  event("open", "someone opens it", THING, TOOLS),
  event("close", "someone closes it", THING, TOOLS),
  event("lock", "someone locks it", THING, TOOLS),
  event("unlock", "someone unlocks it", THING, TOOLS),
  event("take", "someone takes it", THING, [...COUNTED, at("times", maybe(NUMBER), "times")]),
  event("drop", "someone drops it", THING, [...COUNTED, at("times", maybe(NUMBER), "times")]),
  event("put", "someone puts it into a box", THING, [at("what", THING), at("box", ENTITY, "in"), at("times", maybe(NUMBER), "times")]),
  event("give", "someone gives it away", THING, [at("what", THING), at("taker", BEING, "to"), at("times", maybe(NUMBER), "times")]),
  event("receive", "someone was given something", BEING, [
    at("what", THING),
    at("giver", BEING, "from"),
    at("times", maybe(NUMBER), "times"),
  ]),
  event("say", "someone speaks", BEING, [at("text", TEXT)]),
  event("emote", "someone shows a gesture", BEING, [at("text", TEXT)]),
  event("hear", "it hears what the actor says", ENTITY, [at("text", TEXT)], UNASKED),
  event("talk", "someone begins to talk with it", entity("npc"), [at("topic", maybe(TEXT), "about")]),
  event("follow", "someone begins to follow it", BEING),
  event("connect", "the player connected", entity("player"), [], UNASKED),
  event("disconnect", "the player is gone", entity("player"), [], UNASKED),
  event("idle", "the player has typed nothing for a while", entity("player"), [at("time", DURATION, "for")], UNASKED),
  event("create", "it came into the world", ENTITY, [], { before: false, hasActor: false }),
  event("destroy", "it goes out of the world", ENTITY, [at("by", BEING, "by")], { hasActor: false }),
  event("reset", "the room it is in was put right again", ENTITY, [], { before: false, hasActor: false }),
  event("damage", "it is hurt", ENTITY, [at("amount", NUMBER, "by"), at("from", ENTITY, "from")], { hasActor: false }),
  event("heal", "it is healed", ENTITY, [at("amount", NUMBER, "by"), at("from", ENTITY, "from")], { hasActor: false }),
  event("combat", "a fight with it begins", BEING, [at("foe", BEING, "with")]),
];
