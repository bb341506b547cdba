// The options of `lore sim` as they are typed: shares as `10%`, times as `10m`; a wrong one is named with what it may be.

import { EngineError } from "../../base/errors.ts";
import { PRESETS, type PresetName } from "../../radio/airtime.ts";
import { DUTY_PERCENT } from "../../radio/sim/mesh.ts";
import { DEFAULT_SIM, type SimOptions } from "./options.ts";

/** As the command line hands them over: all text. */
export interface SimFlags {
  readonly players?: string;
  readonly hours?: string;
  readonly preset?: string;
  readonly region?: string;
  readonly nodes?: string;
  readonly hops?: string;
  readonly loss?: string;
  readonly duplicates?: string;
  readonly reorder?: string;
  readonly reboot?: string;
  readonly restart?: string;
  readonly forget?: string;
  readonly memory?: string;
  readonly turnsPerDay?: string;
  readonly seed?: string;
  readonly world?: string;
}

const UNITS_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };
const MOST_NODES = 1_000;
/** A seed's low 32 bits are all that chance takes. */
const MOST_SEED = 0xffffffff;

export function readSimOptions(flags: SimFlags): SimOptions {
  const preset = flags.preset ?? DEFAULT_SIM.preset;
  const region = flags.region ?? DEFAULT_SIM.region;
  if (!isPreset(preset)) fail("preset", preset, Object.keys(PRESETS).join(", "));
  if (region !== "US" && DUTY_PERCENT[region] === undefined) fail("region", region, ["US", ...Object.keys(DUTY_PERCENT)].join(", "));
  const players = whole("players", flags.players, DEFAULT_SIM.players, [1, MOST_NODES - 1]);
  return {
    players,
    preset,
    region,
    hours: number("hours", flags.hours, DEFAULT_SIM.hours, [0.01, 1_000]),
    nodes: whole("nodes", flags.nodes, players + 1, [players + 1, MOST_NODES]),
    hops: whole("hops", flags.hops, DEFAULT_SIM.hops, [1, 7]),
    loss: share("loss", flags.loss),
    duplicates: share("duplicates", flags.duplicates),
    reorder: share("reorder", flags.reorder),
    rebootMs: time("reboot", flags.reboot),
    restartMs: time("restart", flags.restart),
    forgetMs: time("forget", flags.forget),
    memory: whole("memory", flags.memory, DEFAULT_SIM.memory, [2, 250]),
    turnsPerDay: number("turns-per-day", flags.turnsPerDay, DEFAULT_SIM.turnsPerDay, [0.1, 10_000]),
    seed: whole("seed", flags.seed, DEFAULT_SIM.seed, [0, MOST_SEED]),
    world: flags.world ?? DEFAULT_SIM.world,
  };
}

type Range = readonly [low: number, high: number];

function number(name: string, given: string | undefined, otherwise: number, [low, high]: Range): number {
  if (given === undefined) return otherwise;
  const value = /^\d+(\.\d+)?$/.test(given) ? Number(given) : Number.NaN;
  return value >= low && value <= high ? value : fail(name, given, `a number from ${low} to ${high}`);
}

function whole(name: string, given: string | undefined, otherwise: number, [low, high]: Range): number {
  if (given === undefined) return otherwise;
  const value = /^\d+$/.test(given) ? Number(given) : Number.NaN;
  return value >= low && value <= high ? value : fail(name, given, `a whole number from ${low} to ${high}`);
}

function share(name: string, given: string | undefined): number {
  if (given === undefined) return 0;
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(given)?.[1];
  const value = percent === undefined ? Number.NaN : Number(percent) / 100;
  return value <= 0.9 ? value : fail(name, given, "a share from 0% to 90%, written with its sign");
}

function time(name: string, given: string | undefined): number | null {
  if (given === undefined) return null;
  const [, count, unit] = /^(\d+)([smh])$/.exec(given) ?? [];
  const valueMs = Number(count) * (UNITS_MS[unit ?? ""] ?? Number.NaN);
  // A radio needs most of a minute to be back and configured.
  return valueMs >= UNITS_MS["m"]! ? valueMs : fail(name, given, "a time of a minute or more: 90s, 10m, 2h");
}

function isPreset(name: string): name is PresetName {
  return Object.hasOwn(PRESETS, name);
}

function fail(name: string, given: string, allowed: string): never {
  throw new EngineError("E_USAGE", { detail: `--${name} ${given}: must be ${allowed}.` });
}
