// How full the channel is, and what may still be sent: the firmware does not hold text back, so we do.

import type { Priority } from "./row.ts";

export type Level = "normal" | "terse" | "essentials" | "queue";

interface LevelRule {
  readonly level: Level;
  /** Channel utilisation in percent from which the rule holds. */
  readonly from: number;
  readonly allows: readonly Priority[];
  /** Airtime that flows into the radio's bucket, and into each player's, in ms a ms. */
  readonly radioShare: number;
  readonly playerShare: number;
}

/** From the fullest down. Bounds: mesh.md (normal below 15 %, terse to 25 %, essentials to 40 %). */
const RULES: readonly LevelRule[] = [
  { level: "queue", from: 40, allows: [], radioShare: 0, playerShare: 0 },
  { level: "essentials", from: 25, allows: ["reply", "private"], radioShare: 0.1, playerShare: 0.03 },
  { level: "terse", from: 15, allows: ["reply", "private", "room"], radioShare: 0.2, playerShare: 0.06 },
  { level: "normal", from: 0, allows: ["reply", "private", "room", "beacon"], radioShare: 0.4, playerShare: 0.12 },
];

/** A measure older than this says nothing: telemetry comes every few minutes, and a radio that tells none must not stop play for ever. */
export const MEASURE_AGE_MS = 15 * 60_000;

export function levelRule(channelPercent: number): LevelRule {
  return RULES.find(({ from }) => channelPercent >= from) ?? RULES[RULES.length - 1]!;
}

export type { LevelRule };
