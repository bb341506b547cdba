// What those who keep a world need of the engine: the audit log, and who may do what.

import type { Wire } from "../../../dsl/wire.ts";
import { rankWord } from "../../world/people.ts";
import { ANYTHING, entity, NOTHING, TEXT } from "../tables/types.ts";
import { needEntity, plainOf, stringOf } from "./args.ts";
import type { HostFunction, Turn } from "./record.ts";

/** Longest row of the audit log, in letters. */
const MOST = 200;

export const STAFF: readonly HostFunction[] = [
  {
    name: "audit",
    doc: "Writes a row into the audit log, which nobody can change: who typed this, what was done, and the turn that did it. Only a pack may.",
    params: [{ name: "what", type: ANYTHING }],
    result: NOTHING,
    cost: 20,
    run: (turn, [what = null]) => runAudit(turn, what),
  },
  {
    name: "rank_of",
    doc: "The rank of a player: guest, player, builder, wizard or sysop.",
    params: [{ name: "player", type: entity("player") }],
    result: TEXT,
    cost: 5,
    harmless: true,
    run: (turn, [player = null]) => {
      const who = needEntity(turn, player, "whose rank");
      return typeof who === "string" ? who : `s${rankWord(turn.world, who)}`;
    },
  },
];

function runAudit(turn: Turn, what: Wire): Wire {
  if (turn.caller.owner !== null) return turn.fault("denied", "only a pack writes into the audit log");
  const spent = turn.effect();
  if (spent !== null) return spent;
  const who = turn.actor === null ? turn.caller.unit : (stringOf(turn.get(turn.actor, "name")) ?? turn.caller.unit);
  turn.world.journal.audit({ who, what: plainOf(turn, what).slice(0, MOST), node: "" });
  return null;
}
