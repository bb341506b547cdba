// The rows that have not ended, by node, and which of them the port has yet to hear of.

import type { Meter } from "./meter.ts";
import { expiresAtMs, hasEnded, type OutRow, type OutState } from "./row.ts";

export class Rows {
  readonly #byNode = new Map<number, Map<number, OutRow>>();
  readonly #nodeOf = new Map<number, number>();
  readonly #meter: Meter;
  #changed = new Map<number, OutRow>();

  constructor(meter: Meter) {
    this.#meter = meter;
  }

  /** False when the row is here already. */
  add(row: OutRow): boolean {
    if (this.#nodeOf.has(row.id)) return false;
    this.#nodeOf.set(row.id, row.to);
    this.#put(row);
    return true;
  }

  get(id: number): OutRow | undefined {
    const node = this.#nodeOf.get(id);
    return node === undefined ? undefined : this.#byNode.get(node)?.get(id);
  }

  nodes(): IterableIterator<number> {
    return this.#byNode.keys();
  }

  of(node: number): OutRow[] {
    return [...(this.#byNode.get(node)?.values() ?? [])];
  }

  all(): OutRow[] {
    return [...this.nodes()].flatMap((node) => this.of(node));
  }

  /** Takes away what is not in a frame that is out, or all: then what was out is in doubt. */
  release(node: number, what: "waiting" | "all"): OutRow[] {
    const gone = this.of(node).filter(({ state }) => what === "all" || state === "queued" || state === "nacked");
    for (const row of gone) this.#drop(row);
    return gone.map((row) => (row.state === "queued" ? row : { ...row, state: "nacked" }));
  }

  /** Every change of state is counted with the time that the row spent in the state it leaves. */
  move(row: OutRow, state: OutState, nowMs: number, change: Partial<OutRow> = {}): void {
    this.#meter.time(`row.${row.state}.${state}`, nowMs - row.stateMs);
    const moved = { ...row, stateMs: nowMs, ...change, state };
    this.#changed.set(row.id, moved);
    if (!hasEnded(moved)) {
      this.#put(moved);
      return;
    }
    this.#meter.time(`row.life.${state}`, nowMs - row.madeMs);
    this.#drop(row);
  }

  #drop({ id, to }: OutRow): void {
    const rows = this.#byNode.get(to);
    rows?.delete(id);
    if (rows?.size === 0) this.#byNode.delete(to);
    this.#nodeOf.delete(id);
  }

  /** Ends what is past its time, unless it is out. The time at which the next one is. */
  expire(nowMs: number): number {
    let nextMs = Number.POSITIVE_INFINITY;
    for (const row of this.all()) {
      if (row.state !== "queued" && row.state !== "nacked") continue;
      const atMs = expiresAtMs(row);
      if (atMs <= nowMs) this.move(row, "expired", nowMs);
      else nextMs = Math.min(nextMs, atMs);
    }
    return nextMs;
  }

  takeChanged(): OutRow[] {
    const changed = [...this.#changed.values()];
    this.#changed = new Map();
    return changed;
  }

  #put(row: OutRow): void {
    let rows = this.#byNode.get(row.to);
    if (rows === undefined) {
      rows = new Map();
      this.#byNode.set(row.to, rows);
    }
    rows.set(row.id, row);
  }
}
