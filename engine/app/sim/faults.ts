// What goes wrong by the clock while people play: the radio reboots, the world dies, the radio forgets keys.

import type { Chance } from "../../base/chance.ts";
import type { SimMesh } from "../../radio/sim/mesh.ts";
import type { SimNode } from "../../radio/sim/node.ts";
import type { SimOptions } from "./options.ts";

export interface FaultsParts {
  readonly mesh: SimMesh;
  readonly server: SimNode;
  readonly players: readonly SimNode[];
  readonly chance: Chance;
  readonly options: SimOptions;
  killWorld(): void;
}

export class Faults {
  reboots = 0;
  keysLost = 0;
  readonly #stops: (() => void)[] = [];

  constructor(parts: FaultsParts) {
    const { mesh, server, players, chance, options } = parts;
    const each = (everyMs: number | null, happen: () => void): void => {
      if (everyMs === null) return;
      let stop = (): void => {};
      const again = (): void => {
        stop = mesh.agenda.after(everyMs, () => {
          happen();
          again();
        });
      };
      again();
      this.#stops.push(() => stop());
    };
    each(options.rebootMs, () => {
      this.reboots++;
      // Every other one is a crash: no grace, nothing is said.
      if (this.reboots % 2 === 0) server.crash();
      else server.reboot();
    });
    each(options.restartMs, () => parts.killWorld());
    each(options.forgetMs, () => {
      this.keysLost++;
      server.contacts.forget(players[chance.between(0, players.length - 1)]!.num);
    });
  }

  /** Nothing more goes wrong by the clock. */
  stop(): void {
    for (const stop of this.#stops) stop();
  }
}
