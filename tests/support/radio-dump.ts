// What the firmware tells when it is asked for its configuration, in its order: my_info, deviceuiConfig, own node, metadata, 8 channels,
// 10 config, 16 moduleConfig (the last three empty), the other nodes, files. Seen on native builds of 2.6 and 2.7.

import { createHash } from "node:crypto";
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { Channel, Config, Mesh, ModuleConfig, Telemetry } from "@meshtastic/protobufs";

/** Skips the other nodes; tells only them. */
export const NONCE_NO_NODES = 69_420;
export const NONCE_NODES_ONLY = 69_421;

export interface DumpedRadio {
  readonly node: number;
  readonly publicKey: Uint8Array;
  readonly others: number;
}

/** One message of the radio, as `create` takes it. */
export type Part = NonNullable<MessageInitShape<typeof Mesh.FromRadioSchema>["payloadVariant"]>;

/** A key for a node, always the same. */
export function keyOf(node: number): Uint8Array {
  return new Uint8Array(createHash("sha256").update(String(node)).digest());
}

export function otherNode(index: number): number {
  return 0x1000_0000 + index;
}

export function dumpOf(radio: DumpedRadio, nonce: number): Part[] {
  const others = Array.from({ length: radio.others }, (_, index) => nodePart(otherNode(index), keyOf(otherNode(index)), 1 + (index % 3)));
  if (nonce === NONCE_NODES_ONLY) return others;
  return [...own(radio), ...channels(), ...configs(radio.publicKey), ...modules(), ...(nonce === NONCE_NO_NODES ? [] : others), ...files()];
}

function own(radio: DumpedRadio): Part[] {
  return [
    { case: "myInfo", value: create(Mesh.MyNodeInfoSchema, { myNodeNum: radio.node, rebootCount: 3, nodedbCount: radio.others + 1 }) },
    { case: "deviceuiConfig", value: { version: 1, screenBrightness: 153 } },
    nodePart(radio.node, radio.publicKey, 0),
    { case: "metadata", value: create(Mesh.DeviceMetadataSchema, { firmwareVersion: "2.7.26.54e0d8d", hasPKC: true, hasWifi: true }) },
  ];
}

function nodePart(num: number, publicKey: Uint8Array, hopsAway: number): Part {
  const hex = num.toString(16).padStart(8, "0");
  const user = create(Mesh.UserSchema, { id: `!${hex}`, longName: `Radio ${hex}`, shortName: hex.slice(-4), publicKey });
  const deviceMetrics = create(Telemetry.DeviceMetricsSchema, { channelUtilization: 4.5, airUtilTx: 0.75 });
  return {
    case: "nodeInfo",
    value: create(Mesh.NodeInfoSchema, { num, user, hopsAway, lastHeard: 1_763_000_000, snr: 5.25, deviceMetrics }),
  };
}

function channels(): Part[] {
  return Array.from({ length: 8 }, (_, index) => {
    const { PRIMARY, SECONDARY, DISABLED } = Channel.Channel_Role;
    const role = index === 0 ? PRIMARY : index === 1 ? SECONDARY : DISABLED;
    const psk = index === 0 ? new Uint8Array([1]) : index === 1 ? keyOf(9) : new Uint8Array(0);
    const settings = create(Channel.ChannelSettingsSchema, { psk, name: index === 1 ? "harbor" : "" });
    return { case: "channel", value: create(Channel.ChannelSchema, { index, role, settings }) } as const;
  });
}

function configs(publicKey: Uint8Array): Part[] {
  const lora = create(Config.Config_LoRaConfigSchema, {
    ...{ usePreset: true, modemPreset: Config.Config_LoRaConfig_ModemPreset.LONG_FAST, hopLimit: 3, txEnabled: true },
    region: Config.Config_LoRaConfig_RegionCode.EU_868,
  });
  const variants: NonNullable<MessageInitShape<typeof Config.ConfigSchema>["payloadVariant"]>[] = [
    { case: "device", value: create(Config.Config_DeviceConfigSchema, {}) },
    { case: "position", value: create(Config.Config_PositionConfigSchema, {}) },
    { case: "power", value: create(Config.Config_PowerConfigSchema, {}) },
    { case: "network", value: create(Config.Config_NetworkConfigSchema, {}) },
    { case: "display", value: create(Config.Config_DisplayConfigSchema, {}) },
    { case: "lora", value: lora },
    { case: "bluetooth", value: create(Config.Config_BluetoothConfigSchema, {}) },
    { case: "security", value: create(Config.Config_SecurityConfigSchema, { publicKey }) },
    { case: "sessionkey", value: create(Config.Config_SessionkeyConfigSchema, {}) },
    { case: "deviceUi", value: {} },
  ];
  return variants.map((payloadVariant) => ({ case: "config", value: create(Config.ConfigSchema, { payloadVariant }) }));
}

function modules(): Part[] {
  const telemetry = create(ModuleConfig.ModuleConfig_TelemetryConfigSchema, { deviceUpdateInterval: 1_800 });
  return Array.from({ length: 16 }, (_, index) => ({
    case: "moduleConfig",
    value: create(ModuleConfig.ModuleConfigSchema, index < 13 ? { payloadVariant: { case: "telemetry", value: telemetry } } : {}),
  }));
}

function files(): Part[] {
  return [{ case: "fileInfo", value: create(Mesh.FileInfoSchema, { fileName: "/prefs/config.proto", sizeBytes: 180 }) }];
}
