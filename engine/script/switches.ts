// Scripts of builders that are switched off: one script, a thing, a builder, or all of them. A switch is a row of the world's data, so
// that no restart loses it.

import type { Wire } from "../../dsl/wire.ts";
import type { World } from "../world/world.ts";
import { type CodePlace, codePlace } from "./code-keys.ts";
import type { PackCode } from "./core.ts";
import type { TurnState } from "./turn-state.ts";
import { faultWire } from "./wires.ts";

const SPACE = "off";
/** The switch of all builders' scripts: no pack is called so. */
const ALL = "*";

/** Who switched it off: it failed too often, its builder, or the staff, whose switch no builder turns. */
export type OffBy = "faults" | "builder" | "staff";

/** What a switch stands for; the more is left out the more it covers. */
export interface Switch {
  readonly pack?: string;
  readonly path?: string;
  readonly part?: string;
}

function keyOf({ pack, path, part }: Switch): string {
  if (pack === undefined) return ALL;
  return [pack, ...(path === undefined ? [] : [path]), ...(part === undefined ? [] : [part])].join(" ");
}

/** The staff's switch stays the staff's, whoever turns it once more. */
export function switchOff(world: World, which: Switch, by: OffBy): void {
  if (offBy(world, which) === "staff") return;
  world.journal.setData(SPACE, keyOf(which), by);
}

export function switchOn(world: World, which: Switch): void {
  world.journal.setData(SPACE, keyOf(which), undefined);
}

export function offBy(world: World, which: Switch): OffBy | undefined {
  return world.data(SPACE, keyOf(which)) as OffBy | undefined;
}

/** The switches of one pack that are off, the one for all among them. */
export function allOff(world: World, pack: string): readonly (Switch & { readonly by: OffBy })[] {
  return [...world.dataOf(SPACE)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, by]) => {
      const [of = "", path, ...part] = key.split(" ");
      const rest = { ...(path !== undefined && { path }), ...(part.length > 0 && { part: part.join(" ") }) };
      if (key === ALL) return { by: by as OffBy };
      return of === pack ? { pack, ...rest, by: by as OffBy } : [];
    });
}

/** Whether anything keeps this script from running. Packs of files have no switch. */
export function isOff(turn: TurnState, pack: PackCode, code: number): boolean {
  if (pack.caller.owner === null) return false;
  const key = pack.compiled.code[code]?.key ?? "";
  const by = whyOff(turn.core.world, pack.id, codePlace(key));
  return by !== undefined && !(turn.rehearsing && by !== "staff");
}

/** The widest switch that is off for it. */
export function whyOff(world: World, pack: string, { path, part }: CodePlace): OffBy | undefined {
  for (const which of [{}, { pack }, { pack, path }, { pack, path, part }]) {
    const by = offBy(world, which);
    if (by !== undefined) return by;
  }
  return undefined;
}

/** What whoever needs its answer gets in place of one. */
export function offFault(): Wire {
  return faultWire("denied", "this script is switched off");
}
