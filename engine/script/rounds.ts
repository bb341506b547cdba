// A trace with the rounds of its loops folded: of many that went the same way the first and the last are told, and how many were between.

import type { DryStep } from "./dry-port.ts";

/** Steps that went the same way over and over, between two rounds that are told. */
export interface Rounds {
  readonly rounds: number;
  /** First and last step of one of them. */
  readonly from: DryStep;
  readonly upto: DryStep;
}

export type Told = DryStep | Rounds;

/** Fewer are no shorter for being folded. */
const LEAST = 4;
/** Of one round. */
const MOST_STEPS = 12;

export function isRounds(told: Told): told is Rounds {
  return "rounds" in told;
}

export function foldRounds(steps: readonly DryStep[]): readonly Told[] {
  const told: Told[] = [];
  for (let at = 0; at < steps.length; ) {
    const { size, rounds } = longest(steps, at);
    if (rounds < LEAST) {
      told.push(steps[at]!);
      at++;
      continue;
    }
    const end = at + size * rounds;
    told.push(...steps.slice(at, at + size));
    told.push({ rounds: rounds - 2, from: steps[at + size]!, upto: steps[at + size * 2 - 1]! });
    told.push(...steps.slice(end - size, end));
    at = end;
  }
  return told;
}

/** The shortest round that begins here and comes again most often. */
function longest(steps: readonly DryStep[], at: number): { readonly size: number; readonly rounds: number } {
  for (let size = 1; size <= MOST_STEPS; size++) {
    let rounds = 1;
    while (isSame(steps, at, at + size * rounds, size)) rounds++;
    if (rounds >= LEAST) return { size, rounds };
  }
  return { size: 1, rounds: 1 };
}

/** The same statements, whatever they worked out. */
function isSame(steps: readonly DryStep[], one: number, other: number, size: number): boolean {
  for (let i = 0; i < size; i++) {
    const [a, b] = [steps[one + i], steps[other + i]];
    if (a === undefined || b === undefined || a.line !== b.line || a.code !== b.code || a.text !== b.text) return false;
  }
  return true;
}
