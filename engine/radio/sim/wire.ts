// A simulated radio's words to its host, and the host's to it, as the genuine protobufs: so that links are proven by what they will meet.

import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { Admin, Channel, Config, Mesh, Portnums, Telemetry } from "@meshtastic/protobufs";
import type { PresetName } from "../airtime.ts";
import type { Contact } from "./contacts.ts";
import type { Frame, User } from "./frame.ts";
import type { HostEvent, HostText } from "./host-port.ts";

type FromRadioCase = Mesh.FromRadio["payloadVariant"];

/** What a host may ask of its radio. */
export type HostWord =
  | { readonly kind: "wantConfig"; readonly nonce: number }
  | { readonly kind: "heartbeat" }
  | { readonly kind: "disconnect" }
  | { readonly kind: "text"; readonly text: HostText }
  | { readonly kind: "contact"; readonly id: number; readonly num: number; readonly user: User };

/** What a radio tells of itself when it is asked. */
export interface Itself {
  readonly num: number;
  readonly user: User;
  readonly firmware: string;
  readonly region: string;
  readonly preset: PresetName;
  readonly hopLimit: number;
  readonly contacts: readonly Contact[];
}

/** Nonces that ask for a part: all but the other nodes, or only them (measured). */
const WITHOUT_NODES = 69_420;
const ONLY_NODES = 69_421;
const CHANNELS = 8;
// Airtime goes out as hundredths, as the firmware's own telemetry does.
const rounded = (percent: number): number => Math.round(percent * 100) / 100;

/** Null for what this radio does not know, or what is no message at all. */
export function readHostWord(bytes: Uint8Array): HostWord | null {
  try {
    return shape(fromBinary(Mesh.ToRadioSchema, bytes));
  } catch {
    return null;
  }
}

function shape({ payloadVariant }: Mesh.ToRadio): HostWord | null {
  switch (payloadVariant.case) {
    case "wantConfigId":
      return { kind: "wantConfig", nonce: payloadVariant.value };
    case "heartbeat":
    case "disconnect":
      return { kind: payloadVariant.case };
    case "packet":
      return readPacket(payloadVariant.value);
    default:
      return null;
  }
}

function readPacket(packet: Mesh.MeshPacket): HostWord | null {
  if (packet.payloadVariant.case !== "decoded") return null;
  const { portnum, payload, replyId } = packet.payloadVariant.value;
  if (portnum === Portnums.PortNum.ADMIN_APP) return readAdmin(packet.id, payload);
  if (portnum !== Portnums.PortNum.TEXT_MESSAGE_APP) return null;
  const { id, to, wantAck, hopLimit, channel } = packet;
  const key = keyText(packet.publicKey);
  return {
    kind: "text",
    text: {
      id,
      to,
      wantAck,
      hopLimit,
      channel,
      text: Buffer.from(payload).toString("utf8"),
      saysFrom: packet.from !== 0,
      ...(replyId === 0 ? {} : { replyTo: replyId }),
      ...(key === null ? {} : { publicKey: key }),
    },
  };
}

function readAdmin(id: number, payload: Uint8Array): HostWord | null {
  const { payloadVariant } = fromBinary(Admin.AdminMessageSchema, payload);
  if (payloadVariant.case !== "addContact") return null;
  const { nodeNum, user } = payloadVariant.value;
  const { longName = "", shortName = "" } = user ?? {};
  return { kind: "contact", id, num: nodeNum, user: { longName, shortName, publicKey: keyText(user?.publicKey) } };
}

/** The answer to want_config, in the order that was measured: each entry is one FromRadio. */
export function configWords(it: Itself, nonce: number): Uint8Array[] {
  const others = it.contacts.map((contact) => nodeInfo(contact.num, contact.user, contact));
  const words: FromRadioCase[] =
    nonce === ONLY_NODES
      ? others
      : [
          { case: "myInfo", value: create(Mesh.MyNodeInfoSchema, { myNodeNum: it.num }) },
          nodeInfo(it.num, it.user, null),
          { case: "metadata", value: create(Mesh.DeviceMetadataSchema, { firmwareVersion: it.firmware, canShutdown: true }) },
          ...Array.from({ length: CHANNELS }, (_, index) => channelWord(index)),
          ...configs(it),
          ...(nonce === WITHOUT_NODES ? [] : others),
        ];
  return [...words, { case: "configCompleteId" as const, value: nonce }].map(fromRadio);
}

export function rebootedWord(): Uint8Array {
  return fromRadio({ case: "rebooted", value: true });
}

/** Null for what never reaches the host. */
export function eventWord(event: HostEvent, own: number, nowMs: number): Uint8Array | null {
  switch (event.kind) {
    case "packet":
      return fromRadio({ case: "packet", value: heardPacket(event.frame, event.db, nowMs) });
    case "answer":
      return event.to === 0 ? null : fromRadio({ case: "packet", value: answerPacket(event, own) });
    case "queue": {
      const { free, max, packetId, result } = event;
      return fromRadio({
        case: "queueStatus",
        value: create(Mesh.QueueStatusSchema, { free, maxlen: max, meshPacketId: packetId, res: result }),
      });
    }
    case "telemetry":
      return fromRadio({ case: "packet", value: telemetryPacket(event, own) });
    case "notice":
      return fromRadio({
        case: "clientNotification",
        value: create(Mesh.ClientNotificationSchema, { message: event.text, replyId: event.packetId }),
      });
    case "closed":
      return null;
  }
}

