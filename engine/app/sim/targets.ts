// What play over the mesh must reach, as runs with the figures that each is held to: a table that `lore sim --targets` goes through.

import type { PresetName } from "../../radio/airtime.ts";
import { DEFAULT_SIM, type SimOptions } from "./options.ts";
import type { SimReport } from "./report.ts";

export interface Target {
  readonly name: string;
  readonly options: SimOptions;
  readonly limits: readonly Limit[];
}

export interface Limit {
  readonly figure: keyof SimReport;
  readonly least?: number;
  readonly most?: number;
}

/** Holds in every run. */
const SOUND: readonly Limit[] = [
  { figure: "duplicatesExecuted", most: 0 },
  { figure: "effectsLost", most: 0 },
  { figure: "throttleViolations", most: 0 },
  { figure: "repliesOver200Unasked", most: 0 },
  { figure: "repliesOver215", most: 0 },
  { figure: "answered", least: 99 },
];
const THRIFTY: readonly Limit[] = [
  { figure: "airtimeRatioMedian", most: 1.05 },
  { figure: "airtimeRatioMean", most: 1.3 },
];

/** In a day of so many lines walkers come to each of Gullwick's 45 rooms but the six that want a light or a key. */
const WALKED: readonly Limit[] = [{ figure: "rooms", least: 39 }];

const FAULTY: SimOptions = { ...DEFAULT_SIM, loss: 0.1, duplicates: 0.05, reorder: 0.05, rebootMs: 600_000, hops: 2, seed: 11 };
/** With the lines a day that twenty players can send on each without filling it. */
const RATES: readonly (readonly [PresetName, number])[] = [
  ["ShortTurbo", 480],
  ["ShortFast", 240],
  ["MediumFast", 120],
  ["LongFast", 48],
  ["LongModerate", 16],
];

export const TARGETS: readonly Target[] = [
  { name: "faults", options: FAULTY, limits: SOUND },
  {
    name: "faults, world killed every 20 min, keys lost every 15",
    options: { ...FAULTY, restartMs: 1_200_000, forgetMs: 900_000, memory: 12 },
    limits: SOUND,
  },
  ...RATES.map(([preset, turnsPerDay]) => ({
    name: `thrift, ${preset}`,
    options: { ...DEFAULT_SIM, preset, turnsPerDay, seed: 11, hours: preset === "ShortTurbo" ? 24 : DEFAULT_SIM.hours },
    limits: [...SOUND, ...THRIFTY, ...(preset === "ShortTurbo" ? WALKED : [])],
  })),
  {
    name: "100 players at eight turns a day",
    options: { ...DEFAULT_SIM, players: 100, nodes: 101, hours: 24, turnsPerDay: 8, memory: 250, seed: 11 },
    limits: [...SOUND, { figure: "channelShare", most: 0.04 }],
  },
  {
    name: "speed, 100 nodes",
    options: { ...FAULTY, nodes: 100, memory: 250 },
    limits: [{ figure: "speedup", least: 500 }],
  },
];

/** The limits that the figures break. */
export function broken(report: SimReport, limits: readonly Limit[]): Limit[] {
  return limits.filter(({ figure, least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY }) => {
    const value = Number(report[figure]);
    return !(value >= least && value <= most);
  });
}
