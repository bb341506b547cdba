// Exactly once: a packet is noted before its turn runs and done in the transaction of its turn; seen again it does nothing.
// What was begun twice when the world died is set aside, for it is what killed it.

import { type InboxRow, type InboxStore, nameOf } from "../world/inbox-port.ts";
import type { Packet, PacketBook } from "./group.ts";

/** An input is given up after so many tries that never came to an end. */
const MOST_TRIES = 2;
/** What was done stays known for so long: no link, relay or bridge repeats a packet later. */
const KNOWN_MS = 2 * 24 * 3_600_000;
/** So many stay known however old they look: the clock of a small machine jumps when it first hears the time. */
const KNOWN_PACKETS = 1_000;
const PRUNE_EACH_MS = 3_600_000;

export type Admission = "run" | "again" | "aside";

/** A line whose turn is not done. */
interface Line {
  readonly name: string;
  row: InboxRow;
  /** Null until it is noted. */
  admission: "run" | "aside" | null;
}

export class Inbox implements PacketBook {
  readonly #store: InboxStore;
  /** By name. */
  readonly #open = new Map<string, Line>();
  /** And not run yet: a group that runs out of time leaves some to the next, and their try is begun only once. */
  readonly #noted = new Map<Packet, Line>();
  /** Of the open group. */
  #done: InboxRow[] = [];
  #nowMs = Number.NEGATIVE_INFINITY;
  #prunedMs = Number.NEGATIVE_INFINITY;

  constructor(store: InboxStore) {
    this.#store = store;
    for (const row of store.open()) if (row.state === "waiting") this.#add(nameOf(row), row);
  }

  /** Notes the packets of a group and begins their tries. Before the group. */
  note(packets: readonly Packet[]): void {
    const fresh = packets.filter((packet) => !this.#noted.has(packet)).map((packet) => ({ packet, name: nameOf(packet) }));
    const strangers = fresh.filter(({ name }) => !this.#open.has(name));
    const known = this.#store.known(strangers.map(({ packet }) => packet));
    // Of two copies the first counts.
    for (const [i, { name, packet }] of strangers.entries())
      if (!known[i] && !this.#open.has(name)) this.#add(name, { ...packet, tries: 0, state: "waiting" });
    const begun: InboxRow[] = [];
    for (const { name, packet } of fresh) {
      this.#nowMs = Math.max(this.#nowMs, packet.atMs);
      const line = this.#open.get(name);
      if (line === undefined || line.admission !== null) continue;
      this.#noted.set(packet, line);
      line.admission = line.row.tries < MOST_TRIES ? "run" : "aside";
      if (line.admission === "aside") continue;
      line.row = { ...line.row, tries: line.row.tries + 1 };
      begun.push(line.row);
    }
    if (begun.length > 0) this.#store.begin(begun);
  }

  /** Whether the packet's turn is to run now. In the open group, like what follows. */
  admission(packet: Packet): Admission {
    const line = this.#noted.get(packet);
    if (line?.admission === "aside") this.#store.aside(this.#end(packet, line));
    return line?.admission ?? "again";
  }

  /** The packet's turn is done. */
  done(packet: Packet): void {
    const line = this.#noted.get(packet);
    if (line !== undefined) this.#done.push(this.#end(packet, line));
  }

  /** All turns of the group are run. */
  keep(): void {
    const done = this.#done;
    if (done.length === 0) return;
    this.#done = [];
    this.#prune();
    this.#store.done(done);
  }

  /** What an earlier world left unfinished, oldest first. */
  left(): readonly InboxRow[] {
    return [...this.#open.values()].map(({ row }) => row);
  }

  /** Before this group's lines are done: none of them is forgotten before it is in the file. */
  #prune(): void {
    if (this.#nowMs < this.#prunedMs + PRUNE_EACH_MS) return;
    this.#prunedMs = this.#nowMs;
    this.#store.prune(this.#nowMs - KNOWN_MS, KNOWN_PACKETS);
  }

  #add(name: string, row: InboxRow): void {
    this.#open.set(name, { name, row, admission: null });
  }

  #end(packet: Packet, { name, row }: Line): InboxRow {
    this.#noted.delete(packet);
    this.#open.delete(name);
    return row;
  }
}
