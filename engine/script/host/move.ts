// Moving: things from place to place, beings from room to room.

import type { Wire } from "../../../dsl/wire.ts";
import { isWithin, roomOf } from "../../world/contents.ts";
import { AREA, BEING, CONTAINER, ROOM } from "../../world/core-kinds.ts";
import type { Entity } from "../../world/entity.ts";
import { moveEntity } from "../../world/moves.ts";
import { entity, maybe, NOTHING, NUMBER } from "../tables/types.ts";
import { asDeed, DEED_WORD, isPlayer, needEntity, refusalOf, timesOf } from "./args.ts";
import { checkFit, loadOf } from "./load.ts";
import type { HostFunction, Turn } from "./record.ts";

export const MOVE: readonly HostFunction[] = [
  {
    name: "move",
    doc: "Moves a thing, or `times` of a stack, into a place; a being leaves its room and enters the other. `as` is the word for it in the history of things.",
    params: [
      { name: "what", type: entity("entity") },
      { name: "place", label: "to", type: entity("entity") },
      { name: "times", label: "times", type: maybe(NUMBER), optional: true },
      DEED_WORD,
    ],
    result: NOTHING,
    refuses: true,
    needs: [{ capability: "move others", when: "what moves is neither the script owner's nor with somebody who consents" }],
    cost: 20,
    reenters: true,
    touches: ["place", "room", "area", "things", "count", "npcs", "players", "sleepers", "rooms", "entry", "built_in"],
    run: (turn, [what = null, to = null, times = null, deed = null]) => asDeed(turn, deed, () => runMove(turn, what, to, times)),
  },
  {
    name: "rescue",
    doc: "Moves a being past every script of builders: none of them is asked, and none hears of it. Scripts of packs are asked and told as by `move`.",
    params: [
      { name: "who", type: entity("being") },
      { name: "room", label: "to", type: entity("room") },
    ],
    result: NOTHING,
    refuses: true,
    capability: "move others",
    cost: 20,
    reenters: true,
    run: (turn, [who = null, to = null]) => {
      const being = needEntity(turn, who, "who is rescued");
      const goal = needEntity(turn, to, "the goal of a rescue");
      if (typeof being === "string") return being;
      if (typeof goal === "string") return goal;
      return turn.effect() ?? turn.moveBeing(being.wire, goal.wire, true);
    },
  },
];

function runMove(turn: Turn, what: Wire, to: Wire, times: Wire): Wire {
  const moved = needEntity(turn, what, "what moves");
  if (typeof moved === "string") return moved;
  const place = needEntity(turn, to, "the goal of a move");
  if (typeof place === "string") return place;
  if (moved.definition.isA(BEING)) return moveBeing(turn, moved, place);
  const n = times === null ? moved.count : timesOf(turn, times);
  return typeof n === "string" ? n : moveThing(turn, moved, place, n);
}

function moveBeing(turn: Turn, being: Entity, place: Entity): Wire {
  const allowed = isPlayer(being) ? turn.consents(being.wire) : turn.mayChange(being.wire);
  if (!allowed && !turn.may("move others")) return turn.denied("move others");
  const goal = place.definition.isA(AREA) ? place.contents.find((one) => one.definition.isA(ROOM)) : place;
  if (goal === undefined || !goal.definition.isA(ROOM)) return turn.refuse("stdlib.core.no_place", { place: place.wire });
  if (being.place === goal) return null;
  return checkFit(turn, loadOf(turn, being, 1), goal) ?? turn.effect() ?? turn.moveBeing(being.wire, goal.wire);
}

function moveThing(turn: Turn, thing: Entity, place: Entity, times: number): Wire {
  if (!mayTouch(turn, thing) && !turn.may("move others")) return turn.denied("move others");
  if (!canHold(place) || thing.definition.isA(ROOM) || thing.definition.isA(AREA)) {
    return turn.refuse("stdlib.core.no_place", { place: place.wire });
  }
  // Asked here and not only by the world, because a full box must not be the reason it hears.
  if (isWithin(place, thing)) return refusalOf(turn, "inside itself", thing);
  if (times > thing.count) return refusalOf(turn, "not enough", thing);
  if (thing.place === place) return null;
  const wrong = (isCarriedBy(thing, place) ? null : checkFit(turn, loadOf(turn, thing, times), place)) ?? turn.effect();
  if (wrong !== null) return wrong;
  const moved = moveEntity(turn.world, thing, place, times);
  return "refused" in moved ? refusalOf(turn, moved.refused, thing) : null;
}

/** What a being or a box of its carries weighs nothing more when it moves within its load. */
function isCarriedBy(thing: Entity, place: Entity): boolean {
  return isPlayer(place) && isWithin(thing, place);
}

/** Things lie in rooms, in boxes and with beings; an `account` such as a shop may hold its wares. */
function canHold(place: Entity): boolean {
  const { definition } = place;
  return definition.isA(ROOM) || definition.isA(BEING) || definition.isA(CONTAINER) || definition.isA("core.thing");
}

/** Carried by somebody who consents; what nobody carries only has to be the script's to change. */
export function mayTouch(turn: Turn, thing: Entity): boolean {
  for (let at = thing.place; at !== null; at = at.place) if (isPlayer(at)) return turn.consents(at.wire);
  return turn.mayChange(thing.wire);
}

/** True for the room of the deed and the room the script's own entity is in: where no leave is needed. */
export function isNear(turn: Turn, room: Entity): boolean {
  if (turn.room() === room.wire) return true;
  const self = turn.world.ofWire(turn.self);
  if (self === undefined) return false;
  return roomOf(self) === room || (self.definition.isA(AREA) && isWithin(room, self));
}
