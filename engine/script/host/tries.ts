// Trying things out in a private copy of the world: who has one, who is in it, what was built there. Who may do what is said by the
// library's verbs; what only the copies' holder can do is asked for as a request.

import type { Wire } from "../../../dsl/wire.ts";
import type { EntityId } from "../../base/ids.ts";
import type { Entity } from "../../world/entity.ts";
import { dropTry, insideOf, putInside, putTry, type TryRow, tryingOf, tryOf, tryOwners } from "../../world/tries.ts";
import { ANY_VALUE, entity, list, map, maybe, NOTHING } from "../tables/types.ts";
import type { Tries } from "../tries.ts";
import { listWire } from "../wires.ts";
import { isPlayer, mapOf, needEntity } from "./args.ts";
import type { HostFunction, Turn } from "./record.ts";

const OF = { name: "owner", label: "of", type: entity("player") };
const WHO = { name: "who", type: entity("player") };

export const tries = (
  fn: Pick<HostFunction, "name" | "doc" | "params" | "run"> & Partial<Pick<HostFunction, "result" | "cost" | "reenters">>,
): HostFunction => ({
  result: NOTHING,
  refuses: true,
  capability: "build",
  cost: 100,
  ...fn,
});

export const TRIES: readonly HostFunction[] = [
  tries({
    name: "open_try",
    doc: "Makes the actor a private copy of the world, in which their lines are run from then on; they read of it once it is there. One for each player.",
    params: [],
    run: (turn) => runOpen(turn),
  }),
  tries({
    name: "try_of",
    doc: "A player's try: a map of `at`, `touched` (when a line was last run in it), `inside` and `guests` (lists of players), `edits` (a number), `making` and `stale` (other packs run by now); nothing when there is none.",
    params: [OF],
    result: maybe(map(ANY_VALUE)),
    run: (turn, [owner = null]) => {
      const found = tryOfPlayer(turn, owner);
      return typeof found === "string" ? found : found === null ? null : shownTry(turn, found);
    },
  }),
  {
    name: "trying",
    doc: "Whose try a player is in, or nothing.",
    params: [WHO],
    result: maybe(entity("player")),
    cost: 5,
    run: (turn, [who = null]) => {
      const player = needEntity(turn, who, "who is meant");
      if (typeof player === "string") return player;
      const owner = turn.tries?.isInside === false ? tryingOf(turn.world, player.id) : undefined;
      return owner === undefined ? null : (turn.world.entity(owner)?.wire ?? null);
    },
  },
  tries({
    name: "tries",
    doc: "Who has a try, the oldest first.",
    params: [],
    result: list(entity("player")),
    // In a copy the rows are those of the world outside, and none of its tries is there.
    run: (turn) => (turn.tries?.isInside === false ? listWire(owners(turn)) : listWire([])),
  }),
  tries({
    name: "enter_try",
    doc: "Has the actor's lines run in a player's try from now on; only its owner and whom it is open to may come in.",
    params: [OF],
    run: (turn, [owner = null]) => runEnter(turn, owner),
  }),
  tries({
    name: "leave_try",
    doc: "Has a player's lines run in the world again; the try stays as it is.",
    params: [WHO],
    run: (turn, [who = null]) => {
      const player = needEntity(turn, who, "who is meant");
      if (typeof player === "string") return player;
      return putOut(turn, player.id);
    },
  }),
  tries({
    name: "open_try_to",
    doc: "Lets a player into the actor's try.",
    params: [WHO],
    run: (turn, [who = null]) => runGuest(turn, who, true),
  }),
  tries({
    name: "close_try_to",
    doc: "Lets a player into the actor's try no more, and puts them out of it.",
    params: [WHO],
    run: (turn, [who = null]) => runGuest(turn, who, false),
  }),
  tries({
    name: "drop_try",
    doc: "Forgets a player's try with all in it; everybody in it is back in the world.",
    params: [OF],
    run: (turn, [owner = null]) => {
      const found = needTry(turn, owner);
      if (typeof found === "string") return found;
      return endTry(turn, found);
    },
  }),
];

function owners({ world }: Turn): Wire[] {
  return tryOwners(world).flatMap((id) => world.entity(id)?.wire ?? []);
}

export interface FoundTry {
  readonly owner: Entity;
  readonly row: TryRow;
  readonly tries: Tries;
}

