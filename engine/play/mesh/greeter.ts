// A word to a node that is new on the mesh: once ever, a few a day, and only to somebody near who is likely to be a person. Whom we know is kept
// on disk, so that no restart greets anybody again.

import type { NodeFacts } from "../../radio/link.ts";
import type { Change } from "../../world/port.ts";
import type { World } from "../../world/world.ts";
import type { Play } from "../play.ts";
import type { Gateway } from "./gateway.ts";
import type { Post } from "./post.ts";
import type { MeshSettings } from "./settings.ts";

export interface GreeterParts {
  readonly play: Play;
  readonly world: World;
  readonly post: Post;
  readonly settings: MeshSettings;
  nowMs(): number;
  /** Plays or has written to us, is ignored or banned, or a machine: not to be greeted, now or later. */
  isKnown(node: number): boolean;
  text(name: string): string;
}

const SPACE = "met";
const DAY_MS = 24 * 3_600_000;
/** A newcomer's radio has much to send at first. */
const WAIT_MS = 60_000;
const TTL_MS = 30 * 60_000;
/** More nodes than any mesh has; past it the oldest are strangers again. */
const MOST_MET = 5_000;

interface Newcomer {
  readonly gateway: Gateway;
  readonly facts: NodeFacts;
  readonly dueMs: number;
}

export class Greeter {
  readonly #parts: GreeterParts;
  /** When each was greeted; 0 for who was there already. */
  readonly #met = new Map<number, number>();
  readonly #newcomers = new Map<number, Newcomer>();
  #unwritten: Change[] = [];

  constructor(parts: GreeterParts) {
    this.#parts = parts;
    for (const [node, at] of parts.world.dataOf(SPACE)) this.#met.set(Number(node), Number(at));
  }

  /** Nodes that the radio knew before us are not new. */
  found(nodes: readonly NodeFacts[]): void {
    if (this.#parts.settings.welcomePerDay === 0) return;
    for (const { node } of nodes) if (!this.#met.has(node) && !this.#newcomers.has(node)) this.#meet(node, 0);
  }

  /** A node has told of itself. Without hops or key nothing can be said of it yet. */
  learned(gateway: Gateway, facts: NodeFacts): void {
    const { settings, isKnown, nowMs } = this.#parts;
    const { node, hopsAway, publicKey } = facts;
    if (settings.welcomePerDay === 0 || this.#met.has(node) || this.#newcomers.has(node) || node === gateway.node) return;
    if (isKnown(node)) this.#meet(node, 0);
    else if (hopsAway !== null && hopsAway <= settings.welcomeHops && publicKey !== null)
      this.#newcomers.set(node, { gateway, facts, dueMs: nowMs() + WAIT_MS });
  }

  nextDueMs(): number {
    if (this.#unwritten.length > 0) return this.#parts.nowMs();
    return Math.min(Number.POSITIVE_INFINITY, ...[...this.#newcomers.values()].map(({ dueMs }) => dueMs));
  }

  async tick(): Promise<void> {
    const nowMs = this.#parts.nowMs();
    if (this.nextDueMs() > nowMs) return;
    const due = [...this.#newcomers.values()].filter(({ dueMs }) => dueMs <= nowMs);
    for (const { facts } of due) this.#newcomers.delete(facts.node);
    await this.#parts.play.run((group) => {
      for (const one of due) this.#greet(one, nowMs);
      group.keep(this.#unwritten.splice(0));
    });
  }

  /** Who is not greeted now, because the day or the channel is full, stays new: there are other days. */
  #greet({ gateway, facts }: Newcomer, nowMs: number): void {
    const { post, isKnown, text } = this.#parts;
    const { node, longName } = facts;
    if (isKnown(node)) {
      this.#meet(node, 0);
      return;
    }
    if (this.#isDayFull(nowMs) || gateway.level() !== "normal" || !gateway.isUp) return;
    post.unasked({ radio: gateway.name, node, channel: 0, text: text((longName ?? "").slice(0, 20)) }, TTL_MS, nowMs);
    this.#meet(node, nowMs);
  }

  #isDayFull(nowMs: number): boolean {
    const today = [...this.#met.values()].filter((at) => at > nowMs - DAY_MS);
    return today.length >= this.#parts.settings.welcomePerDay;
  }

  #meet(node: number, greetedMs: number): void {
    this.#met.set(node, greetedMs);
    this.#unwritten.push({ t: "data", space: SPACE, key: String(node), value: String(greetedMs) });
    if (this.#met.size <= MOST_MET) return;
    const oldest = this.#met.keys().next().value!;
    this.#met.delete(oldest);
    this.#unwritten.push({ t: "data", space: SPACE, key: String(oldest), value: null });
  }
}
