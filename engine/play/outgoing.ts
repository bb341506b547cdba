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
  /** The group that was merged last, for it is asked of twice. */
  #last: { readonly of: readonly Delivery[]; readonly merged: readonly Delivery[] } | null = null;

  constructor(parts: OutgoingParts) {
    this.#parts = parts;
  }

  /** In the open group: what is for a door that keeps. */
  keep(deliveries: readonly Delivery[]): void {
    for (const { player, text, reply, ambient, place } of this.#merged(deliveries)) {
      const door = this.#parts.sessions.of(player)?.door;
      if (reply) door?.keep?.(text, "reply", place);
      else door?.keep?.(text, ambient === true ? "seen" : "told");
    }
  }

  /** After the group: what is for all others, bound to where they are now. Sent by what comes back. */
  deliver(deliveries: readonly Delivery[]): () => void {
    const bound = this.#merged(deliveries).map(({ player, text }) => ({ session: this.#parts.sessions.of(player), text }));
    this.#last = null;
    return () => {
      for (const { session, text } of bound) if (session?.door.keep === undefined) session?.send(text);
    };
  }

  #merged(deliveries: readonly Delivery[]): readonly Delivery[] {
    if (this.#last?.of === deliveries) return this.#last.merged;
    const { world, frames } = this.#parts;
    const merged = mergeDeliveries(deliveries, (player) => {
      const entity = world.entity(asEntityId(player));
      return entity === undefined ? 0 : frames.shape(entity).limitBytes;
    });
    this.#last = { of: deliveries, merged };
    return merged;
  }
}
