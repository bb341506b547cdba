// The world's side of the front's radios: what a link tells goes to its gateway, what a gateway sends goes to the front.

import type { Clock } from "../../base/clock.ts";
import type { Gateway } from "../../play/mesh/gateway.ts";
import type { Mesh } from "../../play/mesh/mesh.ts";
import type { FromWorld, RadioWorldFacts, ToWorld } from "../front/messages.ts";
import type { Ticking } from "../ticker.ts";

export type RadioMessage = Extract<ToWorld, { t: "radio" }>;

export interface WorldRadiosParts {
  readonly mesh: Mesh;
  /** Names of the radios that the front has. */
  readonly names: readonly string[];
  readonly clock: Clock;
  send(message: FromWorld): void;
  /** A bug: the event is taken for done, or it would come again for ever. */
  failed(radio: string, error: unknown): void;
}

export class WorldRadios implements Ticking {
  readonly #parts: WorldRadiosParts;
  readonly #gateways: ReadonlyMap<string, Gateway>;

  constructor(parts: WorldRadiosParts) {
    this.#parts = parts;
    const { mesh, names, send } = parts;
    this.#gateways = new Map(names.map((radio) => [radio, mesh.radio(radio, (packet) => send({ t: "send", radio, packet }))]));
  }

  /** Resolves once the front need not keep the event; never rejects. */
  async take({ radio, seq, event }: RadioMessage): Promise<void> {
    const gateway = this.#gateways.get(radio);
    try {
      await gateway?.event(event);
      gateway?.tick();
      // What became of a packet would be forgotten with a world that dies before it is written, and the text be told again.
      if (seq !== null && event.kind !== "text") await gateway?.written();
    } catch (error) {
      this.#parts.failed(radio, error);
    }
    if (seq !== null) this.#parts.send({ t: "radioDone", radio, seq });
  }

  nextDueMs(): number {
    return Math.min(this.#parts.mesh.nextDueMs(), ...[...this.#gateways.values()].map((gateway) => gateway.nextDueMs()));
  }

  async tick(): Promise<void> {
    const { mesh, clock } = this.#parts;
    for (const gateway of this.#gateways.values()) if (gateway.nextDueMs() <= clock.now()) gateway.tick();
    if (mesh.nextDueMs() <= clock.now()) await mesh.tick();
  }

  facts(): RadioWorldFacts[] {
    return [...this.#gateways.values()].map((gateway) => {
      const dueMs = gateway.nextDueMs();
      return { gateway: gateway.status(), dueInMs: Number.isFinite(dueMs) ? Math.max(0, dueMs - this.#parts.clock.now()) : null };
    });
  }
}
