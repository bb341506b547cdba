// The figures of a run, under the names that `--json` prints; docs/sysop/simulating.md says how each is counted.

import { airtimeMs, PRESETS, type PresetName, textPacketBytes } from "../../radio/airtime.ts";
import type { SentFrame } from "./air-log.ts";
import { mean, percentile, rounded } from "./measure.ts";
import type { SimOptions } from "./options.ts";
import type { Deed, Outcome } from "./truth.ts";

export interface SimReport {
  readonly seed: number;
  readonly players: number;
  readonly hours: number;
  readonly preset: PresetName;
  /** Packets that the world has done. */
  readonly turns: number;
  /** Percent of them whose whole answer was read in the end. */
  readonly answered: number;
  /** Lines that people meant, however often each was typed; percent of them that were answered, and how many were typed again. */
  readonly lines: number;
  readonly linesAnswered: number;
  readonly retyped: number;
  /** Copies of packets that came again under the same id. */
  readonly duplicatesHeard: number;
  readonly duplicatesExecuted: number;
  readonly effectsLost: number;
  readonly framesPerTurn: number;
  readonly bytesPerTurn: number;
  readonly airtimeRatioMedian: number;
  readonly airtimeRatioMean: number;
  readonly latencyP50Ms: number;
  readonly latencyP95Ms: number;
  readonly throttleViolations: number;
  /** Of the time, 1 being all of it: our own packets on air, with their repeats and relays. */
  readonly channelShare: number;
  /** The same with all that players sent to us. */
  readonly channelTalk: number;
  /** The time in which anybody was on air. */
  readonly channelBusy: number;
  readonly repliesOver200Unasked: number;
  readonly repliesOver215: number;
  /** Frames that answered nobody. */
  readonly framesUnasked: number;
  readonly reboots: number;
  readonly restarts: number;
  readonly keysLost: number;
  readonly rooms: number;
  /** Simulated time over real time; the one figure that differs between two runs. */
  readonly speedup: number;
}

export interface ReportParts {
  readonly options: SimOptions;
  readonly outcomes: readonly Outcome[];
  readonly frames: readonly SentFrame[];
  /** Ids of the frames that a deed's answer was in. */
  carriersOf(deed: Deed): ReadonlySet<number>;
  /** Whether its whole answer, or a copy of it, was read. */
  isRead(deed: Deed): boolean;
  readonly counts: Pick<
    SimReport,
    | "duplicatesHeard"
    | "duplicatesExecuted"
    | "effectsLost"
    | "throttleViolations"
    | "channelShare"
    | "channelTalk"
    | "channelBusy"
    | "reboots"
    | "restarts"
    | "keysLost"
    | "rooms"
    | "speedup"
  >;
}

export function makeReport(parts: ReportParts): SimReport {
  const { options, outcomes, frames, counts, isRead } = parts;
  const typed = outcomes.filter(({ meant }) => meant.packets.length > 0);
  const answered = typed.filter(({ answeredMs }) => answeredMs !== null);
  const deeds = outcomes.flatMap((outcome) => outcome.deeds);
  const latencies = answered.map(({ answeredMs, meant }) => answeredMs! - meant.atMs);
  const { ratios, unasked } = airtimeRatios(parts);
  const { speedup, channelShare, channelTalk, channelBusy, ...others } = counts;
  return {
    seed: options.seed,
    players: options.players,
    hours: options.hours,
    preset: options.preset,
    turns: deeds.length,
    answered: percentOf(deeds.filter(isRead).length, deeds.length),
    lines: typed.length,
    linesAnswered: percentOf(answered.length, typed.length),
    retyped: typed.reduce((sum, { meant }) => sum + meant.packets.length - 1, 0),
    framesPerTurn: rounded(frames.length / Math.max(1, deeds.length), 3),
    bytesPerTurn: rounded(frames.reduce((sum, { bytes }) => sum + bytes, 0) / Math.max(1, deeds.length), 1),
    airtimeRatioMedian: rounded(percentile(ratios, 50), 3),
    airtimeRatioMean: rounded(mean(ratios), 3),
    latencyP50Ms: Math.round(percentile(latencies, 50)),
    latencyP95Ms: Math.round(percentile(latencies, 95)),
    repliesOver200Unasked: frames.filter(({ bytes }) => bytes > 200).length,
    repliesOver215: frames.filter(({ bytes }) => bytes > 215).length,
    framesUnasked: unasked,
    ...others,
    channelShare: rounded(channelShare, 4),
    channelTalk: rounded(channelTalk, 4),
    channelBusy: rounded(channelBusy, 4),
    speedup: rounded(speedup, 1),
  };
}

/**
 * For each turn: the airtime of all sendings of all frames that carried its answer or a part of it, over that of one sending of one frame with
 * the answer alone. A frame that carries several answers is shared among them by their bytes; what else it carries is their cost.
 */
function airtimeRatios({ frames, outcomes, carriersOf, options }: ReportParts): { ratios: number[]; unasked: number } {
  const deeds = outcomes.flatMap((outcome) => outcome.deeds).filter(({ replies }) => replies.length > 0);
  const carried = new Map<number, Deed[]>();
  for (const deed of deeds) for (const id of carriersOf(deed)) carried.set(id, [...(carried.get(id) ?? []), deed]);
  const spentMs = new Map<Deed, number>();
  for (const frame of frames) {
    const together = carried.get(frame.id) ?? [];
    const bytes = together.reduce((sum, deed) => sum + bytesOf(deed), 0);
    for (const deed of together) spentMs.set(deed, (spentMs.get(deed) ?? 0) + (frame.airMs * bytesOf(deed)) / bytes);
  }
  const unasked = frames.filter(({ id }) => !carried.has(id)).length;
  return { unasked, ratios: [...spentMs].map(([deed, ms]) => ms / leastMs(deed, options.preset)) };
}

function percentOf(part: number, whole: number): number {
  return rounded((100 * part) / Math.max(1, whole), 2);
}

function bytesOf({ replies }: Deed): number {
  return Math.max(1, Buffer.byteLength(replies.map(({ text }) => text).join("\n")));
}

function leastMs(deed: Deed, preset: PresetName): number {
  return airtimeMs(PRESETS[preset], textPacketBytes(Math.min(200, bytesOf(deed)), { pkc: true }));
}
