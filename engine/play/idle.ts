// Who has typed nothing for a while: when each player's silence becomes the event `idle`, once until they type again.

/** A silence of this length is one. Long, for on the air a slow answer is no sign of sleep. */
export const IDLE_MS = 10 * 60_000;

export class Idle {
  /** When each online player's silence is due, in the order they last typed: the first is the next. */
  readonly #dueMs = new Map<number, number>();

  /** The player typed, or came in. */
  typed(player: number, nowMs: number): void {
    this.#dueMs.delete(player);
    this.#dueMs.set(player, nowMs + IDLE_MS);
  }

  left(player: number): void {
    this.#dueMs.delete(player);
  }

  nextDueMs(): number {
    for (const dueMs of this.#dueMs.values()) return dueMs;
    return Number.POSITIVE_INFINITY;
  }

  /** Those whose silence is due now; each is told of once. */
  due(nowMs: number): number[] {
    const found: number[] = [];
    for (const [player, dueMs] of this.#dueMs) {
      if (dueMs > nowMs) break;
      found.push(player);
    }
    for (const player of found) this.#dueMs.delete(player);
    return found;
  }
}