function heardPacket(frame: Frame, db: number, nowMs: number): Mesh.MeshPacket {
  const { from, to, id, channel, hopLimit, hopStart, wantAck, seal } = frame;
  return create(Mesh.MeshPacketSchema, {
    from,
    to,
    id,
    channel,
    hopLimit,
    hopStart,
    wantAck,
    rxTime: Math.floor(nowMs / 1000),
    rxSnr: Math.round(db * 4) / 4,
    ...(seal === null ? {} : { pkiEncrypted: true, publicKey: keyBytes(seal.by) }),
    payloadVariant: { case: "decoded", value: dataOf(frame) },
  });
}

function dataOf({ body }: Frame): Mesh.Data {
  switch (body.kind) {
    case "text":
      return data(Portnums.PortNum.TEXT_MESSAGE_APP, new TextEncoder().encode(body.text), { replyId: body.replyTo ?? 0 });
    case "routing":
      return data(Portnums.PortNum.ROUTING_APP, routingBytes(body.error), { requestId: body.requestId });
    case "nodeInfo":
      return data(Portnums.PortNum.NODEINFO_APP, toBinary(Mesh.UserSchema, userMessage(null, body.user)), {});
    case "position":
      return data(Portnums.PortNum.POSITION_APP, new Uint8Array(0), {});
    case "telemetry":
      return data(Portnums.PortNum.TELEMETRY_APP, new Uint8Array(0), {});
  }
}

function answerPacket(event: HostEvent & { kind: "answer" }, own: number): Mesh.MeshPacket {
  const value = data(Portnums.PortNum.ROUTING_APP, routingBytes(event.error), { requestId: event.requestId });
  return create(Mesh.MeshPacketSchema, { from: event.by, to: own, payloadVariant: { case: "decoded", value } });
}

function telemetryPacket(event: HostEvent & { kind: "telemetry" }, own: number): Mesh.MeshPacket {
  const metrics = { channelUtilization: rounded(event.channelUtilization), airUtilTx: rounded(event.airUtilTx) };
  const telemetry = create(Telemetry.TelemetrySchema, {
    variant: { case: "deviceMetrics", value: create(Telemetry.DeviceMetricsSchema, metrics) },
  });
  const value = data(Portnums.PortNum.TELEMETRY_APP, toBinary(Telemetry.TelemetrySchema, telemetry), {});
  return create(Mesh.MeshPacketSchema, { from: own, to: own, payloadVariant: { case: "decoded", value } });
}

function data(portnum: Portnums.PortNum, payload: Uint8Array, more: { replyId?: number; requestId?: number }): Mesh.Data {
  // Firmware since 2.5 sends the bitfield with everything; it makes 0 hops mean 0.
  return create(Mesh.DataSchema, { portnum, payload, bitfield: 1, ...more });
}

function routingBytes(error: number): Uint8Array {
  return toBinary(Mesh.RoutingSchema, create(Mesh.RoutingSchema, { variant: { case: "errorReason", value: error } }));
}

function nodeInfo(num: number, user: User | null, contact: Contact | null): FromRadioCase {
  return {
    case: "nodeInfo",
    value: create(Mesh.NodeInfoSchema, {
      num,
      lastHeard: contact === null ? 0 : Math.floor(contact.lastHeardMs / 1000),
      ...(user === null ? {} : { user: userMessage(num, user) }),
      ...(contact?.hopsAway == null ? {} : { hopsAway: contact.hopsAway }),
    }),
  };
}

function userMessage(num: number | null, user: User): Mesh.User {
  const { longName, shortName, publicKey } = user;
  return create(Mesh.UserSchema, {
    id: num === null ? "" : `!${num.toString(16).padStart(8, "0")}`,
    longName,
    shortName,
    publicKey: publicKey === null ? new Uint8Array(0) : keyBytes(publicKey),
  });
}

// One channel for all, with the key that everybody knows.
function channelWord(index: number): FromRadioCase {
  const role = index === 0 ? Channel.Channel_Role.PRIMARY : Channel.Channel_Role.DISABLED;
  const settings = create(Channel.ChannelSettingsSchema, { psk: index === 0 ? new Uint8Array([1]) : new Uint8Array(0) });
  return { case: "channel", value: create(Channel.ChannelSchema, { index, role, settings }) };
}

function configs(it: Itself): FromRadioCase[] {
  const lora = create(Config.Config_LoRaConfigSchema, {
    usePreset: true,
    modemPreset: numberOf(Config.Config_LoRaConfig_ModemPreset, firmwareName(it.preset)),
    region: numberOf(Config.Config_LoRaConfig_RegionCode, it.region),
    hopLimit: it.hopLimit,
    txEnabled: true,
  });
  const publicKey = it.user.publicKey === null ? new Uint8Array(0) : keyBytes(it.user.publicKey);
  const security = create(Config.Config_SecurityConfigSchema, { publicKey });
  return [
    { case: "config", value: create(Config.ConfigSchema, { payloadVariant: { case: "lora", value: lora } }) },
    { case: "config", value: create(Config.ConfigSchema, { payloadVariant: { case: "security", value: security } }) },
  ];
}

/** "LongFast" is LONG_FAST in the firmware's own words. */
function firmwareName(preset: PresetName): string {
  return preset.replace(/([a-z])([A-Z])/g, "$1_$2").toUpperCase();
}

function numberOf(names: Readonly<Record<string, string | number>>, name: string): number {
  const found = names[name];
  return typeof found === "number" ? found : 0;
}

function fromRadio(payloadVariant: FromRadioCase): Uint8Array {
  return toBinary(Mesh.FromRadioSchema, create(Mesh.FromRadioSchema, { payloadVariant }));
}

function keyBytes(key: string): Uint8Array {
  return new Uint8Array(Buffer.from(key, "base64"));
}

function keyText(key: Uint8Array | undefined): string | null {
  return key === undefined || key.length === 0 ? null : Buffer.from(key).toString("base64");
}
