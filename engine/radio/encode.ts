// From our own shapes to the protobufs a radio takes; each function gives the bytes of one ToRadio, not yet framed.

import { create, toBinary } from "@bufbuild/protobuf";
import { Admin, Mesh, Portnums } from "@meshtastic/protobufs";
import { textLimitBytes } from "./airtime.ts";
import { BROADCAST, type OutContact, type OutPacket, type OutText, type RefusedReason } from "./link.ts";

const KEY_BYTES = 32;

/** How many bytes of text may go the way this packet goes. */
export function textRoomBytes(way: { readonly publicKey?: string; readonly replyTo?: number }): number {
  return textLimitBytes({ pkc: way.publicKey !== undefined, reply: way.replyTo !== undefined });
}

/** Why a radio could never take this, or null when it could. */
export function flawOf(packet: OutPacket): RefusedReason | null {
  if (!isNumber32(packet.packetId)) return "unsound";
  if (packet.publicKey !== undefined && !isKey(packet.publicKey)) return "unsound";
  if (packet.kind === "contact") return isNumber32(packet.node) ? null : "unsound";
  if (!isNumber32(packet.to) || packet.text === "") return "unsound";
  if (packet.to === BROADCAST && packet.publicKey !== undefined) return "unsound";
  if (!isWithin(packet.channel, 7) || (packet.hopLimit !== undefined && !isWithin(packet.hopLimit, 7))) return "unsound";
  return Buffer.byteLength(packet.text) > textRoomBytes(packet) ? "size" : null;
}

export function encodeWantConfig(nonce: number): Uint8Array {
  return toRadio({ case: "wantConfigId", value: nonce });
}

/** Nonce 0: a heartbeat with 1 makes newer firmware announce itself on air. */
export function encodeHeartbeat(): Uint8Array {
  return toRadio({ case: "heartbeat", value: create(Mesh.HeartbeatSchema, { nonce: 0 }) });
}

export function encodeDisconnect(): Uint8Array {
  return toRadio({ case: "disconnect", value: true });
}

/** `radio`: who we are and how far we send when the packet does not say. */
export function encodePacket(packet: OutPacket, radio: { readonly myNode: number; readonly hopLimit: number }): Uint8Array {
  return toRadio({ case: "packet", value: packet.kind === "text" ? textPacket(packet, radio) : contactPacket(packet, radio.myNode) });
}

function textPacket(out: OutText, radio: { readonly myNode: number; readonly hopLimit: number }): Mesh.MeshPacket {
  return create(Mesh.MeshPacketSchema, {
    // Without our own number here the firmware addresses its RATE_LIMIT_EXCEEDED to node 0, and nobody hears of it.
    from: radio.myNode,
    to: out.to,
    id: out.packetId,
    channel: out.publicKey === undefined ? out.channel : 0,
    wantAck: out.wantAck,
    hopLimit: out.hopLimit ?? radio.hopLimit,
    ...(out.publicKey === undefined ? {} : { pkiEncrypted: true, publicKey: keyBytes(out.publicKey) }),
    payloadVariant: {
      case: "decoded",
      value: create(Mesh.DataSchema, {
        portnum: Portnums.PortNum.TEXT_MESSAGE_APP,
        payload: new TextEncoder().encode(out.text),
        replyId: out.replyTo ?? 0,
      }),
    },
  });
}

function contactPacket(out: OutContact, myNode: number): Mesh.MeshPacket {
  const user = create(Mesh.UserSchema, {
    id: `!${out.node.toString(16).padStart(8, "0")}`,
    longName: out.longName,
    shortName: out.shortName,
    publicKey: keyBytes(out.publicKey),
  });
  const admin = create(Admin.AdminMessageSchema, {
    payloadVariant: { case: "addContact", value: create(Admin.SharedContactSchema, { nodeNum: out.node, user }) },
  });
  return create(Mesh.MeshPacketSchema, {
    from: myNode,
    to: myNode,
    id: out.packetId,
    wantAck: true,
    payloadVariant: {
      case: "decoded",
      value: create(Mesh.DataSchema, { portnum: Portnums.PortNum.ADMIN_APP, payload: toBinary(Admin.AdminMessageSchema, admin) }),
    },
  });
}

function toRadio(payloadVariant: Mesh.ToRadio["payloadVariant"]): Uint8Array {
  return toBinary(Mesh.ToRadioSchema, create(Mesh.ToRadioSchema, { payloadVariant }));
}

function keyBytes(key: string): Uint8Array {
  return new Uint8Array(Buffer.from(key, "base64"));
}

function isKey(key: string): boolean {
  return keyBytes(key).length === KEY_BYTES;
}

function isNumber32(n: number): boolean {
  return Number.isInteger(n) && n > 0 && n <= 0xffffffff;
}

function isWithin(n: number, high: number): boolean {
  return Number.isInteger(n) && n >= 0 && n <= high;
}
