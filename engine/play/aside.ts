// Where some players' lines are run instead of here, though their connections are here: private copies of the world. Filled by whoever
// can open one; in a copy itself it hands on what only the world outside can do.

import type { TurnResult } from "../script/facade.ts";
import type { Entity } from "../world/entity.ts";
import type { Group } from "./group.ts";

export interface AsideLine {
  readonly player: Entity;
  readonly raw: string;
  /** Said ahead of all else. */
  readonly before: string;
}

export interface Aside {
  /** Whether this player is elsewhere: what is said to all who are by is not for them. */
  holds(player: number): boolean;
  /** While a player's lines cannot be run here and not yet there. */
  waits(player: number): Promise<void> | null;
  /** Runs a line, in the open group. False: it is this world's own. */
  line(group: Group, line: AsideLine): boolean;
  /** Takes what a turn asks of connections; the result with what is left of it. */
  settle(group: Group, result: TurnResult): TurnResult;
  /** A player's connection is there, or is there no more. */
  present(player: number, isThere: boolean): void;
  nextDueMs(): number;
  /** Runs what is due, in the open group. */
  tick(group: Group): void;
}
