// What travels on the simulated air: a packet as the firmware has it, without its encoding. Frames are never changed once sent.

import { ACK_BYTES, HEADER_BYTES, LARGEST_PACKET_BYTES, SIGNATURE_BYTES, textPacketBytes } from "../airtime.ts";
import { BROADCAST } from "../link.ts";

/** Error numbers of a routing packet (Routing.Error of the Meshtastic protobufs). */
export const ROUTING = {
  NONE: 0,
  MAX_RETRANSMIT: 5,
  NO_CHANNEL: 6,
  TOO_LARGE: 7,
  DUTY_CYCLE_LIMIT: 9,
  PKI_FAILED: 34,
  PKI_UNKNOWN_PUBKEY: 35,
  RATE_LIMIT_EXCEEDED: 38,
  PKI_SEND_FAIL_PUBLIC_KEY: 39,
} as const;

const NAMES = new Map<number, string>(Object.entries(ROUTING).map(([name, code]) => [code, name]));

export function routingName(code: number): string {
  return NAMES.get(code) ?? `ERROR_${code}`;
}

/** Order in a node's queue (MeshPacket.Priority of the Meshtastic protobufs). */
export const PRIORITY = { background: 10, default: 64, reliable: 70, high: 100, ack: 120 } as const;

export type Body =
  | { readonly kind: "text"; readonly text: string; readonly replyTo: number | null }
  | { readonly kind: "routing"; readonly requestId: number; readonly error: number }
  | { readonly kind: "nodeInfo"; readonly user: User }
  | { readonly kind: "position" }
  | { readonly kind: "telemetry" };

/** What a node tells of itself to all. */
export interface User {
  readonly longName: string;
  readonly shortName: string;
  /** Base64; null for a node that has no keys at all. */
  readonly publicKey: string | null;
}

export interface Frame {
  readonly from: number;
  readonly to: number;
  readonly id: number;
  readonly channel: number;
  /** Hops still left, and hops at the start: their difference is how far it has come. */
  readonly hopLimit: number;
  readonly hopStart: number;
  readonly wantAck: boolean;
  /** Who is asked to relay it, null for whoever can; and who sent it last (next_hop and relay_node in the firmware's header, of a byte each). */
  readonly nextHop: number | null;
  readonly relayedBy: number;
  readonly priority: number;
  readonly bytes: number;
  /** The two keys a direct message was sealed with; null under the channel's key. */
  readonly seal: { readonly by: string; readonly to: string } | null;
  readonly body: Body;
}

export type Draft = Pick<Frame, "from" | "to" | "id" | "channel" | "hopLimit" | "wantAck" | "seal" | "body">;

/** A frame at its origin: nothing of its hops used, its size and priority as the firmware makes them. */
export function frameOf(draft: Draft): Frame {
  return {
    ...draft,
    hopStart: draft.hopLimit,
    nextHop: null,
    relayedBy: draft.from,
    // A broadcast never asks for an ACK on the air (Router::send in the firmware's src/mesh/Router.cpp).
    wantAck: draft.wantAck && draft.to !== BROADCAST,
    priority: priorityOf(draft),
    bytes: bytesOf(draft),
  };
}

export function hopsUsed(frame: Frame): number {
  return frame.hopStart - frame.hopLimit;
}

// fixPriority() in the firmware's src/mesh/MeshPacketQueue.cpp.
function priorityOf(draft: Draft): number {
  switch (draft.body.kind) {
    case "routing":
      return PRIORITY.ack;
    case "text":
      return PRIORITY.high;
    default:
      return draft.to === BROADCAST ? PRIORITY.background : PRIORITY.default;
  }
}

// Node info: names of usual length, hardware, role and a key of 32 bytes. Position and telemetry as devices send them by default.
const NODE_INFO_BYTES = HEADER_BYTES + 80;
const POSITION_BYTES = HEADER_BYTES + 40;
const TELEMETRY_BYTES = HEADER_BYTES + 34;

function bytesOf(draft: Draft): number {
  const bytes = plainBytesOf(draft);
  const isSigned = draft.to === BROADCAST && bytes + SIGNATURE_BYTES <= LARGEST_PACKET_BYTES;
  return isSigned ? bytes + SIGNATURE_BYTES : bytes;
}

function plainBytesOf(draft: Draft): number {
  const { body } = draft;
  switch (body.kind) {
    case "text":
      return textPacketBytes(Buffer.byteLength(body.text), { pkc: draft.seal !== null, reply: body.replyTo !== null });
    case "routing":
      return ACK_BYTES;
    case "nodeInfo":
      return NODE_INFO_BYTES;
    case "position":
      return POSITION_BYTES;
    case "telemetry":
      return TELEMETRY_BYTES;
  }
}
