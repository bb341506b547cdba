// Seeded chance: the same seed gives the same draws on every machine, so that any command can be replayed.

/** A small fast generator (sfc32); not for secrets. */
export class Chance {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  /** `seed`: any integer; only its low 32 bits count. */
  constructor(seed: number) {
    this.#a = 0x9e3779b9;
    this.#b = 0x243f6a88;
    this.#c = 0xb7e15162;
    this.#d = seed | 0;
    for (let i = 0; i < 12; i++) this.next32();
  }

  /** The next 32 bits, unsigned. */
  next32(): number {
    const t = (((this.#a + this.#b) | 0) + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + t;
    this.#c |= 0;
    return t >>> 0;
  }

  /** A number from 0 up to, not including, 1. */
  fraction(): number {
    return this.next32() / 0x1_0000_0000;
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.fraction() * (high - low + 1));
  }
}
