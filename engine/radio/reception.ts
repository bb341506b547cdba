// What comes from the radio while a link lives, turned into the link's events: texts, nodes heard, answers to what was sent.

import type { Acks } from "./acks.ts";
import type { DeviceMessage, HeardPacket } from "./device-message.ts";
import type { Dump } from "./dump.ts";
import type { LinkEvent } from "./link.ts";
import { errorOfQueueResult } from "./routing-errors.ts";

export interface ReceptionOptions {
  readonly acks: Acks;
  readonly now: () => number;
  readonly emit: (event: LinkEvent) => void;
  readonly count: (name: string) => void;
}

export class Reception {
  readonly #o: ReceptionOptions;
  /** Free places in the radio's own queue, as it last said; null while unknown. */
  #queueFree: number | null = null;

  constructor(options: ReceptionOptions) {
    this.#o = options;
  }

  get isQueueFull(): boolean {
    return this.#queueFree === 0;
  }

  /** A new connection: what the radio said of its queue is void. */
  restart(): void {
    this.#queueFree = null;
  }

  take(message: DeviceMessage, dump: Dump): void {
    const { emit, count, now } = this.#o;
    if (message.t === "packet") this.#packet(message.packet, dump);
    else if (message.t === "queue") this.#queue(message, dump);
    else if (message.t === "notice") emit({ kind: "notice", text: message.text, packetId: message.packetId });
    else if (message.t === "node") {
      emit({ kind: "nodeInfo", node: dump.learn(message.node) });
      if (message.airtime !== null && message.node.node === dump.myNode) emit({ kind: "airtime", ...message.airtime, atMs: now() });
    } else if (message.t === "rebooted") {
      count("reboots");
      emit({ kind: "rebooted" });
    }
  }

  #queue(message: Extract<DeviceMessage, { t: "queue" }>, dump: Dump): void {
    const { acks, emit, now, count } = this.#o;
    const { free, max, packetId, result } = message;
    this.#queueFree = free;
    if (free === 0) count("queueFull");
    emit({ kind: "queue", free, max, packetId, result });
    const code = errorOfQueueResult(result);
    if (packetId !== 0 && code !== null) acks.answered(packetId, dump.myNode, code, dump.myNode, now());
  }

  #packet(packet: HeardPacket, dump: Dump): void {
    const { emit, count, now } = this.#o;
    const isOurs = packet.from === dump.myNode;
    if (!isOurs) emit({ kind: "heard", node: packet.from, atMs: now(), hopsUsed: packet.hopsUsed });
    const { content } = packet;
    if (content.t === "text") this.#text(packet, isOurs);
    else if (content.t === "routing") this.#routing(packet.from, content, dump);
    else if (content.t === "telemetry") {
      if (isOurs) emit({ kind: "airtime", ...content.airtime, atMs: now() });
    } else if (content.t === "user") {
      const { longName, shortName, publicKey, role } = content;
      const node = { node: packet.from, longName, shortName, publicKey, role, hopsAway: packet.hopsUsed, lastHeardMs: now() };
      emit({ kind: "nodeInfo", node: dump.learn(node) });
    } else count(`dropped.${content.why}`);
  }

  #text(packet: HeardPacket, isOurs: boolean): void {
    const { emit, count, now } = this.#o;
    if (packet.content.t !== "text") return;
    if (isOurs) {
      count("dropped.echo");
      return;
    }
    count("texts");
    const { content, ...rest } = packet;
    emit({ kind: "text", text: { ...rest, text: content.text, bytes: content.bytes, replyTo: content.replyTo, rxTimeMs: now() } });
  }

  #routing(from: number, answer: { readonly requestId: number; readonly code: number }, dump: Dump): void {
    const { acks, now, count } = this.#o;
    if (!acks.answered(answer.requestId, from, answer.code, dump.myNode, now())) count("strayAnswers");
  }
}
