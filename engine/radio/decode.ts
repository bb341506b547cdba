// From the radio's protobufs to our own shapes. Nothing here throws: what does not decode is null or counted as damaged.

import { fromBinary } from "@bufbuild/protobuf";
import { Channel, Config, Mesh, Portnums, Telemetry } from "@meshtastic/protobufs";
import type { Airtime, DeviceMessage, HeardPacket, PacketContent } from "./device-message.ts";
import type { ChannelFacts, NodeFacts } from "./link.ts";

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
/** Control characters but tab and line ends: no phone types them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** What a payload says, or null when it is no message of a radio. */
export function decodeFromRadio(bytes: Uint8Array): DeviceMessage | null {
  try {
    const message = fromBinary(Mesh.FromRadioSchema, bytes);
    // Half a frame glued to another often reads as fields that nobody knows.
    if (
      message.payloadVariant.case === undefined &&
      message.$unknown !== undefined &&
      message.$unknown.some((field: { readonly no: number }) => field.no > 64)
    )
      return null;
    const shaped = shape(message.payloadVariant);
    return isGlued(shaped, bytes) ? null : shaped;
  } catch {
    return null;
  }
}

/** Half a text has swallowed the frame behind it: it is no UTF-8, and the other's start stands inside. */
function isGlued(message: DeviceMessage, bytes: Uint8Array): boolean {
  if (message.t !== "packet" || message.packet.content.t !== "dropped" || message.packet.content.why !== "notUtf8") return false;
  return Buffer.from(bytes).includes(Buffer.of(0x94, 0xc3));
}

function shape(variant: Mesh.FromRadio["payloadVariant"]): DeviceMessage {
  switch (variant.case) {
    case "myInfo":
      return { t: "myInfo", node: variant.value.myNodeNum };
    case "nodeInfo":
      return { t: "node", node: nodeFacts(variant.value), airtime: airtimeOf(variant.value.deviceMetrics) };
    case "metadata":
      return { t: "metadata", firmware: variant.value.firmwareVersion };
    case "channel":
      return { t: "channel", channel: channelFacts(variant.value) };
    case "config":
      return configShape(variant.value);
    case "configCompleteId":
      return { t: "complete", nonce: variant.value };
    case "rebooted":
      return { t: "rebooted" };
    case "queueStatus": {
      const { free, maxlen, meshPacketId, res } = variant.value;
      return { t: "queue", free, max: maxlen, packetId: meshPacketId, result: res };
    }
    case "clientNotification":
      return { t: "notice", text: variant.value.message, packetId: variant.value.replyId ?? 0 };
    case "packet":
      return { t: "packet", packet: heardPacket(variant.value) };
    default:
      return { t: "other", what: variant.case ?? "empty" };
  }
}

function configShape(config: Config.Config): DeviceMessage {
  const variant = config.payloadVariant;
  if (variant.case === "security") return { t: "security", publicKey: keyText(variant.value.publicKey) };
  if (variant.case !== "lora") return { t: "other", what: "config" };
  const lora = variant.value;
  const preset = lora.usePreset ? (Config.Config_LoRaConfig_ModemPreset[lora.modemPreset] ?? `PRESET_${lora.modemPreset}`) : "CUSTOM";
  const region = Config.Config_LoRaConfig_RegionCode[lora.region] ?? `REGION_${lora.region}`;
  return { t: "lora", region, preset, hopLimit: lora.hopLimit, txEnabled: lora.txEnabled };
}

function nodeFacts(info: Mesh.NodeInfo): NodeFacts {
  return {
    node: info.num,
    longName: info.user?.longName ?? null,
    shortName: info.user?.shortName ?? null,
    publicKey: keyText(info.user?.publicKey),
    hopsAway: info.hopsAway ?? null,
    lastHeardMs: info.lastHeard === 0 ? null : info.lastHeard * 1_000,
    role: roleName(info.user?.role ?? 0),
  };
}

