// What a group said on its way to its readers: into a door's own lasting queue with the turn itself, or to the screen once it is durable.

import { asEntityId } from "../base/ids.ts";
import type { World } from "../world/world.ts";
import type { Frames } from "./frames.ts";
import type { Delivery } from "./group.ts";
import { mergeDeliveries } from "./merge.ts";
import type { Sessions } from "./session.ts";

export interface OutgoingParts {
  readonly world: World;
  readonly sessions: Sessions;
  readonly frames: Frames;
}

export class Outgoing {
  readonly #parts: OutgoingParts;
  /** What the open group said, once all of it is run. */
  #said: readonly Delivery[] = [];

  constructor(parts: OutgoingParts) {
    this.#parts = parts;
  }

  /** In the open group: what is for a door that keeps. */
  keep(deliveries: readonly Delivery[]): void {
    this.#said = this.#merged(deliveries);
    for (const { player, text, reply, ambient, place } of this.#said) {
      const door = this.#parts.sessions.of(player)?.door;
      if (reply) door?.keep?.(text, "reply", place);
      else door?.keep?.(text, ambient === true ? "seen" : "told");
    }
  }

  /** After the group: what is for all others, bound to where they are now. Sent by what comes back. */
  deliver(): () => void {
    const bound = this.#said.map(({ player, text }) => ({ session: this.#parts.sessions.of(player), text }));
    this.#said = [];
    return () => {
      for (const { session, text } of bound) if (session?.door.keep === undefined) session?.send(text);
    };
  }

  #merged(deliveries: readonly Delivery[]): readonly Delivery[] {
    const { world, frames } = this.#parts;
    return mergeDeliveries(deliveries, (player) => {
      const entity = world.entity(asEntityId(player));
      return entity === undefined ? 0 : frames.shape(entity).limitBytes;
    });
  }
}
