// Making and unmaking, picking one of many, counting.

import { TAG, type Wire } from "../../../dsl/wire.ts";
import { allHeld, countHeld, firstHeld } from "../../world/contents.ts";
import { AREA, BEING, CONTAINER, ROOM } from "../../world/core-kinds.ts";
import type { Entity } from "../../world/entity.ts";
import { moneyIn } from "../../world/ledger.ts";
import { takeOut, takeSome } from "../../world/moves.ts";
import { isEqual, isStackable } from "../../world/stacks.ts";
import type { World } from "../../world/world.ts";
import { ANY_VALUE, entity, list, maybe, model, NOTHING, NUMBER } from "../tables/types.ts";
import { listWire } from "../wires.ts";
import { asDeed, DEED_WORD, isPlayer, needEntity, refusalOf, timesOf } from "./args.ts";
import { checkFit, type Load, loadOf } from "./load.ts";
import { mayTouch } from "./move.ts";
import type { HostFunction, Turn } from "./record.ts";

/** Far from where counts would stop being whole, however often it is done. */
const MOST_AT_ONCE = 1_000_000;

export const MAKE: readonly HostFunction[] = [
  {
    name: "create",
    doc: "Makes an instance of a model in a place, or `times` of it; a copy of an area needs no place. `as` is the word for it in the history of things.",
    params: [
      { name: "what", type: model("entity") },
      { name: "place", label: "in", type: maybe(entity("entity")), optional: true },
      { name: "times", label: "times", type: maybe(NUMBER), optional: true },
      DEED_WORD,
    ],
    result: entity("entity"),
    refuses: true,
    needs: [{ capability: "make areas", when: "the model is an area" }],
    cost: 30,
    reenters: true,
    // What there was stays where it is. It may count one more, and hold more.
    touches: ["count", "entry", "things", "npcs", "players", "sleepers", "rooms"],
    run: (turn, [what = null, place = null, times = null, deed = null]) => asDeed(turn, deed, () => runCreate(turn, what, place, times)),
  },
  {
    name: "copy",
    doc: "Makes one more of a thing in a place, with what play has changed about it. What is in it, its money and sums among its properties are not copied, and nothing unique is. `as` is the word for it in the history of things.",
    params: [{ name: "what", type: entity("thing") }, { name: "place", label: "in", type: entity("entity") }, DEED_WORD],
    result: entity("thing"),
    refuses: true,
    needs: [{ capability: "move others", when: "it is neither the script owner's nor with somebody who consents" }],
    cost: 30,
    reenters: true,
    run: (turn, [what = null, place = null, deed = null]) => asDeed(turn, deed, () => runCopy(turn, what, place)),
  },
  {
    name: "destroy",
    doc: "Takes an entity out of the world with all that is in it. `as` is the word for it in the history of things.",
    params: [{ name: "what", type: entity("entity") }, DEED_WORD],
    result: NOTHING,
    refuses: true,
    needs: [{ capability: "move others", when: "it is neither the script owner's nor with somebody who consents" }],
    cost: 20,
    reenters: true,
    run: (turn, [what = null, deed = null]) => asDeed(turn, deed, () => runDestroy(turn, what)),
  },
  {
    name: "take",
    doc: "Picks one instance of a model out of a holder, or `times` of it; it is gone at the run's end unless it is moved.",
    params: [
      { name: "what", type: ANY_VALUE },
      { name: "holder", label: "from", type: entity("entity") },
      { name: "times", label: "times", type: maybe(NUMBER), optional: true },
    ],
    result: entity("thing"),
    refuses: true,
    needs: [{ capability: "move others", when: "it is neither the script owner's nor with somebody who consents" }],
    cost: 20,
    run: (turn, [what = null, holder = null, times = null]) => runTake(turn, what, holder, times),
  },
  {
    name: "count",
    doc: "How many of a model, a kind or an instance a holder has, stacks counted whole.",
    params: [
      { name: "what", type: ANY_VALUE },
      { name: "holder", label: "in", type: entity("entity") },
    ],
    result: NUMBER,
    cost: 5,
    harmless: true,
    run: (turn, [what = null, holder = null]) => {
      const place = needEntity(turn, holder, "where to count");
      return typeof place === "string" ? place : countHeld(turn.world, place, what);
    },
  },
  {
    name: "models",
    doc: "Every declared model of a kind, of all packs, in the order they are declared; parts of areas are not among them.",
    params: [{ name: "kind", label: "of", type: ANY_VALUE }],
    result: list(ANY_VALUE),
    cost: 50,
    harmless: true,
    run: (turn, [kind = null]) => runModels(turn, kind),
  },
];

