// What a simulated play is made of. Plain data: the same options give the same run, to the last frame.

import type { PresetName } from "../../radio/airtime.ts";

export interface SimOptions {
  readonly players: number;
  readonly hours: number;
  readonly preset: PresetName;
  /** The firmware's word, as `EU_868`; some limit how much of an hour a node may send. */
  readonly region: string;
  /** Nodes in all, with the server's and the players'; the others relay and chatter. */
  readonly nodes: number;
  /** How far out the players are: 1 is within the server's own reach. */
  readonly hops: number;
  /** Shares of 1: of frames that came in whole, and of packets handed to a host. */
  readonly loss: number;
  readonly duplicates: number;
  readonly reorder: number;
  /** Between two reboots of the server's radio, in ms; null for none. */
  readonly rebootMs: number | null;
  /** Between two deaths of the world, each in the middle of a commit, in ms; null for none. */
  readonly restartMs: number | null;
  /** Between two losses of a player's key by the server's radio, in ms; null for none. */
  readonly forgetMs: number | null;
  /** Nodes that the server's radio remembers. */
  readonly memory: number;
  /** Lines that a player of even temper means to send in 24 hours; each script has its own share of it. */
  readonly turnsPerDay: number;
  readonly seed: number;
  /** Name or folder of the pack that is played. */
  readonly world: string;
}

export const DEFAULT_SIM: SimOptions = {
  players: 20,
  hours: 8,
  preset: "LongFast",
  region: "US",
  nodes: 21,
  hops: 1,
  loss: 0,
  duplicates: 0,
  reorder: 0,
  rebootMs: null,
  restartMs: null,
  forgetMs: null,
  memory: 100,
  turnsPerDay: 48,
  seed: 1,
  world: "gullwick",
};
