// What is known of each node: its names and key as radios tell them, and, of a node that has written to us, how to answer it. The second part
// lasts: a radio forgets its nodes, and after a restart everyone is answered as before.

import type { NodeFacts } from "../../radio/link.ts";
import type { Change } from "../../world/port.ts";
import type { World } from "../../world/world.ts";

export interface NodeRecord {
  readonly node: number;
  /** The key that its last text was sealed with; null: it came open, and so are the answers. */
  readonly key: string | null;
  readonly channel: number;
  /** The radio that heard it last. */
  readonly radio: string;
  readonly heardMs: number;
  readonly hops: number | null;
  readonly longName: string;
  readonly shortName: string;
  /** Who sits behind it now; null between sessions. */
  readonly player: number | null;
  /** The name that was proposed to a newcomer; null: nothing was asked yet, "" without a proposal. */
  readonly proposed: string | null;
  /** When it was last refused in words. */
  readonly refusedMs: number | null;
}

const SPACE = "node";
/** A node that nobody has heard for so long is a stranger again. */
const KEPT_MS = 30 * 24 * 3_600_000;
const DAY_MS = 24 * 3_600_000;
/** Every node that a radio has told of; the firmware's own book holds 250. */
const MOST_FACTS = 2_000;

export class Directory {
  readonly #records = new Map<number, NodeRecord>();
  readonly #facts = new Map<number, NodeFacts>();
  readonly #changed = new Set<number>();
  #prunedMs = Number.NEGATIVE_INFINITY;

  constructor(world: World) {
    for (const text of world.dataOf(SPACE).values()) {
      const record = JSON.parse(text) as NodeRecord;
      this.#records.set(record.node, record);
    }
  }

  /** What a radio tells of a node. */
  learn(facts: NodeFacts): void {
    const before = this.#facts.get(facts.node);
    this.#facts.delete(facts.node);
    this.#facts.set(facts.node, {
      ...facts,
      longName: facts.longName ?? before?.longName ?? null,
      shortName: facts.shortName ?? before?.shortName ?? null,
      publicKey: facts.publicKey ?? before?.publicKey ?? null,
    });
    if (this.#facts.size > MOST_FACTS) this.#facts.delete(this.#facts.keys().next().value!);
  }

  facts(node: number): NodeFacts | undefined {
    return this.#facts.get(node);
  }

  record(node: number): NodeRecord | undefined {
    return this.#records.get(node);
  }

  records(): Iterable<NodeRecord> {
    return this.#records.values();
  }

  /** Notes a change; `takeChanges` writes it with the open group. */
  put(node: number, change: Partial<NodeRecord>): NodeRecord {
    const facts = this.#facts.get(node);
    const before = this.#records.get(node) ?? { ...BLANK, node };
    const names = { longName: facts?.longName ?? before.longName, shortName: facts?.shortName ?? before.shortName };
    const record = { ...before, ...names, ...change };
    this.#records.set(node, record);
    this.#changed.add(node);
    return record;
  }

  /** Nodes that are known in any way. */
  get size(): number {
    return new Set([...this.#records.keys(), ...this.#facts.keys()]).size;
  }

  takeChanges(nowMs: number): Change[] {
    const gone = this.#prune(nowMs);
    const changes = [...this.#changed].map((node): Change => {
      const record = this.#records.get(node);
      return { t: "data", space: SPACE, key: String(node), value: record === undefined ? null : JSON.stringify(record) };
    });
    this.#changed.clear();
    return [...changes, ...gone];
  }

  #prune(nowMs: number): Change[] {
    if (nowMs < this.#prunedMs + DAY_MS) return [];
    this.#prunedMs = nowMs;
    const old = [...this.#records.values()].filter(({ heardMs, player }) => player === null && heardMs < nowMs - KEPT_MS);
    for (const { node } of old) this.#records.delete(node);
    return old.map(({ node }) => ({ t: "data", space: SPACE, key: String(node), value: null }));
  }
}

const BLANK: Omit<NodeRecord, "node"> = {
  ...{ key: null, channel: 0, radio: "", heardMs: 0, hops: null, longName: "", shortName: "" },
  ...{ player: null, proposed: null, refusedMs: null },
};
