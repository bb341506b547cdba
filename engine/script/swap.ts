// New definitions in place of the old ones, inside one turn: state is kept and migrated, what lost its definition waits in limbo, what
// was asked and left for later goes on. The turn is whole or nothing, so a pack that fails in it has never been there.

import type { Wire } from "../../dsl/wire.ts";
import type { EntityId } from "../base/ids.ts";
import { NOBODY } from "../base/ids.ts";
import type { CodeRef } from "../world/definition.ts";
import type { Entity } from "../world/entity.ts";
import { type Adoption, adopt } from "../world/load.ts";
import { giveBack, type Promotion, promote } from "../world/promoted.ts";
import { type Misfit, setAside } from "../world/set-aside.ts";
import type { World } from "../world/world.ts";
import { callCode } from "./calls.ts";
import { matchClocks } from "./clocks.ts";
import type { Core, PackCode } from "./core.ts";
import type { FaultReport } from "./facade.ts";
import { reportFault } from "./faults.ts";
import { fit } from "./fits.ts";
import { raiseAlone } from "./moves.ts";
import { retire } from "./retired.ts";
import type { Swap, SwapReport } from "./swap-report.ts";
import { tellBuilders } from "./tell-builders.ts";
import type { TurnState } from "./turn-state.ts";
import { isFault, isOutcome, isRefusal, reasonOf } from "./wires.ts";

/** Fuel of one `migrate`: a world of ten thousand things is walked in it, and nobody waits for a second on a small machine. */
export const MIGRATION_FUEL = 5_000_000;

const SHOWN = 20;

/**
 * In an open turn. The first fault in the new code's `migrate` or `create`, or the report. A world that begins with what it was left
 * with (no `changed`) may fail in parts. `units` brings code in step with definitions and with what was retired.
 */
export function swapIn(turn: TurnState, swap: Swap, units: () => void): { readonly fault: FaultReport } | SwapReport {
  const { core } = turn;
  const { world } = core;
  const { definitions, migrations = [], broken = [], promotions = [] } = swap;
  for (const one of promotions) exchangeSource(turn, one);
  const isStart = definitions === world.definitions;
  const before = isStart ? null : world.definitions;
  const oldCode = new Map(core.packs);
  const adoption = adopt(world, definitions);
  units();
  const misfits =
    isStart && swap.changed !== true
      ? []
      : setAside(world, before, (slot, value) => !("wrong" in fit(value, slot.type, world, (wire) => wire)));
  const onOldCode = retire(world, oldCode, core.packs);
  units();
  core.before = { definitions: before, misfits };
  const failed = runMigrations(turn, migrations);
  core.before = null;
  const fault = failed ?? runCreates(turn, adoption.born);
  if (fault !== null && (!isStart || swap.changed === true)) return { fault };
  matchClocks(world, turn.nowMs, core.zoneMs);
  tellBuilders(turn, swap);
  return reportOf(world, adoption, misfits, { onOldCode, migrations: migrations.length, broken });
}

/** Before anything else: whose code it is follows from it. */
function exchangeSource({ core }: TurnState, promotion: Promotion): void {
  const { pack, who, to } = promotion;
  if (to !== null) promote(core.world, promotion);
  else for (const row of core.store.edits(pack, 0, 1)) giveBack(core.world, row, who);
}

function runMigrations(turn: TurnState, migrations: readonly CodeRef[]): FaultReport | null {
  for (const { pack: id, code } of migrations) {
    const pack = turn.core.packs.get(id);
    if (pack === undefined) continue;
    const outcome = callCode(turn, { pack, code, self: null, actor: null, args: "", fuel: MIGRATION_FUEL });
    if (isOutcome(outcome)) {
      const fault = stopped(turn, outcome, pack, code);
      if (fault !== null) return fault;
    }
    if (turn.faults.length > 0) return turn.faults[0]!;
  }
  return null;
}

/** A `deny` in a `migrate` is its builder's own reason; `stop` is a good end. */
function stopped(turn: TurnState, outcome: Wire, pack: PackCode, code: number): FaultReport | null {
  if (isFault(outcome)) return reportFault(turn, outcome, pack.compiled, code);
  if (!isRefusal(outcome)) return null;
  const { file, line, key } = pack.compiled.code[code]!;
  const message = String(reasonOf(outcome)).replace(/^s/, "");
  return { pack: pack.id, kind: "denied", message, file, line, column: 1, code: key, ran: pack.id, at: turn.nowMs };
}

function runCreates(turn: TurnState, born: readonly Entity[]): FaultReport | null {
  for (const entity of born) raiseAlone(turn, "create", entity, []);
  return turn.faults[0] ?? null;
}

function reportOf(
  world: World,
  { lost, back, born }: Adoption,
  misfits: readonly Misfit[],
  more: Pick<SwapReport, "onOldCode" | "migrations" | "broken">,
): SwapReport {
  const counts: Record<string, number> = {};
  for (const { definition } of lost) counts[definition.id] = (counts[definition.id] ?? 0) + 1;
  const aside = misfits.slice(0, SHOWN).map(({ entity, name, who, value }) => {
    const owner = world.entity(entity);
    const of = who === NOBODY ? "" : `[${nameOf(world, who)}]`;
    return `${owner?.key ?? owner?.wire}.${name}${of}: ${String(value).replace(/^s/, "")}`;
  });
  return { lost: counts, back: back.length, born: born.length, aside, asideCount: misfits.length, ...more };
}

function nameOf(world: World, id: EntityId): string {
  const entity = world.entity(id);
  return entity === undefined ? `#${id}` : String(world.constant(entity, "name") ?? "s").slice(1);
}

/** What a property held before the swap, by the value that was kept or set aside, else the old default; undefined outside of a swap. */
export function oldValue(core: Core, entity: Entity, name: string, who: EntityId): Wire | undefined {
  const { before } = core;
  if (before === null) return undefined;
  const slot = before.definitions?.definition(entity.definition.id)?.slots.get(name);
  const key = slot?.key ?? name;
  const misfit = before.misfits.find((one) => one.entity === entity.id && one.name === key && one.who === who);
  const kept = who === NOBODY ? entity.state.get(key) : entity.each.get(key)?.get(who);
  return misfit?.value ?? kept ?? (slot !== undefined && "wire" in slot.value ? slot.value.wire : null);
}
