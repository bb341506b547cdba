// Who used how much of the air: read off the trace from the moment it is made. Relays count for the origin, ACKs for both ends' talk.

import { airtimeMs } from "../airtime.ts";
import type { SimMesh } from "./mesh.ts";
import type { TraceEvent } from "./trace.ts";

export interface Usage {
  /** What this node itself has sent, for others too. */
  readonly sentMs: number;
  readonly sentFrames: number;
  /** What its own packets have cost, with their retries and all relays. */
  readonly causedMs: number;
  readonly causedFrames: number;
  /** All that was sent from it or to it: its talk with everybody, ACKs and relays included. */
  readonly talkMs: number;
  readonly talkFrames: number;
}

const NONE: Usage = { sentMs: 0, sentFrames: 0, causedMs: 0, causedFrames: 0, talkMs: 0, talkFrames: 0 };

export class Ledger {
  readonly #mesh: SimMesh;
  readonly #sinceMs: number;
  readonly #byNode = new Map<number, Usage>();
  readonly #stop: () => void;
  #totalMs = 0;

  constructor(mesh: SimMesh) {
    this.#mesh = mesh;
    this.#sinceMs = mesh.now();
    this.#stop = mesh.trace.watch((event) => this.#take(event));
  }

  of(num: number): Usage {
    return this.#byNode.get(num) ?? NONE;
  }

  /** All sendings of all nodes; more than the time passed where the mesh is wide. */
  get totalMs(): number {
    return this.#totalMs;
  }

  /** The share of the time since the ledger was opened in which that node's talk was on some air. */
  talkShare(num: number): number {
    return this.of(num).talkMs / Math.max(1, this.#mesh.now() - this.#sinceMs);
  }

  close(): void {
    this.#stop();
  }

  #take({ what, node, frame }: TraceEvent): void {
    if (what !== "sent") return;
    const ms = airtimeMs(this.#mesh.air.preset, frame.bytes);
    this.#totalMs += ms;
    this.#add(node, { sentMs: ms, sentFrames: 1 });
    this.#add(frame.from, { causedMs: ms, causedFrames: 1, talkMs: ms, talkFrames: 1 });
    this.#add(frame.to, { talkMs: ms, talkFrames: 1 });
  }

  #add(num: number, more: Partial<Usage>): void {
    const sum = { ...this.of(num) };
    for (const [name, amount] of Object.entries(more)) sum[name as keyof Usage] += amount;
    this.#byNode.set(num, sum);
  }
}
