// Packet ids that are never used twice: the firmware ignores a repeat, and so would the other side. Counted on disk, a block at a time.

import type { Store } from "../../world/port.ts";

const NAME = "mesh.packet-id";
const BLOCK = 1_024;
const MOST = 0xffff_ffff;

export class PacketIds {
  readonly #store: Store;
  #next: number;
  #end: number;

  /** The first id of a world is by chance, so that two worlds behind one radio do not meet. */
  constructor(store: Store, random: () => number) {
    this.#store = store;
    const stored = store.meta(NAME);
    this.#next = stored === undefined ? 1 + Math.floor(random() * MOST) : Number(stored);
    this.#end = this.#next;
  }

  /** 1 to 2^32-1. */
  next(): number {
    if (this.#next === this.#end) this.#reserve();
    const id = this.#next;
    this.#next = id + 1;
    return 1 + ((id - 1) % MOST);
  }

  /** Written in the open group or in one of its own: either way before the packet leaves. */
  #reserve(): void {
    this.#end = this.#next + BLOCK;
    this.#store.begin();
    this.#store.setMeta(NAME, String(1 + ((this.#end - 1) % MOST)));
    this.#store.commit();
  }
}
