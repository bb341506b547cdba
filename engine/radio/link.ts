// The link: the one door to a radio, wherever the radio is. Everything that passes is plain data (JSON keeps it), and every answer comes as
// an event, so that a link may as well be a process or a broker away. Keys are base64, times are milliseconds, node numbers are unsigned.

/** To everybody on a channel. */
export const BROADCAST = 0xffffffff;

/** Firmware drops a text that comes within 2 s of the last; what is handed over sooner is refused. */
export const TEXT_GAP_MS = 2_100;

export interface Link {
  readonly name: string;
  /** Starts and keeps trying for ever; never throws, a radio that is not there is a status. Events come until `close` has resolved. */
  open(listen: (event: LinkEvent) => void): void;
  /** Lets go of the radio; may be opened again. Never rejects. */
  close(): Promise<void>;
  /** Answered by exactly one `handed` or `refused`; see `LinkEvent` for what may follow. Never throws. */
  send(packet: OutPacket): void;
  status(): LinkStatus;
}

export type OutPacket = OutText | OutContact;

/** One text in one packet. */
export interface OutText {
  readonly kind: "text";
  /** Chosen by the sender, 1 to 2^32-1, never used twice within a day: the firmware ignores a repeat. */
  readonly packetId: number;
  readonly to: number;
  /** The channel's index; 0 for a direct message under a key. */
  readonly channel: number;
  readonly text: string;
  readonly wantAck: boolean;
  /** With it a direct message goes encrypted to this key. */
  readonly publicKey?: string;
  /** 0 to 7; without it the radio's own setting. */
  readonly hopLimit?: number;
  /** The packet this one answers: costs 5 bytes. */
  readonly replyTo?: number;
}

/** Teaches the radio a node and its key; writes the radio's flash, so only when a key is known to be lost. */
export interface OutContact {
  readonly kind: "contact";
  readonly packetId: number;
  readonly node: number;
  readonly publicKey: string;
  readonly longName: string;
  readonly shortName: string;
}

export type LinkEvent =
  /** The state has changed; one comes for each change. */
  | { readonly kind: "status"; readonly status: LinkStatus }
  /** The radio has told all about itself; comes anew after each reconnection. */
  | { readonly kind: "configured"; readonly radio: RadioFacts }
  /** A connection is gone; what was handed and not settled is told by `unsure`. */
  | { readonly kind: "lost"; readonly why: string }
  | { readonly kind: "rebooted" }
  /** May come twice or out of order: the inbox keeps (from, packetId). */
  | { readonly kind: "text"; readonly text: MeshText }
  /** Any packet from another node, also before each `text`. */
  | { readonly kind: "heard"; readonly node: number; readonly atMs: number; readonly hopsUsed: number | null }
  | { readonly kind: "nodeInfo"; readonly node: NodeFacts }
  /** The radio has the bytes; nothing is known of the air. */
  | { readonly kind: "handed"; readonly packetId: number }
  /** Not handed over, nothing was sent; try again after `retryInMs` when there is one. */
  | { readonly kind: "refused"; readonly packetId: number; readonly reason: RefusedReason; readonly retryInMs: number | null }
  /** Our own radio heard somebody repeat it: settles a broadcast, says nothing final of a direct message. */
  | { readonly kind: "relayed"; readonly packetId: number }
  /** The other radio has it. `late` when it comes after a `nacked` or `unsure` of the same packet, and outrules it. */
  | { readonly kind: "acked"; readonly packetId: number; readonly by: number; readonly tookMs: number; readonly late: boolean }
  /** `by` is the node that says so; our own for what the radio itself refused. */
  | { readonly kind: "nacked"; readonly packetId: number; readonly by: number; readonly code: number; readonly error: string }
  /** No answer will come: silence for too long, or the connection went. The packet may have arrived. */
  | { readonly kind: "unsure"; readonly packetId: number; readonly reason: "silence" | "lost" }
  /** The radio's own queue; `result` 0 is well, `packetId` 0 when it speaks of none. */
  | { readonly kind: "queue"; readonly free: number; readonly max: number; readonly packetId: number; readonly result: number }
  /** Our radio's own measure of the last hour or minute, in percent. */
  | { readonly kind: "airtime"; readonly channelUtilization: number; readonly airUtilTx: number; readonly atMs: number }
  /** The radio's own words to its owner ("You can send again in 3 mins"). */
  | { readonly kind: "notice"; readonly text: string; readonly packetId: number };

/** `down`: not configured; `busy`: one awaits its ACK; `early`: within TEXT_GAP_MS; `full`: the radio's queue; `size`: will never fit; `unsound`: an address, id or key that cannot be. */
export type RefusedReason = "down" | "busy" | "early" | "full" | "size" | "unsound";

export interface MeshText {
  readonly from: number;
  readonly to: number;
  readonly channel: number;
  readonly packetId: number;
  readonly text: string;
  /** UTF-8 bytes of `text`. */
  readonly bytes: number;
  /** Came encrypted to our key. */
  readonly pki: boolean;
  /** The sender's key, when `pki` and the radio says it. */
  readonly publicKey: string | null;
  readonly hopsUsed: number | null;
  readonly replyTo: number | null;
  readonly wantAck: boolean;
  /** Came by an MQTT bridge, not by air. */
  readonly viaMqtt: boolean;
  readonly snr: number | null;
  /** Our clock when it came here. */
  readonly rxTimeMs: number;
}

export interface NodeFacts {
  readonly node: number;
  readonly longName: string | null;
  readonly shortName: string | null;
  readonly publicKey: string | null;
  readonly hopsAway: number | null;
  readonly lastHeardMs: number | null;
  /** The firmware's word for its role, as `CLIENT` or `ROUTER`. */
  readonly role: string;
}

export interface ChannelFacts {
  readonly index: number;
  readonly name: string;
  readonly role: "disabled" | "primary" | "secondary";
  /** `public`: none, or one that everybody knows. */
  readonly key: "public" | "private";
}

/** What a radio says of itself when it is asked for its configuration. */
export interface RadioFacts {
  readonly myNode: number;
  readonly longName: string | null;
  readonly shortName: string | null;
  readonly publicKey: string | null;
  readonly firmware: string | null;
  /** The firmware's words, as `EU_868` and `LONG_FAST`; region `UNSET` cannot transmit. */
  readonly region: string;
  readonly preset: string;
  readonly hopLimit: number;
  readonly txEnabled: boolean;
  readonly channels: readonly ChannelFacts[];
  readonly nodes: readonly NodeFacts[];
}

/** `waiting`: no radio there, trying again; `opening` and `configuring`: on the way; `ready`: may send. */
export type LinkState = "closed" | "opening" | "configuring" | "ready" | "waiting";

export interface LinkStatus {
  readonly name: string;
  readonly state: LinkState;
  readonly sinceMs: number;
  /** One sentence for the sysop. */
  readonly detail: string;
  /** Connections tried since the last that held for a minute. */
  readonly tries: number;
  readonly nextTryAtMs: number | null;
  readonly radio: RadioFacts | null;
  /** Plain numbers for the metrics, by name. */
  readonly counters: Readonly<Record<string, number>>;
}
