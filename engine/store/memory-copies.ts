// Copies of the store that forgets: they live as long as it does.

import { EngineError } from "../base/errors.ts";
import type { CopyStore } from "../world/copies.ts";
import type { Store } from "../world/port.ts";

export class MemoryCopies implements CopyStore<Store> {
  readonly #copy: () => Store;
  readonly #all = new Map<string, Store>();

  constructor(copy: () => Store) {
    this.#copy = copy;
  }

  async make(name: string): Promise<void> {
    this.#all.set(name, this.#copy());
  }

  has(name: string): boolean {
    return this.#all.has(name);
  }

  open(name: string): Store {
    const found = this.#all.get(name);
    if (found === undefined) throw new EngineError("E_STORE_OPEN", { path: name, detail: "there is no such copy" });
    return found;
  }

  remove(name: string): void {
    this.#all.delete(name);
  }

  names(): readonly string[] {
    return [...this.#all.keys()];
  }
}
