// All radios of a front. Their links live here, beside the connections, so that no restart of the world drops one.

import { Chance } from "../../base/chance.ts";
import { EngineError } from "../../base/errors.ts";
import type { Link, OutPacket } from "../../radio/link.ts";
import { transportAt } from "../../radio/place.ts";
import { RadioLink } from "../../radio/radio-link.ts";
import { serialTransport } from "../../radio/serial.ts";
import type { RadioConfig } from "../config.ts";
import type { Logger } from "../log.ts";
import type { ToWorld } from "./messages.ts";
import { RadioPost } from "./radio-post.ts";

export interface FrontRadio {
  readonly link: Link;
  readonly mostHops: number | null;
}

/** The link that a sysop's settings ask for; nothing is opened yet. */
export function radioOf(config: RadioConfig, seed: number): FrontRadio {
  const { name, serial, baud, host, mostHops } = config;
  const transport = serial === null ? transportAt(host ?? "") : serialTransport(serial, baud ?? undefined);
  if (transport === null) throw new EngineError("E_CONFIG", { detail: `radio ${name} is nowhere` });
  return { link: new RadioLink({ name, transport, chance: new Chance(seed) }), mostHops };
}

export class Radios {
  readonly #posts: ReadonlyMap<string, RadioPost>;

  constructor(radios: readonly FrontRadio[], log: Logger, tell: (message: ToWorld) => void) {
    this.#posts = new Map(radios.map((radio) => [radio.link.name, new RadioPost({ ...radio, log, tell })]));
  }

  /** A radio that is not there is waited for. */
  open(): void {
    for (const post of this.#posts.values()) post.open();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#posts.values()].map((post) => post.close()));
  }

  resume(): void {
    for (const post of this.#posts.values()) post.resume();
  }

  send(radio: string, packet: OutPacket): void {
    this.#posts.get(radio)?.send(packet);
  }

  done(radio: string, seq: number): void {
    this.#posts.get(radio)?.done(seq);
  }

  get all(): readonly RadioPost[] {
    return [...this.#posts.values()];
  }
}
