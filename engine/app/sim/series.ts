// What a run looked like minute by minute, for its pictures: the channel, and the answers that were waited for.

import type { SimMesh } from "../../radio/sim/mesh.ts";
import type { AirLog } from "./air-log.ts";
import type { Person } from "./people/person.ts";

export interface Sample {
  /** Since the run began. */
  readonly atMs: number;
  /** Shares of the time since the sample before: of our own packets and their relays, and of anybody. */
  readonly ours: number;
  readonly busy: number;
  /** Texts that our radio has not brought to their ends. */
  readonly queue: number;
  /** Lines whose typist looks at an empty screen. */
  readonly waiting: number;
}

export interface SeriesParts {
  readonly mesh: SimMesh;
  readonly air: AirLog;
  readonly people: readonly Person[];
  queue(): number;
}

const EVERY_MS = 60_000;

export class Series {
  readonly samples: Sample[] = [];
  readonly #parts: SeriesParts;
  readonly #startMs: number;
  #before = { oursMs: 0, talkMs: 0, busyMs: 0 };
  #stop = (): void => {};

  constructor(parts: SeriesParts) {
    this.#parts = parts;
    this.#startMs = parts.mesh.now();
    this.#next();
  }

  close(): void {
    this.#stop();
  }

  #next(): void {
    this.#stop = this.#parts.mesh.agenda.after(EVERY_MS, () => {
      const { mesh, air, people, queue } = this.#parts;
      const now = air.now();
      this.samples.push({
        atMs: mesh.now() - this.#startMs,
        ours: (now.oursMs - this.#before.oursMs) / EVERY_MS,
        busy: (now.busyMs - this.#before.busyMs) / EVERY_MS,
        queue: queue(),
        waiting: people.filter((person) => person.isWaiting).length,
      });
      this.#before = now;
      this.#next();
    });
  }
}
