// The name of a packet as one text, for maps.

import type { PacketName } from "../world/inbox-port.ts";

export function nameOf({ source, packet }: PacketName): string {
  return `${source}\n${packet}`;
}
