// Texts for nodes on their way into the outbox: written with the turn that said them, given to the radio's scheduler once they are durable.

import { newRow, type OutRow, type Priority } from "../../radio/outbox/row.ts";
import type { OutboxRow, Store } from "../../world/port.ts";
import type { Occasion } from "../door.ts";
import { asOutRow } from "./store-port.ts";

export interface Letter {
  readonly radio: string;
  readonly node: number;
  readonly channel: number;
  readonly text: string;
  readonly occasion: Occasion;
}

/** What everyone saw is stale after this. */
const SEEN_TTL_MS = 10 * 60_000;
const PRIORITY: Readonly<Record<Occasion, Priority>> = { reply: "reply", told: "private", seen: "room" };

export class Post {
  readonly #store: Store;
  #written: { readonly radio: string; readonly row: OutRow }[] = [];

  constructor(store: Store) {
    this.#store = store;
  }

  /** Inside the open group. */
  write({ radio, node, channel, text, occasion }: Letter, nowMs: number): void {
    if (text === "") return;
    const { id: _id, ...row } = newRow({
      id: 0,
      to: node,
      channel,
      text,
      priority: PRIORITY[occasion],
      wantAck: occasion !== "seen",
      madeMs: nowMs,
      ttlMs: occasion === "seen" ? SEEN_TTL_MS : null,
    });
    this.put({ ...row, radio });
  }

  /** What nobody is waiting for: last in line, no receipt, and gone when it is late. Inside the open group. */
  unasked({ radio, node, channel, text }: Omit<Letter, "occasion">, ttlMs: number, nowMs: number): void {
    const { id: _id, ...row } = newRow({ id: 0, to: node, channel, text, priority: "beacon", wantAck: false, madeMs: nowMs, ttlMs });
    this.put({ ...row, radio });
  }

  /** A row as it stands, under a number of its own. Inside the open group. */
  put(row: Omit<OutboxRow, "id">): void {
    const kept = this.#store.outbox.add(row);
    this.#written.push({ radio: row.radio, row: asOutRow(kept) });
  }

  /** What was written since the last call. */
  take(): readonly { readonly radio: string; readonly row: OutRow }[] {
    const taken = this.#written;
    this.#written = [];
    return taken;
  }
}
