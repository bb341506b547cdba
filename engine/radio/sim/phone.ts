// A person with a radio and a phone: writes messages, reads what comes, sees what became of each. The other end of every test of play.

import { BROADCAST } from "../link.ts";
import { type Frame, ROUTING } from "./frame.ts";
import { type HostEvent, TEXT_THROTTLE_MS } from "./host-port.ts";
import type { SimMesh } from "./mesh.ts";
import type { SimNode } from "./node.ts";

/** `relayed`: somebody passed it on; `acked`: the other radio has it; `failed`: given up, which a late ACK may yet outrule. */
export type MessageState = "waiting" | "sent" | "relayed" | "acked" | "failed";

export interface SentMessage {
  readonly id: number;
  readonly to: number;
  readonly text: string;
  readonly writtenMs: number;
  readonly state: MessageState;
  /** The number of the last error, 0 for none. */
  readonly error: number;
  /** Each change of state, with its time. */
  readonly changes: readonly { readonly state: MessageState; readonly atMs: number }[];
}

export interface ReadMessage {
  readonly id: number;
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly atMs: number;
  readonly hopsUsed: number;
  readonly replyTo: number | null;
}

export interface PhoneOptions {
  /** Called for each message that the person reads, in the order of their coming. */
  readonly read?: (message: ReadMessage) => void;
  readonly changed?: (message: SentMessage) => void;
  /** A person types no faster than this; 0 lets the radio's throttle bite. */
  readonly paceMs?: number;
}

const COMFORTABLE_PACE_MS = TEXT_THROTTLE_MS + 100;

export class Phone {
  readonly node: SimNode;
  readonly inbox: ReadMessage[] = [];
  readonly #mesh: SimMesh;
  readonly #o: PhoneOptions;
  readonly #sent = new Map<number, SentMessage>();
  #nextMs = 0;

  constructor(mesh: SimMesh, node: SimNode, options: PhoneOptions = {}) {
    this.#mesh = mesh;
    this.node = node;
    this.#o = options;
    this.connect();
  }

  /** Also after a reboot: phones find their radio again by themselves. */
  connect(): void {
    this.node.host.attach((event) => this.#take(event));
    this.node.host.configured();
  }

  /** Writes to one node, under its key; gives back the packet's id. */
  write(to: number, text: string, how: { readonly wantAck?: boolean; readonly hopLimit?: number; readonly replyTo?: number } = {}): number {
    const id = this.#mesh.chance.next32() || 1;
    const { agenda } = this.#mesh;
    this.#sent.set(id, { id, to, text, writtenMs: agenda.now(), state: "waiting", error: 0, changes: [] });
    const pace = this.#o.paceMs ?? COMFORTABLE_PACE_MS;
    const atMs = Math.max(agenda.now(), this.#nextMs);
    this.#nextMs = atMs + pace;
    agenda.at(atMs, () => {
      this.#change(id, "sent", 0);
      this.node.host.submit({ id, to, text, wantAck: how.wantAck ?? true, saysFrom: true, ...how });
    });
    return id;
  }

  /** Writes to everybody on the channel. */
  call(text: string): number {
    return this.write(BROADCAST, text, { wantAck: false });
  }

  message(id: number): SentMessage | undefined {
    return this.#sent.get(id);
  }

  get sent(): SentMessage[] {
    return [...this.#sent.values()];
  }

  #take(event: HostEvent): void {
    if (event.kind === "packet") this.#readPacket(event.frame);
    else if (event.kind === "answer" && event.to !== 0) this.#settle(event.requestId, event.error, event.by);
    else if (event.kind === "closed" && event.why === "silence") this.connect();
  }

  #settle(id: number, error: number, by: number): void {
    if (error !== ROUTING.NONE) this.#change(id, "failed", error);
    else this.#change(id, by === this.node.num ? "relayed" : "acked", 0);
  }

  // Nothing unsettles an ACK; whatever comes first otherwise gives way to what comes later.
  #change(id: number, state: MessageState, error: number): void {
    const message = this.#sent.get(id);
    if (message === undefined || message.state === "acked") return;
    const changed = { ...message, state, error, changes: [...message.changes, { state, atMs: this.#mesh.now() }] };
    this.#sent.set(id, changed);
    this.#o.changed?.(changed);
  }

  #readPacket(frame: Frame): void {
    if (frame.body.kind !== "text") return;
    const message: ReadMessage = {
      id: frame.id,
      from: frame.from,
      to: frame.to,
      text: frame.body.text,
      atMs: this.#mesh.now(),
      hopsUsed: frame.hopStart - frame.hopLimit,
      replyTo: frame.body.replyTo,
    };
    this.inbox.push(message);
    this.#o.read?.(message);
  }
}
