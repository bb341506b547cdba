// Exactly once: a packet is a row before its turn runs and done in the transaction of its turn; seen again it does nothing.
// What was begun twice when the world died is set aside, for it is what killed it.

import type { InboxRow, Store } from "../world/port.ts";
import type { Packet } from "./group.ts";

/** An input is given up after so many tries that never came to an end. */
const MOST_TRIES = 2;
/** What was done stays known for so long: no link, relay or bridge repeats a packet later. */
const KNOWN_MS = 2 * 24 * 3_600_000;
/** So many stay known however old they look: the clock of a small machine jumps when it first hears the time. */
const KNOWN_PACKETS = 1_000;
const PRUNE_EACH_MS = 3_600_000;

export type Admission = "run" | "again" | "aside";

export class Inbox {
  readonly #store: Store;
  /** Rows whose turn is not done, by source and packet. */
  readonly #open = new Map<string, InboxRow>();
  /** Noted and not asked for yet: a group that runs out of time leaves some to the next, and their try is begun only once. */
  readonly #admitted = new Map<string, Admission>();
  /** Asked for in this group. */
  readonly #used = new Set<string>();
  #prunedMs = Number.NEGATIVE_INFINITY;

  constructor(store: Store) {
    this.#store = store;
    for (const row of store.inboxOpen()) if (row.state === "waiting") this.#open.set(keyOf(row), row);
  }

  /** Notes the packets of a group and begins their tries. Inside a transaction of its own. */
  note(packets: readonly Packet[]): void {
    this.#prune(Math.max(...packets.map(({ atMs }) => atMs)));
    for (const packet of packets) {
      const key = keyOf(packet);
      if (!this.#admitted.has(key)) this.#admitted.set(key, this.#admit(key, packet));
    }
  }

  /** Whether the packet's turn is to run now. */
  admission(packet: Packet): Admission {
    const key = keyOf(packet);
    const admission = this.#admitted.get(key) ?? "again";
    // The same packet twice in one group runs once.
    this.#admitted.set(key, "again");
    this.#used.add(key);
    return admission;
  }

  /** The packet's turn is done, in the group's own transaction. */
  done(packet: Packet): void {
    const key = keyOf(packet);
    const row = this.#open.get(key);
    if (row === undefined) return;
    this.#store.inboxDone(row.id);
    this.#open.delete(key);
  }

  /** The group is over: what was seen again in it is forgotten here, the store remembers. */
  endGroup(): void {
    for (const key of this.#used) this.#admitted.delete(key);
    this.#used.clear();
  }

  /** What an earlier world left unfinished, oldest first. */
  left(): readonly InboxRow[] {
    return [...this.#open.values()];
  }

  #prune(nowMs: number): void {
    if (nowMs < this.#prunedMs + PRUNE_EACH_MS) return;
    this.#prunedMs = nowMs;
    this.#store.inboxPrune(nowMs - KNOWN_MS, KNOWN_PACKETS);
  }

  #admit(key: string, packet: Packet): Admission {
    const row = this.#open.get(key) ?? this.#store.inboxAdd(packet.source, packet.packet, packet.line, packet.atMs);
    if (row === undefined) return "again";
    this.#open.set(key, row);
    if (row.tries >= MOST_TRIES) {
      this.#store.inboxAside(row.id);
      this.#open.delete(key);
      return "aside";
    }
    const tries = this.#store.inboxTry(row.id);
    this.#open.set(key, { ...row, tries });
    return "run";
  }
}

function keyOf(packet: { readonly source: string; readonly packet: string }): string {
  return `${packet.source}\n${packet.packet}`;
}
