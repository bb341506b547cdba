// Players by name, and what they change about themselves.

import type { Wire } from "../../../dsl/wire.ts";
import { foldName, nameFault, showName } from "../../base/names.ts";
import type { Entity } from "../../world/entity.ts";
import { isNameTaken, isNpcName } from "../../world/people.ts";
import { entity, maybe, NOTHING, TEXT } from "../tables/types.ts";
import { isPlayer, needEntity, plainOf, stringOf } from "./args.ts";
import type { HostFunction, SessionRequest, Turn } from "./record.ts";

const PLAYER = { name: "player", type: entity("player") };

export const PEOPLE: readonly HostFunction[] = [
  {
    name: "find",
    doc: "The player of that name, or of the only name that begins so; nothing when there is none.",
    params: [{ name: "player", type: TEXT }],
    result: maybe(entity("player")),
    cost: 20,
    run: (turn, [name = null]) => findPlayer(turn, plainOf(turn, name)),
  },
  {
    name: "rename",
    doc: "Gives a consenting player another name, to be seen and to log in with.",
    params: [PLAYER, { name: "name", label: "to", type: TEXT }],
    result: NOTHING,
    refuses: true,
    cost: 20,
    run: (turn, [player = null, name = null]) => runRename(turn, player, plainOf(turn, name)),
  },
  request("disconnect", "disconnect", "Closes a consenting player's connection when this command is done."),
  request("ask_password", "password", "Has a consenting player asked for a new password when this command is done; no script sees it."),
];

function request(name: string, what: SessionRequest, doc: string): HostFunction {
  return {
    name,
    doc,
    params: [PLAYER],
    result: NOTHING,
    cost: 10,
    run: (turn, [player = null]) => {
      const who = consenting(turn, player);
      if (typeof who === "string") return who;
      turn.request(who.wire, what);
      return null;
    },
  };
}

/** Nobody's connection or name is touched but at their own word. */
function consenting(turn: Turn, wire: Wire): Entity | string {
  const player = needEntity(turn, wire, "who is meant");
  if (typeof player === "string") return player;
  if (isPlayer(player) && turn.consents(player.wire)) return player;
  return turn.fault("denied", "only at the player's own word, or inside ask … to allow") as string;
}

function findPlayer(turn: Turn, name: string): Wire {
  const wanted = foldName(name);
  if (wanted === "") return null;
  const starting: Wire[] = [];
  for (const player of turn.world.players()) {
    const known = foldName(stringOf(turn.get(player.wire, "name")) ?? "");
    if (known === wanted) return player.wire;
    if (known.startsWith(wanted)) starting.push(player.wire);
  }
  return starting.length === 1 ? starting[0]! : null;
}

function runRename(turn: Turn, wire: Wire, wanted: string): Wire {
  const player = consenting(turn, wire);
  if (typeof player === "string") return player;
  const name = showName(wanted);
  if (nameFault(name, (folded) => isNpcName(turn.world, folded)) !== null)
    return turn.refuse("stdlib.core.name_bad", { name: `s${wanted.slice(0, 20)}` });
  const account = turn.world.account(player.id);
  if (isNameTaken(turn.world, name, player.id)) {
    return turn.refuse("stdlib.core.name_taken", { name: `s${name}` });
  }
  const spent = turn.effect();
  if (spent !== null) return spent;
  const { journal } = turn.world;
  if (account !== undefined) journal.setAccount(player.id, { ...account, name, folded: foldName(name) });
  journal.set(player, "name", `s${name}`);
  return null;
}
