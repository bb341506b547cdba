// Bare names that stand for a value of the turn.

import type { SurfaceValue } from "../../../dsl/surface.ts";
import { BOOL, entity, list, maybe, TEXT, TIME } from "./types.ts";

export const VALUES: readonly SurfaceValue[] = [
  { name: "actor", type: entity("being"), doc: "who did it", where: "actor" },
  { name: "room", type: entity("room"), doc: "the room the actor is in", where: "actor" },
  { name: "here", type: maybe(entity("room")), doc: "the room of self, else of the actor", where: "everywhere" },
  { name: "others", type: list(entity("being")), doc: "everyone in the room but the actor", where: "actor" },
  { name: "now", type: TIME, doc: "the time", where: "everywhere" },
  { name: "night", type: BOOL, doc: "between 20:00 and 6:00", where: "everywhere" },
  { name: "hurried", type: BOOL, doc: "more commands of the same line follow: be short", where: "everywhere" },
  { name: "players", type: list(entity("player")), doc: "players who are online", where: "everywhere" },
  { name: "verb", type: TEXT, doc: "the word typed", where: "command" },
  { name: "why", type: TEXT, doc: "the reason of a refusal or fault", where: "else" },
];
