// The packets a node remembers having heard or sent, oldest forgotten first, and who was heard to send each (PacketHistory of the firmware).

// Node numbers and packet ids are 32 bits each: one string names both.
const keyOf = (from: number, id: number): string => `${from}:${id}`;

export interface Heard {
  /** Nodes that sent it, this one among them if it did. */
  readonly relayers: ReadonlySet<number>;
  /** Who was asked to relay it when it first came; null for whoever can. */
  readonly nextHop: number | null;
}

export class History {
  readonly #capacity: number;
  readonly #seen = new Map<string, { readonly relayers: Set<number>; readonly nextHop: number | null }>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get(from: number, id: number): Heard | undefined {
    return this.#seen.get(keyOf(from, id));
  }

  /** Remembers a sending of it, the first or another. */
  add(packet: { readonly from: number; readonly id: number; readonly relayedBy: number; readonly nextHop: number | null }): void {
    const key = keyOf(packet.from, packet.id);
    const heard = this.#seen.get(key) ?? { relayers: new Set<number>(), nextHop: packet.nextHop };
    heard.relayers.add(packet.relayedBy);
    this.#seen.delete(key);
    this.#seen.set(key, heard);
    if (this.#seen.size > this.#capacity) this.#seen.delete(this.#seen.keys().next().value!);
  }

  clear(): void {
    this.#seen.clear();
  }
}
