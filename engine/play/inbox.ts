// Exactly once: a packet is noted before its turn runs and done in the transaction of its turn; seen again it does nothing.
// What was begun twice when the world died is set aside, for it is what killed it.

import type { InboxRow, InboxStore } from "../world/inbox-port.ts";
import type { Packet, PacketBook } from "./group.ts";

/** An input is given up after so many tries that never came to an end. */
const MOST_TRIES = 2;
/** What was done stays known for so long: no link, relay or bridge repeats a packet later. */
const KNOWN_MS = 2 * 24 * 3_600_000;
/** So many stay known however old they look: the clock of a small machine jumps when it first hears the time. */
const KNOWN_PACKETS = 1_000;
const PRUNE_EACH_MS = 3_600_000;

export type Admission = "run" | "again" | "aside";

export class Inbox implements PacketBook {
  readonly #store: InboxStore;
  /** Rows whose turn is not done, by source and packet. */
  readonly #open = new Map<string, InboxRow>();
  /** Noted and not asked for yet: a group that runs out of time leaves some to the next, and their try is begun only once. */
  readonly #admitted = new Map<string, Admission>();
  /** Asked for in this group. */
  readonly #used = new Set<string>();
  /** Done in this group. */
  #done: InboxRow[] = [];
  #nowMs = Number.NEGATIVE_INFINITY;
  #prunedMs = Number.NEGATIVE_INFINITY;

  constructor(store: InboxStore) {
    this.#store = store;
    for (const row of store.open()) if (row.state === "waiting") this.#open.set(keyOf(row), row);
  }

  /** Notes the packets of a group and begins their tries. Before the group. */
  note(packets: readonly Packet[]): void {
    const fresh = new Map<string, Packet>();
    for (const packet of packets) {
      const key = keyOf(packet);
      if (!this.#admitted.has(key) && !fresh.has(key)) fresh.set(key, packet);
      this.#nowMs = Math.max(this.#nowMs, packet.atMs);
    }
    this.#meet([...fresh].filter(([key]) => !this.#open.has(key)));
    const begun: InboxRow[] = [];
    for (const key of fresh.keys()) {
      const row = this.#open.get(key);
      const admission = row === undefined ? "again" : row.tries >= MOST_TRIES ? "aside" : "run";
      this.#admitted.set(key, admission);
      if (admission !== "run") continue;
      const tried: InboxRow = { ...row!, tries: row!.tries + 1 };
      this.#open.set(key, tried);
      begun.push(tried);
    }
    if (begun.length > 0) this.#store.begin(begun);
  }

  /** Whether the packet's turn is to run now. In the open group, like what follows. */
  admission(packet: Packet): Admission {
    const key = keyOf(packet);
    const admission = this.#admitted.get(key) ?? "again";
    // The same packet twice in one group runs once.
    this.#admitted.set(key, "again");
    this.#used.add(key);
    if (admission === "aside") this.#store.aside(this.#close(key)!);
    return admission;
  }

  /** The packet's turn is done. */
  done(packet: Packet): void {
    const row = this.#close(keyOf(packet));
    if (row !== undefined) this.#done.push(row);
  }

  /** All turns of the group are run. */
  keep(): void {
    const done = this.#done;
    if (done.length === 0) return;
    this.#done = [];
    this.#store.done(done);
    if (this.#nowMs < this.#prunedMs + PRUNE_EACH_MS) return;
    this.#prunedMs = this.#nowMs;
    this.#store.prune(this.#nowMs - KNOWN_MS, KNOWN_PACKETS);
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

  /** A row for each that nobody has seen before. */
  #meet(strangers: readonly (readonly [string, Packet])[]): void {
    const known = this.#store.known(strangers.map(([, packet]) => packet));
    for (const [i, [key, { source, packet, atMs, line }]] of strangers.entries())
      if (!known[i]) this.#open.set(key, { source, packet, atMs, line, tries: 0, state: "waiting" });
  }

  #close(key: string): InboxRow | undefined {
    const row = this.#open.get(key);
    this.#open.delete(key);
    return row;
  }
}

function keyOf(packet: { readonly source: string; readonly packet: string }): string {
  return `${packet.source}\n${packet.packet}`;
}
