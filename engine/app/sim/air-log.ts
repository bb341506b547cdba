// What our radio sent: each text frame with the airtime of all its sendings, and our talk's share of the channel, read off the trace.

import { airtimeMs } from "../../radio/airtime.ts";
import { Ledger } from "../../radio/sim/ledger.ts";
import type { SimMesh } from "../../radio/sim/mesh.ts";
import type { SimNode } from "../../radio/sim/node.ts";
import type { TraceEvent } from "../../radio/sim/trace.ts";

export interface SentFrame {
  readonly id: number;
  readonly to: number;
  readonly text: string;
  readonly bytes: number;
  readonly atMs: number;
  /** Of all sendings by our own radio, repeats included. */
  readonly airMs: number;
}

export class AirLog {
  readonly ledger: Ledger;
  readonly #mesh: SimMesh;
  readonly #server: number;
  readonly #frames = new Map<number, SentFrame>();
  readonly #heard = new Set<string>();
  readonly #busyBeforeMs: number;
  #copies = 0;
  readonly #stop: () => void;

  constructor(mesh: SimMesh, server: SimNode) {
    this.#mesh = mesh;
    this.#server = server.num;
    this.ledger = new Ledger(mesh);
    this.#busyBeforeMs = mesh.air.busyMs;
    this.#stop = mesh.trace.watch((event) => this.#take(event));
  }

  frames(): readonly SentFrame[] {
    return [...this.#frames.values()];
  }

  /** Texts that were handed to us a second time under the same id. */
  get copies(): number {
    return this.#copies;
  }

  /**
   * Milliseconds so far: of our own packets with their repeats and relays; of those and all that was sent to us; and the time in which
   * anybody was on air.
   */
  now(): { readonly oursMs: number; readonly talkMs: number; readonly busyMs: number } {
    const { causedMs, talkMs } = this.ledger.of(this.#server);
    return { oursMs: causedMs, talkMs, busyMs: this.#mesh.air.busyMs - this.#busyBeforeMs };
  }

  close(): void {
    this.#stop();
    this.ledger.close();
  }

  #take({ what, node, frame, atMs }: TraceEvent): void {
    if (what === "delivered" && node === this.#server && frame.body.kind === "text") this.#count(`${frame.from} ${frame.id}`);
    if (what !== "sent" || node !== this.#server || frame.from !== this.#server || frame.body.kind !== "text") return;
    const airMs = airtimeMs(this.#mesh.air.preset, frame.bytes);
    const { text } = frame.body;
    const known = this.#frames.get(frame.id) ?? { id: frame.id, to: frame.to, text, bytes: Buffer.byteLength(text), atMs, airMs: 0 };
    this.#frames.set(frame.id, { ...known, airMs: known.airMs + airMs });
  }

  #count(packet: string): void {
    if (this.#heard.has(packet)) this.#copies++;
    this.#heard.add(packet);
  }
}
