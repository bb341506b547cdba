// What happened, in order: counted, folded into a digest that proves two runs equal, and shown to whoever watches.

import { Digest } from "../../base/digest.ts";
import type { Frame } from "./frame.ts";

/** What can become of a frame, at one node. */
export type Happening =
  /** Its sending has begun. */
  | "sent"
  /** A whole frame came in, new or not. */
  | "received"
  /** Two signals too alike in strength spoilt it. */
  | "collided"
  /** It came through although another signal was there. */
  | "captured"
  /** The node was sending itself, or reading something else. */
  | "missed"
  /** Too weak this time. */
  | "faded"
  /** Taken by the weather. */
  | "lost"
  /** Heard before. */
  | "duplicate"
  /** A relay that somebody else has done. */
  | "spared"
  /** No room in the queue. */
  | "dropped"
  /** No leave to send within this hour. */
  | "silenced"
  /** Sent again for want of an ACK. */
  | "retried"
  /** Given up after the last try. */
  | "gaveUp"
  /** Handed to the host. */
  | "delivered";

export interface TraceEvent {
  readonly atMs: number;
  readonly what: Happening;
  /** The node it happened at. */
  readonly node: number;
  readonly frame: Frame;
}

export class Trace {
  readonly #digest = new Digest();
  readonly #counts = new Map<Happening, number>();
  readonly #watchers = new Set<(event: TraceEvent) => void>();

  note(atMs: number, what: Happening, node: number, frame: Frame): void {
    this.#digest.add(`${atMs} ${what} ${node} ${frame.from} ${frame.id} ${frame.hopLimit}`);
    this.#counts.set(what, this.count(what) + 1);
    if (this.#watchers.size > 0) for (const watcher of this.#watchers) watcher({ atMs, what, node, frame });
  }

  /** Shows every happening from now on; gives back what ends it. */
  watch(watcher: (event: TraceEvent) => void): () => void {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  count(what: Happening): number {
    return this.#counts.get(what) ?? 0;
  }

  /** The same for two runs only if all that happened was the same. */
  digest(): string {
    return this.#digest.hex();
  }
}
