// Saying: a text before one reader, several, or all in a room; each reads it from where they stand.

import type { Wire } from "../../../dsl/wire.ts";
import { isWeight, WEIGHTS } from "../../base/parts.ts";
import { players, roomOf, rooms } from "../../world/contents.ts";
import { AREA, ROOM } from "../../world/core-kinds.ts";
import type { Entity } from "../../world/entity.ts";
import { ANYTHING, NOTHING, TEXT, words } from "../tables/types.ts";
import { isOutcome, itemsOf } from "../wires.ts";
import { isPlayer, stringOf } from "./args.ts";
import { rememberMenu } from "./menu.ts";
import { isNear } from "./move.ts";
import type { HostFunction, Turn } from "./record.ts";

export const SAY: readonly HostFunction[] = [
  {
    name: "say",
    doc:
      "Puts a text before the actor, or before a player, a list of players, or everyone in a room. In a frame that is short what is said " +
      "as `must` comes first (it does when nothing is said of it), then `should`, then `may`; `brief` is the same in fewer words.",
    params: [
      { name: "text", type: TEXT },
      { name: "readers", label: "to", type: ANYTHING, optional: true },
      { name: "weight", label: "as", type: words(...WEIGHTS), optional: true },
      { name: "brief", label: "brief", type: TEXT, optional: true },
    ],
    result: NOTHING,
    needs: [
      { capability: "speak far", when: "a reader is outside the room" },
      { capability: "broadcast", when: "the readers are all who are online" },
      { capability: "notify", when: "a reader is away" },
    ],
    cost: 10,
    touches: [],
    needsActor: true,
    run: (turn, [text = null, to = null, weight = null, brief = null]) => runSay(turn, { text, weight, brief }, to),
  },
];

/** What is said, before anybody reads it. */
interface Saying {
  readonly text: Wire;
  readonly weight: Wire;
  readonly brief: Wire;
}

function runSay(turn: Turn, saying: Saying, to: Wire): Wire {
  const readers = readersOf(turn, to);
  if (typeof readers === "string") return readers;
  const wrong = checkReach(turn, readers);
  return wrong ?? deliver(turn, { ...saying, ambient: isAmbient(turn, to, readers) }, readers);
}

/** A reader who was named is told even when away; of a room only who is there. */
interface Reader {
  readonly player: Entity;
  readonly online: boolean;
}

function readersOf(turn: Turn, to: Wire): readonly Reader[] | string {
  if (to === null) {
    const actor = turn.world.ofWire(turn.actor);
    if (actor === undefined) return turn.fault("missing", "there is no actor to say it to: say … to somebody") as string;
    return isPlayer(actor) ? [readerOf(turn, actor)] : [];
  }
  const found = new Map<Entity, Reader>();
  for (const item of itemsOf(to)) {
    const target = turn.world.ofWire(item);
    if (target === undefined) continue;
    for (const player of playersAt(target)) {
      const reader = readerOf(turn, player);
      if (reader.online || player === target) found.set(player, reader);
    }
  }
  return [...found.values()];
}

/** What is for a place or for several others is told to each but asks nobody; its loss is nobody's. */
function isAmbient(turn: Turn, to: Wire, readers: readonly Reader[]): boolean {
  const target = turn.world.ofWire(to);
  if (target !== undefined && !isPlayer(target)) return true;
  return readers.filter(({ player }) => player.wire !== turn.actor).length > 1;
}

function readerOf(turn: Turn, player: Entity): Reader {
  return { player, online: turn.isOnline(player) };
}

/** Npcs and things read nothing. */
function playersAt(target: Entity): readonly Entity[] {
  if (isPlayer(target)) return [target];
  if (target.definition.isA(ROOM)) return players(target);
  return target.definition.isA(AREA) ? rooms(target).flatMap(players) : [];
}

function checkReach(turn: Turn, readers: readonly Reader[]): Wire {
  if (!turn.may("notify") && readers.some(({ player, online }) => !online && player.wire !== turn.actor)) return turn.denied("notify");
  if (turn.may("speak far")) return null;
  const far = readers.filter(({ player, online }) => online && player.wire !== turn.actor && !isBy(turn, player));
  if (far.length === 0) return null;
  const isToAll = far.length > 1 && readers.filter(({ online }) => online).length === onlineCount(turn);
  if (!isToAll) return turn.denied("speak far");
  return turn.may("broadcast") ? null : turn.denied("broadcast");
}

function isBy(turn: Turn, player: Entity): boolean {
  const room = roomOf(player);
  return room !== null && isNear(turn, room);
}

function onlineCount(turn: Turn): number {
  return turn.world.players().filter((player) => turn.isOnline(player)).length;
}

function deliver(turn: Turn, saying: Saying & { readonly ambient: boolean }, readers: readonly Reader[]): Wire {
  const weight = saying.weight === null ? "must" : stringOf(saying.weight)?.trim().toLowerCase();
  if (!isWeight(weight)) return turn.fault("type", `as must be one of ${WEIGHTS.join(", ")}`);
  const read = turn.forReaders(saying.text);
  const readBrief = saying.brief === null ? null : turn.forReaders(saying.brief);
  for (const { player } of readers) {
    const text = read(player.id);
    if (text === "") continue;
    rememberMenu(turn, player.wire, text);
    const part = { weight, text, ...(readBrief !== null && { brief: readBrief(player.id) }) };
    const told = turn.tellPart(player.wire, part, saying.ambient);
    if (isOutcome(told)) return told;
  }
  return null;
}
