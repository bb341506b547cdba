// A node's memory of other nodes and their keys: bounded, so that on a lively mesh it forgets. After NodeDB of the firmware.

import type { User } from "./frame.ts";
import { Routes } from "./routes.ts";

export interface Contact {
  readonly num: number;
  readonly user: User | null;
  readonly lastHeardMs: number;
  readonly hopsAway: number | null;
  /** Put there by the host: never evicted. */
  readonly isFavorite: boolean;
}

export class Contacts {
  readonly #capacity: number;
  readonly #byNum = new Map<number, Contact>();
  readonly #routes = new Routes();
  #evicted = 0;
  #flashWrites = 0;

  /** `capacity`: 100 to 250, by the memory of the board. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get(num: number): Contact | undefined {
    return this.#byNum.get(num);
  }

  all(): Contact[] {
    return [...this.#byNum.values()];
  }

  keyOf(num: number): string | null {
    return this.#byNum.get(num)?.user?.publicKey ?? null;
  }

  get evicted(): number {
    return this.#evicted;
  }

  /** What `add` has cost the radio's flash. */
  get flashWrites(): number {
    return this.#flashWrites;
  }

  heard(num: number, atMs: number, hopsAway: number): void {
    const known = this.#byNum.get(num);
    this.#put({ num, user: known?.user ?? null, isFavorite: known?.isFavorite ?? false, lastHeardMs: atMs, hopsAway });
  }

  /** A node tells of itself. A key once known is not changed by that: the firmware takes it for a fraud. */
  learn(num: number, user: User, atMs: number): void {
    const known = this.#byNum.get(num);
    const oldKey = known?.user?.publicKey ?? null;
    if (oldKey !== null && oldKey !== user.publicKey) return;
    this.#put({ num, user, isFavorite: known?.isFavorite ?? false, lastHeardMs: atMs, hopsAway: known?.hopsAway ?? null });
  }

  /** The host knows better, also about a key. */
  add(num: number, user: User, atMs: number): void {
    const known = this.#byNum.get(num);
    this.#flashWrites++;
    this.#put({ num, user, isFavorite: true, lastHeardMs: known?.lastHeardMs ?? atMs, hopsAway: known?.hopsAway ?? null });
  }

  forget(num: number): void {
    this.#byNum.delete(num);
    this.#routes.forget(num);
  }

  /** Who has carried packets to that node before; null when nobody is known to. */
  nextHop(num: number, nowMs: number): number | null {
    return this.#routes.hopTo(num, nowMs);
  }

  /** Nothing is kept of a node that is not remembered. */
  learnHop(num: number, hop: number, nowMs: number): void {
    if (this.#byNum.has(num)) this.#routes.learn(num, hop, nowMs);
  }

  hopFailed(num: number): void {
    this.#routes.fail(num);
  }

  hopConfirmed(num: number, nowMs: number): void {
    this.#routes.confirm(num, nowMs);
  }

  #put(contact: Contact): void {
    if (!this.#byNum.has(contact.num) && this.#byNum.size >= this.#capacity) this.#evict();
    this.#byNum.set(contact.num, contact);
  }

  // Those without a key go first, then whoever was silent longest (NodeDB::getOrCreateMeshNode in the firmware's src/mesh/NodeDB.cpp).
  #evict(): void {
    let worst: Contact | null = null;
    for (const contact of this.#byNum.values()) {
      if (contact.isFavorite) continue;
      if (worst === null || isWorse(contact, worst)) worst = contact;
    }
    if (worst === null) return;
    this.#evicted++;
    this.forget(worst.num);
  }
}

function isWorse(a: Contact, b: Contact): boolean {
  const aKeyless = (a.user?.publicKey ?? null) === null;
  const bKeyless = (b.user?.publicKey ?? null) === null;
  if (aKeyless !== bKeyless) return aKeyless;
  return a.lastHeardMs < b.lastHeardMs;
}
