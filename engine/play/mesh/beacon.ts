// The world's call on the primary channel: rare, short, not far, and never while the channel is busy. When it was sent last is kept on disk.

import { BROADCAST } from "../../radio/link.ts";
import type { World } from "../../world/world.ts";
import type { Play } from "../play.ts";
import type { Gateway } from "./gateway.ts";
import type { Post } from "./post.ts";

export interface BeaconParts {
  readonly play: Play;
  readonly world: World;
  readonly post: Post;
  readonly gateways: ReadonlyMap<string, Gateway>;
  /** Null: never. */
  readonly minutes: number | null;
  nowMs(): number;
  text(): string;
}

const SPACE = "beacon";
const HOUR_MS = 3_600_000;
/** What could not leave by then was not to be. */
const TTL_MS = 10 * 60_000;
const LOOK_MS = 60_000;

export class Beacon {
  readonly #parts: BeaconParts;
  readonly #everyMs: number;
  readonly #lastMs = new Map<string, number>();
  #lookMs: number;

  constructor(parts: BeaconParts) {
    this.#parts = parts;
    // Whatever is asked for: no more than one an hour.
    this.#everyMs = parts.minutes === null ? Number.POSITIVE_INFINITY : Math.max(HOUR_MS, parts.minutes * 60_000);
    // A world that has just started has not heard yet how busy it is.
    this.#lookMs = parts.minutes === null ? Number.POSITIVE_INFINITY : parts.nowMs() + LOOK_MS;
    // A clock that was wrong once must not silence us for ever.
    for (const [radio, at] of parts.world.dataOf(SPACE)) this.#lastMs.set(radio, Math.min(Number(at), parts.nowMs()));
  }

  nextDueMs(): number {
    return this.#lookMs;
  }

  async tick(): Promise<void> {
    const nowMs = this.#parts.nowMs();
    if (nowMs < this.#lookMs) return;
    this.#lookMs = nowMs + LOOK_MS;
    for (const radios of this.#airs().values()) {
      const last = Math.max(...radios.map((radio) => this.#lastOf(radio)));
      const free = radios.filter((radio) => radio.isUp && radio.level() === "normal");
      // Radios that share a channel take turns.
      const [radio] = free.toSorted((a, b) => this.#lastOf(a) - this.#lastOf(b));
      if (radio !== undefined && nowMs >= last + this.#everyMs) await this.#send(radio, nowMs);
    }
  }

  async #send({ name }: Gateway, nowMs: number): Promise<void> {
    const { play, post, text } = this.#parts;
    this.#lastMs.set(name, nowMs);
    await play.run((group) => {
      post.unasked({ radio: name, node: BROADCAST, channel: 0, text: text() }, TTL_MS, nowMs);
      group.keep([{ t: "data", space: SPACE, key: name, value: String(nowMs) }]);
    });
  }

  /** Radios by the channel that they share. */
  #airs(): ReadonlyMap<string, readonly Gateway[]> {
    const airs = new Map<string, Gateway[]>();
    for (const radio of this.#parts.gateways.values()) airs.set(radio.air, [...(airs.get(radio.air) ?? []), radio]);
    return airs;
  }

  #lastOf({ name }: Gateway): number {
    return this.#lastMs.get(name) ?? Number.NEGATIVE_INFINITY;
  }
}
