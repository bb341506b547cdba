// A world behind the genuine framing: test radio, link, gateway, world, all on one held clock, so that half a minute of firmware takes no time.

import { join } from "node:path";
import { type Composition, compose } from "../../engine/app/compose.ts";
import { DEFAULT_CONFIG } from "../../engine/app/config.ts";
import { ROOT } from "../../engine/app/places.ts";
import { Chance } from "../../engine/base/chance.ts";
import type { Gateway } from "../../engine/play/mesh/gateway.ts";
import { RadioLink } from "../../engine/radio/radio-link.ts";
import { HeldTimers } from "../../engine/radio/timers.ts";
import { openMemoryStore } from "../../engine/store/memory-store.ts";
import { loopbackDoor, type RadioDoor } from "./radio-doors.ts";
import { TestRadio } from "./test-radio.ts";

const START_MS = Date.UTC(2026, 4, 1, 8);
const STEP_MS = 100;

export class FramedMesh {
  readonly timers = new HeldTimers(START_MS);
  readonly radio = new TestRadio({ timers: this.timers, others: 2, ackMs: 1_600 });
  readonly #pending = new Set<Promise<void>>();
  #door!: RadioDoor;
  #link!: RadioLink;
  #gateway!: Gateway;
  world!: Composition;

  static async open(): Promise<FramedMesh> {
    const mesh = new FramedMesh();
    mesh.world = await compose({
      folder: join(ROOT, "tests/packs/parlour"),
      store: openMemoryStore(),
      config: { ...DEFAULT_CONFIG, budget: { ...DEFAULT_CONFIG.budget, wallMs: 10_000 } },
      clock: { now: () => mesh.timers.now() },
      seed: 11,
      trusting: true,
      failed: (error) => {
        throw error;
      },
    });
    void mesh.world.play.start();
    mesh.world.play.flush();
    await mesh.world.mesh.start();
    mesh.#door = await loopbackDoor(mesh.radio);
    mesh.#link = new RadioLink({ name: "roof", transport: mesh.#door.transport, chance: new Chance(3), timers: mesh.timers });
    mesh.#gateway = mesh.world.mesh.radio("roof", (packet) => mesh.#link.send(packet));
    mesh.#link.open((event) => mesh.#follow(mesh.#gateway.event(event)));
    await mesh.pass(5_000);
    return mesh;
  }

  #follow(done: Promise<void>): void {
    this.#pending.add(done);
    void done.finally(() => this.#pending.delete(done));
  }

  /** Lets time pass for radio, link and world alike. */
  async pass(ms: number): Promise<void> {
    const endMs = this.timers.now() + ms;
    while (this.timers.now() < endMs) {
      this.timers.advance(STEP_MS);
      this.world.play.flush();
      this.#gateway.tick();
      // Bytes cross the line between two turns of the event loop.
      await new Promise((resolve) => setImmediate(resolve));
      this.world.play.flush();
    }
    await Promise.all(this.#pending);
  }

  counters(): Readonly<Record<string, number>> {
    return this.#gateway.status().counters;
  }

  async close(): Promise<void> {
    await this.#link.close();
    await this.#door.dispose();
    this.world.close();
  }
}
