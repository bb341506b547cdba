// Two copies of a turn beside each other: what was said, what became of the world and of money, what it cost, how many frames it takes.

import type { Currency } from "../../base/currency.ts";
import { compose } from "../../radio/compose/compose.ts";
import type { TurnResult } from "../../script/facade.ts";
import type { World } from "../../world/world.ts";
import { effectsOf, nameOf } from "./effects.ts";
import type { Played } from "./replica.ts";

export const ASPECTS = ["text", "frames", "effects", "money", "fuel", "fault"] as const;

/** `fuel` is counted in units, `frames` in frames of 200 bytes as a radio sends them. */
export type Aspect = (typeof ASPECTS)[number];

export interface Difference {
  readonly aspect: Aspect;
  /** Who reads it, or what it is about; empty for the turn as a whole. */
  readonly of: string;
  /** Null: nothing. */
  readonly was: string | number | null;
  readonly now: string | number | null;
}

export interface Side {
  readonly world: World;
  readonly played: Played;
}

/** With the packs before and with the new ones. */
export function differences(before: Side, after: Side, currency: Currency): Difference[] {
  if ("failure" in before.played || "failure" in after.played) return failures(before.played, after.played);
  const [was, now] = [before.played.result, after.played.result];
  const found: Difference[] = [];
  const compare = (aspect: Aspect, a: Readings, b: Readings): void => {
    for (const [key, reading] of a) if (b.get(key)?.value !== reading.value) found.push(difference(aspect, reading, b.get(key)));
    for (const [key, reading] of b) if (!a.has(key)) found.push(difference(aspect, undefined, reading));
  };
  compare("text", texts(before.world, was), texts(after.world, now));
  compare("frames", frames(before.world, was), frames(after.world, now));
  for (const aspect of ["effects", "money"] as const)
    compare(aspect, effects(before.world, was, currency, aspect), effects(after.world, now, currency, aspect));
  compare("fuel", whole(was?.fuelUsed), whole(now?.fuelUsed));
  compare("fault", faults(was), faults(now));
  return found;
}

interface Reading {
  readonly of: string;
  readonly value: string | number;
}

type Readings = ReadonlyMap<string, Reading>;

function difference(aspect: Aspect, was: Reading | undefined, now: Reading | undefined): Difference {
  return { aspect, of: (was ?? now)!.of, was: was?.value ?? null, now: now?.value ?? null };
}

function failures(before: Played, after: Played): Difference[] {
  const [was, now] = [before, after].map((played) => ("failure" in played ? played.failure : null)) as [string | null, string | null];
  return was === now ? [] : [{ aspect: "fault", of: "", was, now }];
}

function texts(world: World, result: TurnResult | null): Readings {
  const outputs = [...(result?.outputs ?? []), ...(result?.notes ?? [])];
  return new Map(outputs.map(({ player, text }) => [String(player), { of: nameOf(world, idOf(player)), value: text }]));
}

function frames(world: World, result: TurnResult | null): Readings {
  const outputs = result?.outputs ?? [];
  return new Map(outputs.map(({ player, parts }) => [String(player), { of: nameOf(world, idOf(player)), value: frameCount(parts) }]));
}

export function frameCount(parts: TurnResult["outputs"][number]["parts"]): number {
  return compose(parts).length;
}

function effects(world: World, result: TurnResult | null, currency: Currency, aspect: "effects" | "money"): Readings {
  if (result === null) return new Map();
  return new Map([...effectsOf(world, currency, result)].filter(([, effect]) => effect.aspect === aspect));
}

function whole(value: number | undefined): Readings {
  return value === undefined ? new Map() : new Map([["", { of: "", value }]]);
}

function faults(result: TurnResult | null): Readings {
  return new Map(
    (result?.faults ?? []).map(({ pack, file, line, kind, message }, i) => [
      `${i}`,
      { of: pack, value: `${file}:${line}: ${kind}: ${message}` },
    ]),
  );
}

function idOf(player: TurnResult["outputs"][number]["player"]): number {
  return Number(String(player).slice(1));
}