function channelFacts(channel: Channel.Channel): ChannelFacts {
  const psk = channel.settings?.psk ?? new Uint8Array(0);
  return {
    index: channel.index,
    name: channel.settings?.name ?? "",
    role:
      channel.role === Channel.Channel_Role.PRIMARY
        ? "primary"
        : channel.role === Channel.Channel_Role.SECONDARY
          ? "secondary"
          : "disabled",
    // One byte names one of the firmware's well-known keys; none is no key.
    key: psk.length <= 1 ? "public" : "private",
  };
}

function heardPacket(packet: Mesh.MeshPacket): HeardPacket {
  return {
    from: packet.from,
    to: packet.to,
    channel: packet.channel,
    packetId: packet.id,
    pki: packet.pkiEncrypted,
    publicKey: keyText(packet.publicKey),
    hopsUsed: hopsUsed(packet),
    wantAck: packet.wantAck,
    viaMqtt: packet.viaMqtt,
    snr: packet.rxSnr === 0 ? null : packet.rxSnr,
    content: contentOf(packet),
  };
}

/** Old firmware sends no hop_start; then only a bitfield proves that 0 means 0. */
function hopsUsed(packet: Mesh.MeshPacket): number | null {
  const data = packet.payloadVariant.case === "decoded" ? packet.payloadVariant.value : null;
  if (packet.hopStart === 0 && data?.bitfield === undefined) return null;
  return packet.hopStart >= packet.hopLimit ? packet.hopStart - packet.hopLimit : null;
}

function contentOf(packet: Mesh.MeshPacket): PacketContent {
  if (packet.payloadVariant.case !== "decoded") return { t: "dropped", why: "encrypted" };
  const data = packet.payloadVariant.value;
  try {
    switch (data.portnum) {
      case Portnums.PortNum.TEXT_MESSAGE_APP:
        return textContent(data);
      case Portnums.PortNum.ROUTING_APP:
        return routingContent(data);
      case Portnums.PortNum.TELEMETRY_APP:
        return telemetryContent(data);
      case Portnums.PortNum.NODEINFO_APP:
        return userContent(data);
      default:
        return { t: "dropped", why: "otherPort" };
    }
  } catch {
    return { t: "dropped", why: "damaged" };
  }
}

function textContent(data: Mesh.Data): PacketContent {
  if (data.emoji !== 0) return { t: "dropped", why: "reaction" };
  let text: string;
  try {
    text = UTF8.decode(data.payload);
  } catch {
    return { t: "dropped", why: "notUtf8" };
  }
  if (text.trim() === "" || CONTROL.test(text)) return { t: "dropped", why: "notText" };
  return { t: "text", text, bytes: data.payload.length, replyTo: data.replyId === 0 ? null : data.replyId };
}

function routingContent(data: Mesh.Data): PacketContent {
  const routing = fromBinary(Mesh.RoutingSchema, data.payload);
  // An error NONE is a default value and leaves an empty payload.
  const { variant } = routing;
  if (variant.case !== undefined && variant.case !== "errorReason") return { t: "dropped", why: "otherPort" };
  return { t: "routing", requestId: data.requestId, code: variant.value ?? 0 };
}

function telemetryContent(data: Mesh.Data): PacketContent {
  const { variant } = fromBinary(Telemetry.TelemetrySchema, data.payload);
  if (variant.case === "deviceMetrics" || variant.case === "localStats") {
    const airtime = airtimeOf(variant.value);
    if (airtime !== null) return { t: "telemetry", airtime };
  }
  return { t: "dropped", why: "otherPort" };
}

function userContent(data: Mesh.Data): PacketContent {
  const user = fromBinary(Mesh.UserSchema, data.payload);
  return { t: "user", longName: user.longName, shortName: user.shortName, publicKey: keyText(user.publicKey), role: roleName(user.role) };
}

function airtimeOf(metrics: { channelUtilization?: number; airUtilTx?: number } | undefined): Airtime | null {
  if (metrics?.channelUtilization === undefined || metrics.airUtilTx === undefined) return null;
  return { channelUtilization: metrics.channelUtilization, airUtilTx: metrics.airUtilTx };
}

function keyText(key: Uint8Array | undefined): string | null {
  return key === undefined || key.length === 0 ? null : Buffer.from(key).toString("base64");
}

function roleName(role: number): string {
  return Config.Config_DeviceConfig_Role[role] ?? `ROLE_${role}`;
}
