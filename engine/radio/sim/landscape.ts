// Who hears whom, and how well: signal strengths from positions by path loss, or said outright. Everything is dB of signal over noise.

import type { Chance } from "../../base/chance.ts";
import type { Preset } from "../airtime.ts";

/** Signal over noise at node `to` of what node `from` sends, in dB, by index; -Infinity when nothing arrives. */
export type Landscape = readonly (readonly number[])[];

export interface Place {
  readonly xMeters: number;
  readonly yMeters: number;
}

// 22 dBm into plain antennas, a 6 dB receiver, thermal noise: Semtech's SX1262 data sheet. Loss as in a built-up suburb:
// free space over the first meter at 868 MHz (31.2 dB), then 35 dB for each tenfold distance.
const SENT_DBM = 22;
const THERMAL_DBM_PER_HZ = -174;
const NOISE_FIGURE_DB = 6;
const FIRST_METER_DB = 31.2;
const LOSS_PER_DECADE_DB = 35;

/** The weakest signal over noise that the preset's spreading can still read, in dB (Semtech's data sheets: -7.5 dB at 7, 2.5 dB more for each step). */
export function weakestDb(p: Preset): number {
  return -7.5 - 2.5 * (p.spreading - 7);
}

/** Between surely read and surely not there lie so many dB on either side of the data sheet's limit. */
export const SOFT_EDGE_DB = 3;

export function signalDb(p: Preset, meters: number): number {
  const loss = FIRST_METER_DB + LOSS_PER_DECADE_DB * Math.log10(Math.max(1, meters));
  const noise = THERMAL_DBM_PER_HZ + 10 * Math.log10(p.bandwidthKHz * 1000) + NOISE_FIGURE_DB;
  return SENT_DBM - loss - noise;
}

/** The distance at which a signal is just as weak as the preset can read. */
export function reachMeters(p: Preset): number {
  return 10 ** ((signalDb(p, 1) - weakestDb(p)) / LOSS_PER_DECADE_DB);
}

export function fromPlaces(p: Preset, places: readonly Place[]): Landscape {
  return places.map((a, i) =>
    places.map((b, j) => (i === j ? -Infinity : signalDb(p, Math.hypot(a.xMeters - b.xMeters, a.yMeters - b.yMeters)))),
  );
}

export interface Hearing {
  readonly a: number;
  readonly b: number;
  readonly db: number;
}

/** Only the pairs named hear each other, in both directions. */
export function fromPairs(count: number, pairs: readonly Hearing[]): Landscape {
  const rows = Array.from({ length: count }, () => new Array<number>(count).fill(-Infinity));
  for (const { a, b, db } of pairs) {
    rows[a]![b] = db;
    rows[b]![a] = db;
  }
  return rows;
}

/** Everybody hears everybody equally well. */
export function oneRoom(count: number, db = 5): Landscape {
  return Array.from({ length: count }, (_, i) => Array.from({ length: count }, (_, j) => (i === j ? -Infinity : db)));
}

/** Each hears only its neighbours in the row: node n is n hops from node 0. */
export function inALine(count: number, db = 5): Landscape {
  return fromPairs(
    count,
    Array.from({ length: count - 1 }, (_, i) => ({ a: i, b: i + 1, db })),
  );
}

/** Node 0 in the middle and the others around it, as far out as `hops` relays reach; chance draws the places until all can be reached. */
export function aroundOne(p: Preset, count: number, hops: number, chance: Chance): Place[] {
  const reach = reachMeters(p);
  const places: Place[] = [{ xMeters: 0, yMeters: 0 }];
  for (let tries = 0; places.length < count; tries++) {
    // After many misses come closer in: a lone node far out might wait for ever for a neighbour.
    const radius = reach * hops * 0.85 * Math.sqrt(chance.fraction()) * (tries > 50 * count ? 0.3 : 1);
    const angle = 2 * Math.PI * chance.fraction();
    const place = { xMeters: radius * Math.cos(angle), yMeters: radius * Math.sin(angle) };
    const isNear = places.some((other) => Math.hypot(other.xMeters - place.xMeters, other.yMeters - place.yMeters) < reach * 0.8);
    if (isNear) places.push(place);
  }
  return places;
}

/** Fewest hops from node 0 … to each, over links that are sure to carry; Infinity where none lead. */
export function hopsFrom(landscape: Landscape, from: number, weakest: number): number[] {
  const hops = new Array<number>(landscape.length).fill(Infinity);
  hops[from] = 0;
  for (const queue = [from]; queue.length > 0; ) {
    const node = queue.shift()!;
    landscape[node]!.forEach((db, next) => {
      if (db < weakest || hops[next] !== Infinity) return;
      hops[next] = hops[node]! + 1;
      queue.push(next);
    });
  }
  return hops;
}
