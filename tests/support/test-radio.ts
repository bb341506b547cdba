// A radio for tests that speaks the genuine framing and protobufs, in the order seen on the firmware (mesh.md), and misbehaves on demand.
// It knows no sockets: `radio-doors.ts` puts it behind TCP, a PTY or a loopback.

import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { Mesh, Portnums } from "@meshtastic/protobufs";
import { Deframer, frame } from "../../engine/radio/framing.ts";
import type { LoopbackLine, LoopbackPeer } from "../../engine/radio/loopback.ts";
import { SYSTEM_TIMERS, type Timers } from "../../engine/radio/timers.ts";
import { dumpOf, keyOf, NONCE_NODES_ONLY, type Part } from "./radio-dump.ts";

export interface TestRadioOptions {
  readonly node?: number;
  readonly others?: number;
  readonly timers?: Timers;
  /** The firmware's is 2,000. */
  readonly throttleMs?: number;
  /** How soon a text is acknowledged. */
  readonly ackMs?: number;
}

/** What becomes of a text on air; `silent` is nothing at all. */
export type Fate = "ack" | "relayed" | "silent" | { readonly nak: number; readonly by?: "own" | "peer" };

const QUEUE = 16;

export class TestRadio {
  readonly node: number;
  readonly publicKey: Uint8Array;
  /** Texts and contacts that were handed over and not throttled. */
  readonly taken: Mesh.MeshPacket[] = [];
  readonly throttled: number[] = [];
  heartbeats = 0;
  wantConfigs = 0;
  connections = 0;
  /** The fate of each text in turn; afterwards all are acknowledged. */
  readonly fates: Fate[] = [];
  /** What the queue says to each text in turn; afterwards it takes all. 32 is full, and takes the packet all the same. */
  readonly queueResults: number[] = [];
  /** Packets that burst into the configuration while it is told. */
  readonly interleaved: Mesh.MeshPacket[] = [];
  /** Log lines between the frames, as a radio with a console on the same line. */
  chatty = false;
  /** Hears and says nothing, connection open: rebooting or hung. */
  silent = false;
  /** The dump stops after so many frames, this many times. */
  stopsAfter: { frames: number; times: number } | null = null;
  queueFree = QUEUE;
  readonly #timers: Timers;
  readonly #throttleMs: number;
  readonly #ackMs: number;
  readonly #others: number;
  readonly #waiting: Part[] = [];
  #line: LoopbackLine | null = null;
  #configured = false;
  #lastTextAtMs = Number.NEGATIVE_INFINITY;
  #nextId = 1_000_000;
  #frameId = 0;

  constructor(options: TestRadioOptions = {}) {
    this.node = options.node ?? 0x0a0b0c0d;
    this.publicKey = keyOf(this.node);
    this.#others = options.others ?? 5;
    this.#timers = options.timers ?? SYSTEM_TIMERS;
    this.#throttleMs = options.throttleMs ?? 2_000;
    this.#ackMs = options.ackMs ?? 5;
  }