function runModels(turn: Turn, kind: Wire): Wire {
  if (typeof kind !== "string" || !kind.startsWith(TAG.kind)) return turn.fault("type", "models needs a kind: models(of: shop)");
  const { definitions } = turn.world;
  const found = definitions.membersOf(kind.slice(1)).map((id) => definitions.definition(id)!);
  return listWire(found.filter((one) => one.model && one.area === null).map((one) => `${TAG.model}${one.id}`));
}

function runCreate(turn: Turn, what: Wire, where: Wire, times: Wire): Wire {
  const definition = typeof what === "string" && what.startsWith("@") ? turn.world.definitionOf(what) : undefined;
  if (definition === undefined) return turn.fault("type", "create needs a model");
  const n = timesOf(turn, times);
  if (typeof n === "string") return n;
  if (!Number.isSafeInteger(n) || n < 1) return turn.refuse("stdlib.core.not_whole");
  if (n > MOST_AT_ONCE) return turn.fault("range", `create makes at most ${MOST_AT_ONCE} at once`);
  if (definition.isA(AREA)) return turn.may("make areas") ? (turn.effect() ?? turn.create(what, null, n)) : turn.denied("make areas");
  if (where === null) return turn.fault("missing", "create needs a place: create x in y");
  const place = needEntity(turn, where, "where to create");
  if (typeof place === "string") return place;
  const weight = turn.get(what, "weight");
  const load = { wire: what, definition, times: n, eachWeight: typeof weight === "number" ? weight : 0 };
  const wrong = checkPlace(turn, load, place);
  return wrong ?? turn.effect() ?? turn.create(what, place.wire, n);
}

function runCopy(turn: Turn, what: Wire, where: Wire): Wire {
  const source = needEntity(turn, what, "what to copy");
  if (typeof source === "string") return source;
  if (!mayTouch(turn, source) && !turn.may("move others")) return turn.denied("move others");
  const place = needEntity(turn, where, "where to copy");
  if (typeof place === "string") return place;
  return checkPlace(turn, loadOf(turn, source, 1), place) ?? turn.effect() ?? turn.copy(source.wire, place.wire);
}

function checkPlace(turn: Turn, load: Load, place: Entity): Wire {
  const { definition } = place;
  if (!(definition.isA(ROOM) || definition.isA(BEING) || definition.isA(CONTAINER) || definition.isA("core.thing"))) {
    return turn.refuse("stdlib.core.no_place", { place: place.wire });
  }
  // What other packs declare may be worth something: no script that lasts makes it, whoever may by hand.
  if (turn.world.source(turn.caller.unit) !== undefined && load.definition.pack !== turn.caller.unit && !turn.may("mint"))
    return turn.denied("mint");
  // A player's own scripts make things only at home, or with who asked for it.
  if (turn.caller.owner !== null && !mayTouch(turn, place) && !turn.consents(place.wire)) return turn.denied("move others");
  return checkFit(turn, load, place);
}

