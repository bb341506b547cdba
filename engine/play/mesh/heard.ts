// A text for us as play takes it: what is needed to do it, and to do it again after a crash, and no more.

import type { InboxRow } from "../../world/inbox-port.ts";
import type { Packet } from "../group.ts";

export interface Heard {
  readonly node: number;
  readonly packetId: number;
  readonly radio: string;
  /** The key it was sealed with; null: it came open, and anyone may have sent it. */
  readonly key: string | null;
  readonly channel: number;
  readonly hops: number | null;
  readonly line: string;
  readonly atMs: number;
}

/** `login NAME PASSWORD`: such a line is kept nowhere. */
export interface LoginLine {
  readonly name: string;
  readonly secret: string;
}

const SOURCE = "node:";

export function loginOf({ line }: Heard): LoginLine | null {
  const [, name, secret] = /^\s*log[ -]?in\s+(\S+)\s+(.+)$/i.exec(line) ?? [];
  return name === undefined || secret === undefined ? null : { name, secret: secret.trimEnd() };
}

/** The packet that a text becomes. */
export function packetOf(heard: Heard): Packet {
  const { node, packetId, radio, key, channel, hops, atMs } = heard;
  const line = loginOf(heard) === null ? heard.line : null;
  return { source: SOURCE + node, packet: String(packetId), line: JSON.stringify({ radio, key, channel, hops, line }), atMs };
}

export const NODE_ROWS = SOURCE;

/** A text that an earlier world did not finish; its line is empty when it held a password. */
export function heardOf({ source, packet, line: text, atMs }: InboxRow): Heard {
  const kept = JSON.parse(text) as Omit<Heard, "node" | "packetId" | "atMs" | "line"> & { readonly line: string | null };
  return { ...kept, line: kept.line ?? "", node: Number(source.slice(SOURCE.length)), packetId: Number(packet), atMs };
}
