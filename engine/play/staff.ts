// Words of the engine to one player, or to all who keep the world and are there: in a turn of the loop, as frames.

import type { Wire } from "../../dsl/wire.ts";
import { plainPart } from "../base/parts.ts";
import type { World } from "../world/world.ts";
import type { Play } from "./play.ts";
import { hasRank } from "./ranks.ts";

export interface EngineText {
  /** A text of the library. */
  readonly text: string;
  readonly args: Readonly<Record<string, Wire>>;
}

export function tellPlayer(play: Play, player: number, { text, args }: EngineText): Promise<void> {
  return play.run((group) => play.reply(group, player, [plainPart(play.commands.phrase(text, args))]));
}

/** Wizards and sysops; `but` knows already. */
export async function tellStaff(play: Play, world: World, said: EngineText, but: number | null = null): Promise<void> {
  const staff = world.players().filter((one) => hasRank(world, one, "wizard") && one.id !== but);
  for (const { id } of staff) await tellPlayer(play, id, said);
}
