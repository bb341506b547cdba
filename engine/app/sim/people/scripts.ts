// The kinds of people who play in a simulation: what each would type next. A table, so that another kind is another entry.

import type { Mind } from "./mind.ts";

export type ScriptName = "walker" | "chatter" | "shopper" | "lurker" | "spammer" | "leaver";

export interface Script {
  /** Share of `turnsPerDay` that this kind means to send. */
  readonly pace: number;
  line(mind: Mind): string;
  /** Lines typed one after the other without waiting for answers; 1 for who waits. */
  readonly burst: number;
  /** The radio is switched off for a while after so many lines; null for who stays. */
  readonly leavesAfter: number | null;
}

const PATIENT = { burst: 1, leavesAfter: null };

export const SCRIPTS: Readonly<Record<ScriptName, Script>> = {
  walker: { ...PATIENT, pace: 1.2, line: walk },
  chatter: { ...PATIENT, pace: 1.2, line: chat },
  shopper: { ...PATIENT, pace: 1, line: shop },
  lurker: { ...PATIENT, pace: 0.3, line: lurk },
  spammer: { ...PATIENT, pace: 1.5, burst: 4, line: spam },
  leaver: { ...PATIENT, pace: 1, leavesAfter: 4, line: walk },
};

/** Who plays, in this order and from the beginning again. */
export const CAST: readonly ScriptName[] = [
  "walker",
  "chatter",
  "shopper",
  "lurker",
  "walker",
  "leaver",
  "chatter",
  "shopper",
  "walker",
  "spammer",
];

const WARES = ["bread", "rope", "scoop", "lantern", "bun", "eel", "pie", "shell"];

function walk(mind: Mind): string {
  if (mind.happens(8)) return mind.oneOf(["map", "exits", "l", "where", "i"]);
  const way = mind.newestWay();
  if (way === null) return "l";
  return mind.happens(5) ? `${way};i` : way;
}

function chat(mind: Mind): string {
  if (mind.last.choices > 0 && mind.happens(80)) return String(mind.chance.between(1, mind.last.choices));
  if (mind.people.length > 0 && mind.happens(35)) return `talk ${mind.oneOf(mind.people).toLowerCase()}`;
  if (mind.happens(25)) return walk(mind);
  return mind.oneOf([`'fog again, day ${mind.lines}`, `'any news of ferry ${mind.lines}`, `:waves ${mind.lines} times`, "who", "r yes"]);
}

function shop(mind: Mind): string {
  if (mind.happens(45)) return walk(mind);
  const ware = mind.oneOf(WARES);
  if (mind.happens(30)) return mind.oneOf(["work", "deliver"]);
  return mind.oneOf(["list", `buy ${ware}`, "buy 1", `sell ${ware}`, `value ${ware}`, `t ${ware}`, "i", "balance"]);
}

function lurk(mind: Mind): string {
  return mind.oneOf(["l", "who", "time", "weather", "help", "score"]);
}

function spam(mind: Mind): string {
  return mind.oneOf(["l", "l", "who", `'buy now ${mind.lines}`, "n", "s", "xyzzy", "help"]);
}
