// Where a radio is, as a sysop writes it: a serial device, or a machine's name with or without a port.

import { serialTransport } from "./serial.ts";
import { RADIO_PORT, tcpTransport } from "./tcp.ts";
import type { Transport } from "./transport.ts";

/** `/dev/serial/by-id/...`, `COM3`, `10.0.0.7`, `radio.local:4403`, `[fe80::1]:4403`; null for what is none of them. */
export function transportAt(place: string): Transport | null {
  if (place.startsWith("/") || /^COM\d+$/i.test(place)) return serialTransport(place);
  const parts = /^(?:\[([0-9a-f:%.]+)\]|([A-Za-z0-9._-]+))(?::(\d{1,5}))?$/i.exec(place);
  const host = parts?.[1] ?? parts?.[2];
  const port = parts?.[3] === undefined ? RADIO_PORT : Number(parts[3]);
  if (host === undefined || port < 1 || port > 65_535) return null;
  return tcpTransport(host, port);
}
