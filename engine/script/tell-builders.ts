// Builders read when new packs leave theirs in limbo, and when it is back: at once, or the next time they come.

import type { World } from "../world/world.ts";
import type { Swap } from "./swap-report.ts";
import { callTextNamed } from "./texts.ts";
import type { TurnState } from "./turn-state.ts";

/** By the pack's id: the problem that its builder was told. */
const SPACE = "broken packs";
/** What a problem may take in a frame. */
const MOST = 110;

/** In the turn of a swap. Nobody is told of the same problem twice. */
export function tellBuilders(turn: TurnState, { broken = [] }: Pick<Swap, "broken">): void {
  const { world } = turn.core;
  for (const { pack, problem } of broken) {
    if (world.data(SPACE, pack) === problem) continue;
    world.journal.setData(SPACE, pack, problem);
    const short = problem.length <= MOST ? problem : `${problem.slice(0, MOST - 3)}...`;
    tell(turn, pack, "stdlib.build.broken", { problem: `s${short}` });
  }
  for (const pack of [...world.dataOf(SPACE).keys()]) {
    if (broken.some((one) => one.pack === pack)) continue;
    forgetBroken(world, pack);
    tell(turn, pack, "stdlib.build.back", {});
  }
}

/** Its builder has mended it. */
export function forgetBroken(world: World, pack: string): void {
  if (world.data(SPACE, pack) !== undefined) world.journal.setData(SPACE, pack, undefined);
}

function tell(turn: TurnState, pack: string, text: string, args: Readonly<Record<string, string>>): void {
  const owner = turn.core.world.source(pack)?.owner;
  if (owner !== undefined) turn.say([`#${owner}`], callTextNamed(turn, text, args));
}
