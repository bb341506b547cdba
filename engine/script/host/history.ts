// Who had what: the history of things as the store keeps it, also of things and players that are no more.

import type { Wire } from "../../../dsl/wire.ts";
import { asEntityId } from "../../base/ids.ts";
import type { HistoryOf, HistoryRow } from "../../world/port.ts";
import { ANY_VALUE, list, map, maybe, NUMBER } from "../tables/types.ts";
import { listWire } from "../wires.ts";
import { isPlayer, mapOf } from "./args.ts";
import type { HostFunction, Turn } from "./record.ts";

const MOST = 50;

export const HISTORY: readonly HostFunction[] = [
  {
    name: "history",
    doc: "Who had a thing, or what passed through a player's hands, newest first: maps of id, thing, name, count, deed, who, from, place, gone and at. A thing that is no more is named by its number. Up to 50 rows, older than row `from`.",
    params: [
      { name: "what", type: ANY_VALUE },
      { name: "before", label: "from", type: maybe(NUMBER), optional: true },
      { name: "most", label: "times", type: maybe(NUMBER), optional: true },
    ],
    result: list(map(ANY_VALUE)),
    capability: "read accounts",
    cost: 100,
    run: (turn, [what = null, before = null, most = null]) => readHistory(turn, what, before, most),
  },
];

function readHistory(turn: Turn, what: Wire, before: Wire, most: Wire): Wire {
  const of = subjectOf(turn, what);
  if (of === null) return turn.fault("type", "history wants a thing, a player, or the number of one");
  const limit = typeof most === "number" ? Math.min(MOST, Math.max(1, Math.floor(most))) : MOST;
  const rows = turn.history(of, typeof before === "number" ? Math.max(0, before) : 0, limit);
  return listWire(rows.map((row) => rowMap(turn, row)));
}

function subjectOf(turn: Turn, what: Wire): HistoryOf | null {
  if (typeof what === "number") return Number.isSafeInteger(what) && what > 0 ? { thing: asEntityId(what) } : null;
  const entity = turn.world.ofWire(what);
  if (entity === undefined) return null;
  return isPlayer(entity) ? { player: entity.id } : { thing: entity.id };
}

function rowMap(turn: Turn, row: HistoryRow): Wire {
  return mapOf([
    ["id", row.id],
    ["thing", row.thing],
    ["name", `s${row.name}`],
    ["count", row.count],
    ["deed", `s${row.deed}`],
    ["who", `s${nameNow(turn, row.who, row.whoName)}`],
    ["from", `s${nameNow(turn, row.from, row.fromName)}`],
    ["place", `s${row.place}`],
    ["gone", row.gone],
    ["at", `t${row.atMs}`],
  ]);
}

/** The name a player goes by today; of who is no more the one they had. */
function nameNow(turn: Turn, player: number, then: string): string {
  const now = turn.world.account(asEntityId(player));
  return now?.name ?? then;
}
