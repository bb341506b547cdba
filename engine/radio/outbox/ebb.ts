// How long the air is left alone after something was heard: others relay it, and our radio's ACK of it, where we cannot hear them. Listening
// before talking is of no use then, and a text sent meanwhile is spoilt at those who should relay or read it.

import { ACK_BYTES, airtimeMs, type Preset } from "../airtime.ts";

/** In ACKs; found by trial in `lore sim` with relays, where more spares no sending. */
const DIRECT_ACKS = 6;
const RELAYED_ACKS = 12;

/** `hopsUsed`: of what was heard; null for unknown. */
export function ebbMs(preset: Preset, hopsUsed: number | null): number {
  return (hopsUsed === null || hopsUsed === 0 ? DIRECT_ACKS : RELAYED_ACKS) * Math.ceil(airtimeMs(preset, ACK_BYTES));
}
