// Which argument belongs to which parameter: labels claim theirs, the rest fill what is left in order. The runtime has the same rule for
// calls whose receiver only the host knows (dsl/runtime/70-calls.js), and the host for calls from one pack to another.

import type { Wire } from "../wire.ts";

interface Param {
  readonly name: string | null;
  readonly label?: string | undefined;
}

/** For each parameter the index of its argument, or -1; nothing when a label or an argument has no place. */
export function matchArgs(params: readonly Param[], labels: readonly (string | null)[]): number[] | undefined {
  const made = params.map(() => -1);
  for (const [i, label] of labels.entries()) {
    if (label === null) continue;
    let at = params.findIndex((p) => p.label === label);
    if (at < 0) at = params.findIndex((p) => p.name === label);
    if (at < 0) return undefined;
    made[at] = i;
  }
  let next = 0;
  for (const [i, label] of labels.entries()) {
    if (label !== null) continue;
    while (next < made.length && made[next] !== -1) next++;
    if (next === made.length) return undefined;
    made[next] = i;
  }
  return made;
}

/**
 * Wires of a call that came in by label (`call`, `invoke`, `invokeBase` of the host port), in the order of the parameters for `Entry`;
 * what was left out is null, and the code takes its default.
 */
export function arrangeWires(params: readonly Param[], args: readonly (readonly [string | null, Wire])[]): Wire[] | undefined {
  const match = matchArgs(
    params,
    args.map(([label]) => label),
  );
  return match?.map((i) => (i < 0 ? null : args[i]![1]));
}
