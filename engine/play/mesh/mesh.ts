// All radios of a world: who is who behind which node, and which radio answers them.

import type { Clock } from "../../base/clock.ts";
import type { OutPacket } from "../../radio/link.ts";
import type { Store } from "../../world/port.ts";
import type { Play } from "../play.ts";
import { Gateway } from "./gateway.ts";
import { DEFAULT_MESH_SETTINGS, type MeshSettings } from "./settings.ts";
import type { GatewayStatus, MeshNotice } from "./status.ts";

export interface MeshParts {
  readonly play: Play;
  readonly store: Store;
  readonly clock: Clock;
  readonly settings?: MeshSettings;
  /** 0 to 1, for packet ids; chance unless a simulation fixes it. */
  random?(): number;
  /** For the sysop's log. */
  notice?(notice: MeshNotice): void;
  /** The store failed; the process should end and be started again. */
  failed(error: unknown): void;
}

export class Mesh {
  readonly settings: MeshSettings;
  readonly #parts: MeshParts;
  readonly #gateways = new Map<string, Gateway>();

  constructor(parts: MeshParts) {
    this.#parts = parts;
    this.settings = parts.settings ?? DEFAULT_MESH_SETTINGS;
  }

  /** Takes up who was there before a restart, and the texts whose turn was not done. After `play.start()`, before the first event. */
  start(): Promise<void> {
    return Promise.resolve();
  }

  /** Attaches a radio under a name that stays the same over restarts: its rows lie under it. */
  radio(name: string, send: (packet: OutPacket) => void): Gateway {
    const gateway = new Gateway({ name, send, nowMs: () => this.#parts.clock.now() });
    this.#gateways.get(name)?.close();
    this.#gateways.set(name, gateway);
    return gateway;
  }

  /** When `tick` is to be called: a session that ends, a throttle that is over. */
  nextDueMs(): number {
    return Number.POSITIVE_INFINITY;
  }

  /** Ends the sessions of nodes that are silent for long. */
  tick(): Promise<void> {
    return Promise.resolve();
  }

  status(): readonly GatewayStatus[] {
    return [...this.#gateways.values()].map((gateway) => gateway.status());
  }

  close(): void {
    for (const gateway of this.#gateways.values()) gateway.close();
  }
}