function runDestroy(turn: Turn, what: Wire): Wire {
  const gone = needEntity(turn, what, "what to destroy");
  if (typeof gone === "string") return gone;
  if (!mayDestroy(turn, gone)) return turn.denied("move others");
  if (gone.definition.isA("core.player")) return turn.refuse("stdlib.core.is_player", { what: gone.wire });
  const money = moneyIn(turn.world, gone);
  if (money !== 0) return turn.refuse("stdlib.core.holds_money", { what: gone.wire, sum: `$${money}` });
  return turn.effect() ?? turn.destroy(what, turn.actor);
}

/** What is with somebody who consents, or the script's own. To move another pack's things is play; to end them is not. */
function mayDestroy(turn: Turn, gone: Entity): boolean {
  if (turn.may("move others")) return true;
  const isPlace = gone.definition.isA(ROOM) || gone.definition.isA(AREA);
  // What `take` holds in hand is nowhere: whoever took it was asked then.
  if (gone.place === null && !isPlace) return true;
  return mayTouch(turn, gone) && (isCarried(gone) || turn.isOwn(gone.wire));
}

function isCarried(thing: Entity): boolean {
  for (let at = thing.place; at !== null; at = at.place) if (isPlayer(at)) return true;
  return false;
}

function runTake(turn: Turn, what: Wire, from: Wire, times: Wire): Wire {
  const holder = needEntity(turn, from, "where to take from");
  if (typeof holder === "string") return holder;
  const n = timesOf(turn, times);
  if (typeof n === "string") return n;
  const found = firstHeld(turn.world, holder, what);
  if (found === null) return turn.refuse("stdlib.core.none", { what: wordFor(turn, what) });
  if (!mayTouch(turn, found) && !turn.may("move others")) return turn.denied("move others");
  return takeFrom(turn, holder, what, found, n);
}

/** Takes what one stack has; equal stacks that stand apart are taken together. */
function takeFrom(turn: Turn, holder: Entity, what: Wire, found: Entity, times: number): Wire {
  const alike = times > found.count ? stacksFor(turn.world, holder, what, times) : [];
  const spent = turn.effect();
  if (spent !== null) return spent;
  if (alike.length > 0) return gather(turn, alike, times);
  const part = takeSome(turn.world, found, times);
  if ("refused" in part) return refusalOf(turn, part.refused, found);
  takeOut(turn.world, part.ok);
  turn.hold(part.ok.wire);
  return part.ok.wire;
}

/** Stacks that differ in nothing but where they stand and that have so many together; none when no such are held. */
function stacksFor(world: World, holder: Entity, what: Wire, times: number): readonly Entity[] {
  const groups: Entity[][] = [];
  for (const one of allHeld(world, holder, what)) {
    if (!isStackable(one.definition)) continue;
    const group = groups.find(([first]) => isEqual(world, first!, one));
    if (group === undefined) groups.push([one]);
    else group.push(one);
  }
  return groups.find((group) => group.reduce((sum, { count }) => sum + count, 0) >= times) ?? [];
}

/** The first of several equal stacks grows by what the others give up. */
function gather(turn: Turn, [first, ...others]: readonly Entity[], times: number): Wire {
  const { journal } = turn.world;
  const taken = first!.count >= times ? takeSome(turn.world, first!, times) : { ok: first! };
  if ("refused" in taken) return refusalOf(turn, taken.refused, first!);
  const hand = taken.ok;
  takeOut(turn.world, hand);
  turn.hold(hand.wire);
  for (const next of others) {
    const more = Math.min(next.count, times - hand.count);
    if (more === 0) break;
    const spent = turn.effect();
    if (spent !== null) return spent;
    if (more === next.count) journal.destroy(next);
    else journal.setCount(next, next.count - more);
    journal.setCount(hand, hand.count + more);
  }
  return hand.wire;
}

/** How a refusal names what is not there: an instance of it is not at hand. */
function wordFor(turn: Turn, what: Wire): Wire {
  if (typeof what === "string" && what.startsWith("k")) return `s${what.slice(what.lastIndexOf(".") + 1)}`;
  return turn.world.ofWire(what) === undefined && typeof what === "string" && what.startsWith("#") ? null : what;
}
