// Who plays by radio now: a session opens with a node's first line and ends when it has been silent for long. Nothing is sent for either.

import type { Part } from "../../base/parts.ts";
import type { FrameShape, Occasion } from "../door.ts";
import type { Group } from "../group.ts";
import type { Play } from "../play.ts";
import type { Session } from "../session.ts";
import type { Directory } from "./directory.ts";

export interface PresenceParts {
  readonly play: Play;
  readonly directory: Directory;
  readonly idleMs: number;
  nowMs(): number;
  /** What a frame to this node carries now. */
  frame(node: number): FrameShape;
  /** Into the outbox, inside the open group. */
  write(node: number, text: string, occasion: Occasion): void;
  /** The same for what is said outside of any turn. */
  say(node: number, text: string): void;
}

interface Visit {
  readonly session: Session;
  readonly player: number;
  /** Where the last line came from: the answer goes there. */
  node: number;
  heardMs: number;
}

export class Presence {
  readonly #parts: PresenceParts;
  readonly #visits = new Map<number, Visit>();

  constructor(parts: PresenceParts) {
    this.#parts = parts;
  }

  /** The player has sent a line from this node; in the open group. Opens a session unless there is one; `heard` as for `Play.enter`. */
  arrive(group: Group, player: number, node: number, heard?: Part[]): void {
    const { play, directory, nowMs } = this.#parts;
    for (const visit of this.#visits.values()) if (visit.node === node && visit.player !== player) void this.#end(visit);
    const found = this.#visits.get(player);
    // Somebody may have come in by another door in this very group.
    const known = found?.session.player === player ? found : undefined;
    if (known === undefined) play.enter(group, this.#open(player, node).session, player, heard);
    else if (known.node !== node) {
      directory.put(known.node, { player: null });
      known.node = node;
    }
    this.#visits.get(player)!.heardMs = nowMs();
    directory.put(node, { player });
  }

  /** Takes up who was there before the world restarted, without a word. */
  resume(): void {
    for (const { node, player, heardMs } of [...this.#parts.directory.records()]) {
      if (player === null || this.#visits.has(player)) continue;
      const visit = this.#open(player, node);
      visit.heardMs = heardMs;
      if (!this.#parts.play.resume(visit.session, player)) this.#forget(visit);
    }
  }

  /** The node is in other hands. */
  leave(node: number): void {
    for (const visit of this.#visits.values()) if (visit.node === node) void this.#end(visit);
  }

  /** Who sits behind a node now. */
  playerAt(node: number): number | null {
    for (const visit of this.#visits.values()) if (visit.node === node) return visit.player;
    return null;
  }

  nodeOf(player: number): number | null {
    return this.#visits.get(player)?.node ?? null;
  }

  get size(): number {
    return this.#visits.size;
  }

  nextDueMs(): number {
    return Math.min(Number.POSITIVE_INFINITY, ...[...this.#visits.values()].map(({ heardMs }) => heardMs + this.#parts.idleMs));
  }

  /** Ends the sessions that are over. */
  async tick(): Promise<void> {
    const nowMs = this.#parts.nowMs();
    const over = [...this.#visits.values()].filter(({ heardMs }) => heardMs + this.#parts.idleMs <= nowMs);
    await Promise.all(over.map((visit) => this.#end(visit)));
  }

  #end(visit: Visit): Promise<void> {
    this.#forget(visit);
    return this.#parts.play.close(visit.session);
  }

  #open(player: number, node: number): Visit {
    const { play, write, say, nowMs } = this.#parts;
    const visit: { -readonly [K in keyof Visit]?: Visit[K] } = { player, node, heardMs: nowMs() };
    const door = {
      frame: () => this.#parts.frame(visit.node!),
      place: () => visit.node!,
      keep: (text: string, occasion: Occasion, place = visit.node!) => write(place, text, occasion),
      send: (text: string) => say(visit.node!, text),
      close: () => this.#forget(visit as Visit),
    };
    visit.session = play.attach({ door, address: `node ${node}` });
    this.#visits.set(player, visit as Visit);
    return visit as Visit;
  }

  #forget(visit: Visit): void {
    if (this.#visits.get(visit.player) === visit) this.#visits.delete(visit.player);
    const { directory } = this.#parts;
    if (directory.record(visit.node)?.player === visit.player) directory.put(visit.node, { player: null });
  }
}