/** Null when there is none; a refusal inside of a copy and where there are none at all. */
function tryOfPlayer(turn: Turn, wire: Wire): FoundTry | null | string {
  const { tries } = turn;
  if (tries === null) return turn.refuse("stdlib.fork.nobody") as string;
  if (tries.isInside) return turn.refuse("stdlib.fork.inside") as string;
  turn.readBeside();
  const owner = needEntity(turn, wire, "whose try is meant");
  if (typeof owner === "string") return owner;
  if (!isPlayer(owner)) return turn.fault("type", "only players have tries") as string;
  const row = tryOf(turn.world, owner.id);
  // A copy that never came to be: the world ended while it was made, or its file was taken away.
  if (row === undefined || tries.state(row.name) === "lost") return null;
  return { owner, row, tries };
}

export function needTry(turn: Turn, wire: Wire): FoundTry | string {
  const found = tryOfPlayer(turn, wire);
  return found ?? (turn.refuse("stdlib.fork.none") as string);
}

function shownTry(turn: Turn, { owner, row, tries }: FoundTry): Wire {
  const { world } = turn;
  const players = (ids: readonly EntityId[]): Wire => listWire(ids.flatMap((id) => world.entity(id)?.wire ?? []));
  const isMaking = tries.state(row.name) === "making";
  const edits = isMaking ? 0 : tries.built(row.name).reduce((sum, pack) => sum + pack.edits.length, 0);
  return mapOf([
    ["at", `t${row.atMs}`],
    ["touched", `t${isMaking ? row.atMs : tries.touchedMs(row.name)}`],
    ["inside", players(insideOf(world, owner.id))],
    ["guests", players(row.guests)],
    ["edits", edits],
    ["making", isMaking],
    ["stale", !isMaking && tries.isStale(row.name)],
  ]);
}

function runOpen(turn: Turn): Wire {
  const found = tryOfPlayer(turn, turn.actor);
  if (typeof found === "string") return found;
  if (found !== null) return turn.refuse("stdlib.fork.have_one");
  const { world, tries } = turn;
  if (tries?.most === 0) return turn.refuse("stdlib.fork.nobody");
  const actor = world.ofWire(turn.actor)!;
  const others = tryOwners(world).filter((id) => id !== actor.id && tries!.state(tryOf(world, id)!.name) !== "lost");
  if (others.length >= tries!.most) return turn.refuse("stdlib.fork.too_many", { most: tries!.most });
  const spent = turn.effect();
  if (spent !== null) return spent;
  dropTry(world, actor.id);
  putTry(world, actor.id, { name: `${actor.id}-${world.journal.turn}`, atMs: turn.nowMs, guests: [], shown: "" });
  putInside(world, actor.id, actor.id);
  turn.request(turn.actor, "try open");
  return null;
}

function runEnter(turn: Turn, wire: Wire): Wire {
  const found = needTry(turn, wire);
  if (typeof found === "string") return found;
  const actor = turn.world.ofWire(turn.actor)!;
  const { owner, row } = found;
  if (actor !== owner && !row.guests.includes(actor.id)) return turn.refuse("stdlib.fork.not_asked", { owner: owner.wire });
  const spent = turn.effect();
  if (spent !== null) return spent;
  putInside(turn.world, actor.id, owner.id);
  turn.request(turn.actor, "try enter", owner.wire);
  return null;
}

function runGuest(turn: Turn, wire: Wire, isIn: boolean): Wire {
  const found = needTry(turn, turn.actor);
  if (typeof found === "string") return found;
  const guest = needEntity(turn, wire, "who is meant");
  if (typeof guest === "string") return guest;
  if (!isPlayer(guest)) return turn.fault("type", "only players come into a try");
  const spent = turn.effect();
  if (spent !== null) return spent;
  const { owner, row } = found;
  const others = row.guests.filter((id) => id !== guest.id);
  putTry(turn.world, owner.id, { ...row, guests: isIn ? [...others, guest.id] : others });
  if (!isIn && tryingOf(turn.world, guest.id) === owner.id) putOut(turn, guest.id);
  return null;
}

function putOut(turn: Turn, player: EntityId): Wire {
  const owner = tryingOf(turn.world, player);
  if (owner === undefined) return turn.refuse("stdlib.fork.not_in");
  const spent = turn.effect();
  if (spent !== null) return spent;
  putInside(turn.world, player, undefined);
  turn.request(turn.world.entity(player)?.wire ?? null, "try leave", `#${owner}`);
  return null;
}

/** In the same turn as what is kept of it, if anything is. */
export function endTry(turn: Turn, { owner, row }: FoundTry): Wire {
  const spent = turn.effect();
  if (spent !== null) return spent;
  dropTry(turn.world, owner.id);
  turn.request(owner.wire, "try end", `s${row.name}`);
  return null;
}
