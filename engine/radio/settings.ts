// The waits of a link, each with its reason. Tests make them short; nothing else should.

import { airtimeMs, LARGEST_PACKET_BYTES, PRESETS, type Preset } from "./airtime.ts";
import { TEXT_GAP_MS } from "./link.ts";

export interface LinkSettings {
  /** The firmware closes after 15 minutes of silence, and answers each heartbeat: our only proof that it lives. */
  readonly heartbeatMs: number;
  /** No frame for so long: the radio rebooted and the connection did not notice. */
  readonly silenceMs: number;
  /** The configuration comes in one stream; a pause of so long in it is an end. */
  readonly configPauseMs: number;
  /** How often it is asked for on one connection before that is given up. */
  readonly configTries: number;
  /** A connection that never opens nor fails. */
  readonly openMs: number;
  /** The rest of a frame follows at once; later it was lost. */
  readonly halfFrameMs: number;
  /** The firmware gives up after about 30 s on LongFast; then it must have said so. */
  readonly ackMs: number;
  /** The same on presets that need several seconds for one packet. */
  readonly slowAckMs: number;
  /** Once somebody has relayed it the firmware tries no more and says no more: the ACK comes within so many times the largest packet's airtime, or not. */
  readonly relayedAckPackets: number;
  /** `TEXT_GAP_MS`, but in tests. */
  readonly textGapMs: number;
  /** A connection that held so long was a good one: the next failure begins with a short wait. */
  readonly steadyMs: number;
}

export const LINK_SETTINGS: LinkSettings = {
  heartbeatMs: 15_000,
  silenceMs: 40_000,
  configPauseMs: 8_000,
  configTries: 3,
  openMs: 15_000,
  halfFrameMs: 5_000,
  ackMs: 60_000,
  slowAckMs: 240_000,
  relayedAckPackets: 8,
  textGapMs: TEXT_GAP_MS,
  steadyMs: 60_000,
};

const SLOW_PRESETS: ReadonlySet<string> = new Set(["LONG_SLOW", "LONG_MODERATE", "VERY_LONG_SLOW", "CUSTOM"]);

export function ackWaitMs(settings: LinkSettings, preset: string): number {
  return SLOW_PRESETS.has(preset) ? settings.slowAckMs : settings.ackMs;
}

/** The same from the moment that somebody relayed it. Never shorter than what a busy channel may hold an ACK up. */
export function relayedAckWaitMs(settings: LinkSettings, preset: string): number {
  const largestMs = airtimeMs(presetNamed(preset), LARGEST_PACKET_BYTES);
  return Math.min(ackWaitMs(settings, preset), RELAYED_LEAST_MS + settings.relayedAckPackets * largestMs);
}

const RELAYED_LEAST_MS = 3_000;

/** By the firmware's word, as LONG_FAST; what we do not know is taken for slow. */
function presetNamed(word: string): Preset {
  const letters = word.replaceAll("_", "").toLowerCase();
  return Object.values(PRESETS).find(({ name }) => name.toLowerCase() === letters) ?? PRESETS.LongSlow;
}
