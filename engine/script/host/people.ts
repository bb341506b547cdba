// Players by name, and what they change about themselves.

import type { Wire } from "../../../dsl/wire.ts";
import { entity, maybe, TEXT } from "../tables/types.ts";
import { stringOf } from "./args.ts";
import type { HostFunction, Turn } from "./record.ts";

export const PEOPLE: readonly HostFunction[] = [
  {
    name: "find",
    doc: "The player of that name, or of the only name that begins so; nothing when there is none.",
    params: [{ name: "player", type: TEXT }],
    result: maybe(entity("player")),
    cost: 20,
    run: (turn, [name = null]) => findPlayer(turn, (stringOf(name) ?? turn.render(name, null)).trim().toLowerCase()),
  },
];

function findPlayer(turn: Turn, wanted: string): Wire {
  if (wanted === "") return null;
  const starting: Wire[] = [];
  for (const player of turn.world.players()) {
    const name = (stringOf(turn.get(player.wire, "name")) ?? "").toLowerCase();
    if (name === wanted) return player.wire;
    if (name.startsWith(wanted)) starting.push(player.wire);
  }
  return starting.length === 1 ? starting[0]! : null;
}
