// What a transcript needs to be played: worlds of packs over a store that may be closed and opened again. Filled by whoever may load packs.

import type { Clock } from "../../base/clock.ts";
import type { Script } from "../../script/facade.ts";
import type { Store } from "../../world/port.ts";
import type { World } from "../../world/world.ts";
import type { Play } from "../play.ts";

export interface RaiseOptions {
  /** Id of the pack whose world it is; what it requires comes along. */
  readonly pack: string;
  readonly store: Store;
  readonly clock: Clock;
  /** Undefined: the world's own chance. */
  nextSeed(): number | undefined;
  /** Where the world's own chance starts. */
  readonly seed: number;
}

export interface RaisedWorld {
  readonly play: Play;
  readonly world: World;
  readonly script: Script;
  /** Loads the packs anew and swaps the definitions. */
  reload(): Promise<void>;
  /** After the world's start: opens the private copies that players are in. */
  begun(): Promise<void>;
  /** What goes on outside of turns is done. */
  settled(): Promise<void>;
  /** Gives back isolates; the store stays open. */
  close(): void;
}

export interface Stage {
  raise(options: RaiseOptions): Promise<RaisedWorld>;
}
