// By whom a node has been reached before, and how far that is still to be trusted. After the route health of the firmware's NextHopRouter.

/** Unconfirmed for so long, a way is found anew (ROUTE_TTL_MSEC in the firmware's src/mesh/NextHopRouter.h). */
export const ROUTE_TTL_MS = 30 * 60_000;
/** So many deliveries in a row that nobody acknowledged end it (ROUTE_FAILURE_THRESHOLD there). */
export const ROUTE_FAILURES = 3;
/** More than so many are not watched, the oldest first (ROUTE_HEALTH_MAX there): what is not watched is trusted. */
export const ROUTES_WATCHED = 32;

interface Health {
  readonly hop: number;
  confirmedMs: number;
  failures: number;
}

export class Routes {
  readonly #hops = new Map<number, number>();
  readonly #health = new Map<number, Health>();

  /** Who is to carry it there; null: whoever can. */
  hopTo(node: number, nowMs: number): number | null {
    const hop = this.#hops.get(node);
    if (hop === undefined) return null;
    const health = this.#health.get(node);
    if (health?.hop !== hop || !isStale(health, nowMs)) return hop;
    this.forget(node);
    return null;
  }

  /** Learned again, the same hop keeps its failures: a way back may teach for ever a way there that leads nowhere. */
  learn(node: number, hop: number, nowMs: number): void {
    this.#hops.set(node, hop);
    const known = this.#health.get(node);
    this.#health.delete(node);
    if (this.#health.size >= ROUTES_WATCHED) this.#dropOldest();
    this.#health.set(node, { hop, confirmedMs: nowMs, failures: known?.hop === hop ? known.failures : 0 });
  }

  /** An ACK from there has come. */
  confirm(node: number, nowMs: number): void {
    const health = this.#health.get(node);
    if (health === undefined) return;
    health.failures = 0;
    health.confirmedMs = nowMs;
  }

  /** The tries of one packet to there are over but for the last, which is for all. */
  fail(node: number): void {
    this.#hops.delete(node);
    const health = this.#health.get(node);
    if (health !== undefined) health.failures++;
  }

  forget(node: number): void {
    this.#hops.delete(node);
    this.#health.delete(node);
  }

  #dropOldest(): void {
    const [oldest] = [...this.#health].toSorted(([, a], [, b]) => a.confirmedMs - b.confirmedMs);
    if (oldest !== undefined) this.#health.delete(oldest[0]);
  }
}

function isStale({ failures, confirmedMs }: Health, nowMs: number): boolean {
  return failures >= ROUTE_FAILURES || nowMs - confirmedMs >= ROUTE_TTL_MS;
}
