// Counts the faults that come after a swap: more than a few within some minutes, and the packs before them were better.

export interface CanarySettings {
  /** So many faults bring the earlier packs back; 0: they never do. */
  readonly faults: number;
  /** How long a swap is watched. */
  readonly watchMs: number;
}

export const DEFAULT_CANARY: CanarySettings = { faults: 5, watchMs: 600_000 };

export class Canary {
  readonly #settings: CanarySettings;
  readonly #nowMs: () => number;
  #untilMs = 0;
  #seen = 0;

  constructor(settings: CanarySettings, nowMs: () => number) {
    this.#settings = settings;
    this.#nowMs = nowMs;
  }

  /** A swap is done. One that went back is not watched: forth and back again would be the worst of all. */
  watch(isNew: boolean): void {
    this.#seen = 0;
    this.#untilMs = isNew ? this.#nowMs() + this.#settings.watchMs : 0;
  }

  /** True once for each swap at most. */
  isTooMuch(more: number): boolean {
    const { faults } = this.#settings;
    if (faults === 0 || more === 0 || this.#nowMs() >= this.#untilMs) return false;
    this.#seen += more;
    if (this.#seen < faults) return false;
    this.#untilMs = 0;
    return true;
  }
}