  /** Takes a client; the one before is closed at once, as the firmware does. */
  attach(line: LoopbackLine): LoopbackPeer {
    this.#line?.close();
    this.#line = line;
    this.#configured = false;
    this.connections++;
    const deframer = new Deframer((payload) => this.#toRadio(payload));
    return {
      data: (bytes) => {
        if (this.#line === line && !this.silent) deframer.push(bytes);
      },
      closed: () => {
        if (this.#line !== line) return;
        this.#line = null;
        // What the air brings now waits for the next client.
        this.#configured = false;
      },
    };
  }

  get isAttached(): boolean {
    return this.#line !== null;
  }

  /** Bytes as they are, for garbage and half frames. */
  raw(bytes: Uint8Array): void {
    this.#line?.write(bytes);
  }

  /** The frame of a message, for cutting up. */
  frameOf(variant: Part): Uint8Array {
    return frame(toBinary(Mesh.FromRadioSchema, create(Mesh.FromRadioSchema, { id: ++this.#frameId, payloadVariant: variant })));
  }

  say(variant: Part): void {
    if (this.silent) return;
    if (this.chatty) this.raw(Buffer.from("\u001b[32mINFO  | 12:00:01 [Router] Rx 94 \x94 and so on\u001b[0m\r\n", "latin1"));
    this.raw(this.frameOf(variant));
  }

  /** A packet that the air brings; waits until the client is configured. */
  hear(packet: Mesh.MeshPacket): void {
    const variant = { case: "packet", value: packet } as const;
    if (this.#configured) this.say(variant);
    else this.#waiting.push(variant);
  }

  /** A text of another node to us, encrypted to our key unless told otherwise. */
  text(from: number, text: string | Uint8Array, more: Partial<Mesh.MeshPacket> = {}): Mesh.MeshPacket {
    const payload = typeof text === "string" ? new TextEncoder().encode(text) : text;
    return create(Mesh.MeshPacketSchema, {
      ...{ from, to: this.node, id: this.#nextId++, hopStart: 3, hopLimit: 2, rxSnr: 6.5, wantAck: true },
      ...{ pkiEncrypted: true, publicKey: keyOf(from) },
      payloadVariant: {
        case: "decoded",
        value: create(Mesh.DataSchema, { portnum: Portnums.PortNum.TEXT_MESSAGE_APP, payload, bitfield: 1 }),
      },
      ...more,
    });
  }

  /** A routing answer about `requestId`, said by `from`. */
  routing(requestId: number, from: number, code: number, to = this.node): Mesh.MeshPacket {
    const payload = toBinary(Mesh.RoutingSchema, create(Mesh.RoutingSchema, { variant: { case: "errorReason", value: code } }));
    return create(Mesh.MeshPacketSchema, {
      ...{ from, to, id: this.#nextId++ },
      payloadVariant: { case: "decoded", value: create(Mesh.DataSchema, { portnum: Portnums.PortNum.ROUTING_APP, payload, requestId }) },
    });
  }

  queueStatus(packetId = 0, result = 0): void {
    this.say({
      case: "queueStatus",
      value: create(Mesh.QueueStatusSchema, { free: this.queueFree, maxlen: QUEUE, meshPacketId: packetId, res: result }),
    });
  }

  /** `tells`: says so on the living line, as over USB; otherwise the line is cut. */
  reboot(way: "tells" | "cuts"): void {
    this.#configured = false;
    if (way === "cuts") this.#line?.close();
    else this.say({ case: "rebooted", value: true });
  }

  #toRadio(payload: Uint8Array): boolean {
    let message: Mesh.ToRadio;
    try {
      message = fromBinary(Mesh.ToRadioSchema, payload);
    } catch {
      return false;
    }
    const { payloadVariant: variant } = message;
    if (variant.case === "wantConfigId") this.#tellConfig(variant.value);
    else if (variant.case === "heartbeat") {
      this.heartbeats++;
      this.queueStatus();
    } else if (variant.case === "packet") this.#take(variant.value);
    else if (variant.case === "disconnect") {
      this.#configured = false;
      this.#line?.close();
    }
    return true;
  }

  #tellConfig(nonce: number): void {
    this.wantConfigs++;
    this.#configured = false;
    const parts = dumpOf({ node: this.node, publicKey: this.publicKey, others: this.#others }, nonce);
    const stop = this.stopsAfter;
    const cut = stop !== null && stop.times-- > 0 ? stop.frames : Number.POSITIVE_INFINITY;
    parts.forEach((part, index) => {
      if (index < cut) this.say(part);
      const burst = this.interleaved[index];
      if (burst !== undefined) this.say({ case: "packet", value: burst });
    });
    if (cut < parts.length) return;
    this.say({ case: "configCompleteId", value: nonce });
    // A host that asks in two parts is configured after the first.
    if (nonce === NONCE_NODES_ONLY) return;
    this.#configured = true;
    for (const variant of this.#waiting.splice(0)) this.say(variant);
  }

  #take(packet: Mesh.MeshPacket): void {
    const data = packet.payloadVariant.case === "decoded" ? packet.payloadVariant.value : null;
    const nowMs = this.#timers.now();
    const isText = data?.portnum === Portnums.PortNum.TEXT_MESSAGE_APP;
    const result = isText ? (this.queueResults.shift() ?? 0) : 0;
    this.queueStatus(packet.id, result);
    if (result !== 0 && result !== 32) return;
    if (isText && nowMs - this.#lastTextAtMs < this.#throttleMs) {
      this.throttled.push(packet.id);
      // To node 0 when the host did not say who it is, where no host hears of it.
      this.hear(this.routing(packet.id, this.node, 38, packet.from));
      return;
    }
    if (isText) this.#lastTextAtMs = nowMs;
    this.taken.push(packet);
    this.#timers.after(this.#ackMs, () => this.#settle(packet, isText));
  }

  #settle(packet: Mesh.MeshPacket, isText: boolean): void {
    if (!packet.wantAck) return;
    if (!isText) {
      this.hear(this.routing(packet.id, this.node, 0));
      return;
    }
    const fate = this.fates.shift() ?? "ack";
    if (fate === "silent") return;
    if (typeof fate === "object") {
      this.hear(this.routing(packet.id, fate.by === "peer" ? packet.to : this.node, fate.nak));
      return;
    }
    // Our own radio hears the relay first.
    this.hear(this.routing(packet.id, this.node, 0));
    if (fate === "ack" && packet.to !== 0xffffffff) this.hear(this.routing(packet.id, packet.to, 0));
  }
}
