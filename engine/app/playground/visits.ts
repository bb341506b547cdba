// All pages that are here: a limit to their number, and an end for those that nobody uses.

import { randomBytes } from "node:crypto";
import type { Clock } from "../../base/clock.ts";
import type { LoadedPack } from "../../packs/load.ts";
import type { Config } from "../config.ts";
import { Visit } from "./visit.ts";

export interface VisitLimits {
  /** Scratch worlds at once. */
  readonly most: number;
  /** One whose owner types nothing for so long is ended. */
  readonly idleMs: number;
  /** When all places are taken, one whose page has not asked for so long gives up its own: that page is closed. */
  readonly goneMs: number;
}

export const DEFAULT_VISIT_LIMITS: VisitLimits = { most: 8, idleMs: 30 * 60_000, goneMs: 60_000 };

export interface VisitsParts {
  readonly library: readonly LoadedPack[];
  readonly config: Config;
  readonly clock: Clock;
  readonly limits: VisitLimits;
}

export class Visits {
  readonly #parts: VisitsParts;
  readonly #open = new Map<string, Visit>();

  constructor(parts: VisitsParts) {
    this.#parts = parts;
  }

  /** A new one under a key that cannot be guessed; null when all places are taken. */
  begin(): { readonly key: string; readonly visit: Visit } | null {
    const { library, config, clock, limits } = this.#parts;
    this.sweep();
    if (this.#open.size >= limits.most) this.#endGone();
    if (this.#open.size >= limits.most) return null;
    const key = randomBytes(18).toString("base64url");
    const visit = new Visit(library, config, clock.now());
    this.#open.set(key, visit);
    return { key, visit };
  }

  /** Undefined when it has ended. `isUse`: its owner did something; else its page only asks what is new. */
  find(key: string, isUse: boolean): Visit | undefined {
    this.sweep();
    const visit = this.#open.get(key);
    if (visit === undefined) return undefined;
    visit.seenMs = this.#parts.clock.now();
    if (isUse) visit.usedMs = visit.seenMs;
    return visit;
  }

  get size(): number {
    return this.#open.size;
  }

  /** Ends what nobody uses. */
  sweep(): void {
    const { clock, limits } = this.#parts;
    for (const [key, visit] of this.#open) if (clock.now() - visit.usedMs >= limits.idleMs) this.#end(key, visit);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open].map(([key, visit]) => this.#end(key, visit)));
  }

  /** The one that was seen least lately, when its page is closed as it seems. */
  #endGone(): void {
    const { clock, limits } = this.#parts;
    const [oldest] = [...this.#open].sort(([, a], [, b]) => a.seenMs - b.seenMs);
    if (oldest !== undefined && clock.now() - oldest[1].seenMs >= limits.goneMs) this.#end(...oldest);
  }

  #end(key: string, visit: Visit): Promise<void> {
    this.#open.delete(key);
    return visit.close();
  }
}
