// What a fork needs of a world, and how one is raised from a store: said here and not by the composition, which raises both.

import type { Play } from "../../play/play.ts";
import type { Script } from "../../script/facade.ts";
import type { Store } from "../../world/port.ts";
import type { World } from "../../world/world.ts";
import type { RunningPacks } from "../reload/running-packs.ts";

export interface ForkWorld {
  readonly play: Play;
  readonly world: World;
  readonly script: Script;
  readonly running: RunningPacks;
  /** Gives back all but the store. */
  release(): void;
}

/** On the packs that the world outside runs on now. `failed`: its store failed, and it must not go on. */
export type RaiseFork = (store: Store, failed: (error: unknown) => void) => ForkWorld;
