// Names found in an entity's own few, else in the many of its kinds: a thousand rooms share one table of what a room has.

export interface Lookup<V> {
  get(name: string): V | undefined;
  has(name: string): boolean;
  keys(): IterableIterator<string>;
  values(): IterableIterator<V>;
}

const NONE: Lookup<never> = new Map<string, never>();

export class Layered<V> implements Lookup<V> {
  readonly #base: Lookup<V>;
  #own: Map<string, V> | null = null;
  #all: readonly V[] | null = null;

  /** `flat`: copies the base, for what is looked up often and stands under many. */
  constructor(base: Lookup<V> = NONE, flat = false) {
    this.#base = flat ? NONE : base;
    if (flat) for (const name of base.keys()) this.set(name, base.get(name)!);
  }

  get(name: string): V | undefined {
    return this.#own?.get(name) ?? this.#base.get(name);
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  /** Only while it is built. */
  set(name: string, value: V): void {
    this.#own ??= new Map();
    this.#own.set(name, value);
    this.#all = null;
  }

  /** Those of the base first, each in its place though restated here. */
  *keys(): IterableIterator<string> {
    yield* this.#base.keys();
    if (this.#own !== null) for (const name of this.#own.keys()) if (!this.#base.has(name)) yield name;
  }

  /** In the order of `keys`; listed once, for a room's exits are asked for at every step. */
  values(): IterableIterator<V> {
    this.#all ??= [...this.keys()].map((name) => this.get(name)!);
    return this.#all.values();
  }
}
