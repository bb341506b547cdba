// What a radio says, in shapes of our own: the rest of the engine never sees a protobuf.

import type { ChannelFacts, NodeFacts } from "./link.ts";

export type DeviceMessage =
  | { readonly t: "myInfo"; readonly node: number }
  | { readonly t: "node"; readonly node: NodeFacts; readonly airtime: Airtime | null }
  | { readonly t: "lora"; readonly region: string; readonly preset: string; readonly hopLimit: number; readonly txEnabled: boolean }
  | { readonly t: "security"; readonly publicKey: string | null }
  | { readonly t: "metadata"; readonly firmware: string }
  | { readonly t: "channel"; readonly channel: ChannelFacts }
  | { readonly t: "complete"; readonly nonce: number }
  | { readonly t: "rebooted" }
  | { readonly t: "queue"; readonly free: number; readonly max: number; readonly packetId: number; readonly result: number }
  | { readonly t: "notice"; readonly text: string; readonly packetId: number }
  | { readonly t: "packet"; readonly packet: HeardPacket }
  /** Known and of no use to us: files, modules, the screen's settings, log records. */
  | { readonly t: "other"; readonly what: string };

export interface Airtime {
  readonly channelUtilization: number;
  readonly airUtilTx: number;
}

export interface HeardPacket {
  readonly from: number;
  readonly to: number;
  readonly channel: number;
  readonly packetId: number;
  readonly pki: boolean;
  readonly publicKey: string | null;
  readonly hopsUsed: number | null;
  readonly wantAck: boolean;
  readonly viaMqtt: boolean;
  readonly snr: number | null;
  readonly content: PacketContent;
}

export type PacketContent =
  | { readonly t: "text"; readonly text: string; readonly bytes: number; readonly replyTo: number | null }
  | { readonly t: "routing"; readonly requestId: number; readonly code: number }
  | { readonly t: "telemetry"; readonly airtime: Airtime }
  | { readonly t: "user"; readonly longName: string; readonly shortName: string; readonly publicKey: string | null; readonly role: string }
  /** Counted by `why` and dropped. */
  | { readonly t: "dropped"; readonly why: DropReason };

/** `encrypted`: our radio has no key for it; `notUtf8` and `notText`: a text that is none; `reaction`: a thumb on a text; `otherPort`: positions and the like; `damaged`: does not decode. */
export type DropReason = "encrypted" | "notUtf8" | "notText" | "reaction" | "otherPort" | "damaged";
